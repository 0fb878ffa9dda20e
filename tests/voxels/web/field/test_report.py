"""The report of a density on the page: its plane, its averages and its line as they are chosen."""

from __future__ import annotations

import pytest
from density_files import TRICLINIC, gaussians
from report_page import Page

from mi_core.densities.field import ScalarField
from mi_core.densities.profiles import macroscopic_average, planar_average
from mi_core.voxels.web.field.report import density_report
from mi_core.voxels.web.field.session import OpenDensity
from mi_core.voxels.web.field.shown import Shown
from mi_core.voxels.web.field.view import FieldView
from mi_core.voxels.web.view import View

FIELD = ScalarField("valence", "electron density: valence", TRICLINIC, gaussians())


def report(field=FIELD, cut=2, height=0.0, **choices) -> str:
    shown = Shown(field, OpenDensity("CHGCAR", "CHGCAR", (field,), 0), (0, ""), "CHGCAR")
    return density_report(shown, View(cut=cut, height=height, field=FieldView("CHGCAR", **choices))).decode()


def test_plane_averages_and_line_are_those_that_are_chosen():
    html = report(cut=1, height=0.25, average=0, window=2.0, start="Cl1", end="0.5 0.5 0.5")
    page = Page(html)
    assert html.count('class="plotly-graph-div"') == 3
    for words in (
        "The plane across b at 0.25",
        "Averaged over planes, along a",
        "From Cl1 to 0.5 0.5 0.5",
        "over 2 Å",
    ):
        assert words in page.text
    planar, smooth = planar_average(FIELD, "a"), macroscopic_average(FIELD, "a", 2.0)
    for profile in (planar, smooth):
        assert all(f"{value:.6g}" in page.cells for value in profile.values)
    assert "Macroscopic average (e/Å³)" in page.text


def test_a_window_wider_than_the_cell_is_that_of_the_cell():
    text = Page(report(window=1000.0)).text
    window = float(text.split("The macroscopic average is over ")[1].split()[0])
    planar = planar_average(FIELD, "c")
    assert window == pytest.approx(planar.distance[1] * len(planar.distance), rel=1e-3)


def test_a_line_without_a_length_is_left_out():
    html = report(start="Na1", end="Na1")
    assert html.count('class="plotly-graph-div"') == 2
    assert "From Na1" not in Page(html).text


@pytest.mark.parametrize("kind", ["potential", "spin", "elf", "unknown"])
def test_every_kind_has_a_report(kind):
    field = ScalarField(kind, kind, TRICLINIC, gaussians() / gaussians().max())
    assert kind in Page(report(field)).text.lower()
