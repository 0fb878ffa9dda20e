"""A density file on the Voxels page: dropped, drawn, written again, and followed to a place that is typed."""

from __future__ import annotations

import numpy as np
import pytest
from density_files import TRICLINIC, charge_file, gaussians
from playwright.sync_api import expect

from mi_core.densities.reading import read_fields

DENSITY = gaussians(shape=(24, 26, 30))


@pytest.fixture(scope="module")
def charge(tmp_path_factory):
    path = tmp_path_factory.mktemp("vasp") / "CHGCAR"
    path.write_bytes(charge_file(DENSITY))
    return path


@pytest.fixture(scope="module")
def dropped(tab, charge):
    page = tab()
    page.open("voxels")
    page.page.locator('input[type="file"]').first.set_input_files(str(charge))
    page.page.locator(".js-plotly-plot").nth(1).wait_for()
    page.settle()
    return page


def test_a_dropped_file_is_drawn_in_space_and_in_a_plane(dropped):
    expect(dropped.page.get_by_text("Electron density: valence.")).to_be_visible()
    dropped.page.locator(".js-plotly-plot .gl-container canvas").first.wait_for()
    dropped.page.locator(".js-plotly-plot .heatmaplayer image").first.wait_for(state="attached")


def test_it_comes_back_as_it_went(dropped, tmp_path):
    dropped.page.get_by_role("button", name="Downloads").click()
    with dropped.page.expect_download() as download:
        dropped.page.get_by_role("button", name="Field as CHGCAR").click()
    download.value.save_as(tmp_path / "CHGCAR.vasp")
    dropped.page.keyboard.press("Escape")
    (field,) = read_fields("CHGCAR", tmp_path / "CHGCAR.vasp")
    np.testing.assert_allclose(field.values, DENSITY, rtol=1e-9)
    assert field.structure.species == TRICLINIC.species


def test_a_place_can_be_typed(dropped):
    dropped.page.get_by_text("Profiles", exact=True).first.click()
    dropped.page.get_by_role("combobox", name="To").click()
    dropped.page.keyboard.type("0.5 0.5 0.5")
    dropped.page.keyboard.press("Enter")
    expect(dropped.page.get_by_text("towards 0.5 0.5 0.5").first).to_be_visible()
