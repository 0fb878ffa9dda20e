"""Crystals on the Structures page: brought, drawn, turned, clicked, downloaded, and still there later."""

import io
import re
from pathlib import Path

import numpy as np
import pytest
from patience import wait_until
from PIL import Image
from playwright.sync_api import Error, expect
from pymatgen.core import Lattice, Structure

CANVAS = "#scene canvas"


@pytest.fixture(scope="module")
def caesium_chloride(tmp_path_factory):
    """A CIF whose only inner atom, chlorine, lies in the middle of the picture."""
    crystal = Structure(Lattice.cubic(4.123), ["Cs", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]])
    path = tmp_path_factory.mktemp("cif") / "caesium chloride.cif"
    crystal.to(filename=str(path))
    return path


@pytest.fixture(scope="module")
def uploaded(tab, caesium_chloride):
    """A tab in which that file was uploaded, and its viewer."""
    page = tab()
    page.open("structures")
    page.page.locator('input[type="file"]').first.set_input_files(str(caesium_chloride))
    return page, page.viewer()


def pixels(locator) -> np.ndarray:
    """Return the picture, taken again where the page replaces its element meanwhile."""
    taken: list[bytes] = []

    def is_taken() -> bool:
        try:
            taken.append(locator.screenshot(timeout=60_000))
        except Error:
            return False
        return True

    wait_until(is_taken, "a picture of an element that lasts")
    return np.asarray(Image.open(io.BytesIO(taken[-1])).convert("RGB"), dtype=float)


def colourful(picture: np.ndarray) -> float:
    """Share of pixels that differ from the corner's colour."""
    return float((np.abs(picture - picture[2, -3]).max(axis=2) > 25).mean())


def steady(locator) -> np.ndarray:
    """Return the pixels once they stay as they are: the camera moves, and software draws slowly."""
    seen = [pixels(locator)]

    def at_rest() -> bool:
        locator.page.wait_for_timeout(300)
        seen.append(pixels(locator))
        return seen[-1].shape == seen[-2].shape and np.abs(seen[-1] - seen[-2]).mean() < 0.05

    wait_until(at_rest, "a picture of the crystal that no longer changes")
    return seen[-1]


def test_a_page_opened_by_its_address_on_a_fresh_server_has_its_frame(tab, fresh_url):
    """The server has not run the router before."""
    page = tab(url=fresh_url)
    page.open("structures")
    expect(page.page.get_by_role("link", name="Home")).to_be_visible()
    expect(page.page.get_by_role("heading", name="Structures")).to_be_visible()
    page.page.close()  # before its server ends, of which it would complain


def test_an_uploaded_crystal_is_drawn_without_a_touch(uploaded):
    _, frame = uploaded
    picture = steady(frame.locator(CANVAS))
    assert colourful(picture) > 0.05
    assert picture.std() > 10
    expect(frame.locator("#legend")).to_have_text("CsCl")


def test_a_click_reports_the_atom_and_a_drag_does_not(uploaded):
    page, frame = uploaded
    panel = page.page.locator(".st-key-atom_panel")
    expect(panel).to_contain_text("Click an atom")
    box = frame.locator(CANVAS).bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.page.mouse.move(middle[0] - 90, middle[1])
    page.page.mouse.down()
    page.page.mouse.move(*middle, steps=5)
    page.page.mouse.up()
    steady(frame.locator(CANVAS))
    page.settle()
    expect(panel).to_contain_text("Click an atom")
    page.page.mouse.click(*middle)
    expect(panel).to_contain_text("Cl · site 2")
    expect(panel).to_contain_text(re.compile("Wyckoff position.*1[ab]"))
    expect(panel).to_contain_text("8 Cs")
    expect(panel).to_contain_text("0.5000, 0.5000, 0.5000")


def test_turning_and_looking_down_an_axis_change_the_picture(uploaded):
    _, frame = uploaded
    canvas = frame.locator(CANVAS)
    frame.get_by_role("button", name="Reset").click()
    standard = steady(canvas)

    def apart() -> float:
        return np.abs(steady(canvas) - standard).mean()

    frame.get_by_role("button", name="a", exact=True).click()
    wait_until(lambda: apart() > 3, "another picture, seen down a")
    frame.get_by_role("button", name="Reset").click()
    wait_until(lambda: apart() < 1, "the first picture, after a reset")


def test_downloads_parse(uploaded):
    page, frame = uploaded
    for label, suffix, file_format in (
        ("CIF", "cif", "cif"),
        ("POSCAR", "vasp", "poscar"),
        ("JSON", "json", "json"),
    ):
        with page.page.expect_download() as download:
            page.page.get_by_role("button", name=label, exact=True).click()
        assert download.value.suggested_filename == f"caesium-chloride.{suffix}"
        text = Path(download.value.path()).read_text(encoding="utf-8")
        assert Structure.from_str(text, fmt=file_format).composition.reduced_formula == "CsCl"
    with page.page.expect_download() as download:
        frame.get_by_role("button", name="PNG").click()
    assert download.value.suggested_filename == "caesium-chloride.png"
    picture = np.asarray(Image.open(download.value.path()))
    assert picture.shape[2] == 4
    assert 0.03 < (picture[..., 3] > 0).mean() < 0.9  # transparent around the crystal


def test_a_bad_file_says_why_and_shows_no_traceback(tab, tmp_path):
    bad = tmp_path / "bad.cif"
    bad.write_text("data_x\nthis is no crystal\n")
    page = tab()
    page.open("structures")
    page.page.locator('input[type="file"]').first.set_input_files(str(bad))
    alert = page.page.get_by_test_id("stAlert").first
    expect(alert).to_be_visible()
    assert alert.inner_text().strip().endswith(".")
    assert "Traceback" not in page.page.inner_text("body")


def test_dark_theme_and_narrow_window(tab):
    page = tab(width=400, height=900, dark=True)
    page.open("structures?crystal=NaCl")
    frame = page.viewer()
    picture = steady(frame.locator("#frame"))
    assert picture[-3, 3].max() < 80  # the viewer's background follows the theme
    assert colourful(steady(frame.locator(CANVAS))) > 0.05
    box = frame.locator(CANVAS).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 400
    assert page.overflow() <= 0


def test_mixed_sites_show_both_colours(tab):
    page = tab()
    page.open("structures?crystal=CuNi")
    frame = page.viewer()
    legend = frame.locator("#legend .ball")
    colours = [legend.nth(i).evaluate("ball => getComputedStyle(ball).backgroundColor") for i in range(2)]
    picture = steady(frame.locator(CANVAS))
    hues = np.array([[float(x) for x in re.findall(r"\d+", colour)] for colour in colours])
    shade = picture.reshape(-1, 3)
    shade = shade[shade.std(axis=1) < 250]
    for hue in hues:
        direction = hue / np.linalg.norm(hue)
        lit = shade[(shade.max(axis=1) > 60) & (shade.min(axis=1) < 230)]
        likeness = lit @ direction / np.linalg.norm(lit, axis=1)
        assert (likeness > 0.99).sum() > 500


def test_a_crystal_replaced_before_it_started_is_no_error(tab):
    """As when a theme or another crystal arrives while a busy browser still prepares the first."""
    page = tab()
    page.open("structures?crystal=NaCl")
    frame = page.viewer()
    replaced = """frame => {
      for (const _ of [1, 2, 3]) { state.drawn = null; drawNow(); }
      return frame.dataset.state;
    }"""
    assert frame.locator("#frame").evaluate(replaced) == "ready"
    wait_until(
        lambda: not frame.locator("#frame").evaluate("() => state.starting || state.waiting"),
        "a viewer at rest",
    )
    assert colourful(steady(frame.locator(CANVAS))) > 0.05
    assert not page.complaints


def test_after_another_page_the_crystal_is_still_there(uploaded):
    """How long a change of page takes is measured by benchmarks/page_switch.py."""
    page, _ = uploaded
    page.page.get_by_role("link", name="Home").click()
    expect(page.page.get_by_role("heading", name="Know your material")).to_be_visible()
    page.page.get_by_role("button", name=re.compile("^Crystals")).click()
    page.page.get_by_role("menuitem", name="Structures").click()
    expect(page.page.get_by_role("heading", name="CsCl")).to_be_visible()
    assert colourful(steady(page.viewer().locator(CANVAS))) > 0.05


def test_what_was_brought_is_there_after_a_reload_and_in_a_second_tab(tab, caesium_chloride):
    page = tab()
    page.open("structures")
    page.page.locator('input[type="file"]').first.set_input_files(str(caesium_chloride))
    heading = page.page.get_by_role("heading", name="CsCl")
    expect(heading).to_be_visible()
    expect(page.page).to_have_url(
        re.compile(r"workspace=[\w-]{22}.*crystal=caesium|crystal=caesium.*workspace=")
    )
    page.page.reload()
    expect(heading).to_be_visible()
    page.viewer()
    second = tab()
    second.page.goto(page.page.url)
    expect(second.page.get_by_role("heading", name="CsCl")).to_be_visible()
    page.page.get_by_role("button", name="Clear").click()
    empty = page.page.get_by_text("Bring your own")
    expect(empty).to_be_visible()
    page.page.reload()
    expect(empty).to_be_visible()
    second.page.reload()
    expect(second.page.get_by_text("Bring your own")).to_be_visible()
