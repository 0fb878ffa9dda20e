"""From a wish to a verified alloy to a file, in a browser; the explorer under the hand; a telephone."""

from __future__ import annotations

import io
import json
import re
from importlib.resources import files
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import expect

from mi_core.alloys.models.trained_store import trained_names

needs_models = pytest.mark.skipif(
    not {"surrogate", "nearest"} <= set(trained_names()), reason="no trained models of alloys are there"
)
OWN = files("pycalphad") / "tests/databases/Al-Cu-Y.tdb"


@pytest.fixture(scope="module")
def alloys(tab, shipped_url):
    """A tab on the Alloys page."""
    return tab(height=1400, url=shipped_url)


def go(tab, path: str, landmark: str) -> None:
    """Open the page and wait for a text on it; the first one imports much, and may read the database."""
    tab.page.goto(f"{tab.url}/{path}")
    expect(tab.page.get_by_text(landmark).first).to_be_visible()


def wish(page, cell: str, low: str, high: str) -> None:
    """Click a cell of the grid and set its range in per cent."""
    page.get_by_role("button", name=cell).click()
    page.locator(".wishes .low").fill(low)
    page.locator(".wishes .high").fill(high)
    page.locator(".wishes .high").press("Enter")


def download(page, label: str) -> bytes:
    with page.expect_download() as found:
        page.get_by_role("button", name=label, exact=True).click()
    return Path(found.value.path()).read_bytes()


def test_cells_are_set_by_click_drag_and_keyboard(alloys):
    page = alloys.page
    go(alloys, "alloys", "Nothing is wished yet")
    wish(page, "beta Mg2Si at 450 K: free", "1,5", "")
    expect(page.get_by_role("button", name="beta Mg2Si at 450 K: ≥ 1.5 mol%")).to_be_visible()
    first = page.get_by_role("button", name="Liquid at 750 K: free")
    last = page.get_by_role("button", name="Liquid at 850 K: free")
    first.hover()
    page.mouse.down()
    last.hover()
    page.mouse.up()
    expect(page.get_by_text("3 cells:")).to_be_visible()
    page.get_by_role("button", name="None of it").click()
    expect(page.get_by_role("button", name=re.compile("Liquid at .* none"))).to_have_count(3)
    cell = page.get_by_role("button", name="theta Al2Cu at 300 K: free")
    cell.focus()
    page.keyboard.press("Space")
    page.locator(".wishes .high").fill("200")
    page.get_by_role("button", name="Set", exact=True).click()
    expect(page.get_by_text("Give numbers between 0 and 100 mol%.")).to_be_visible()
    expect(page).to_have_url(re.compile(r"wish=MG2SI%40450%3A0\.015-"))


def test_the_grid_is_one_stop_of_the_tab_key_and_arrows_move_in_it(alloys):
    page = alloys.page
    go(alloys, "alloys", "Nothing is wished yet")
    expect(page.get_by_role("button", name="alpha-Al (FCC) at 300 K: free")).to_be_visible()
    page.get_by_role("button", name="Rows and columns").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="alpha-Al (FCC) at 300 K: free")).to_be_focused()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
    expect(page.get_by_role("button", name="Liquid at 450 K: free")).to_be_focused()
    page.keyboard.press("Home")
    expect(page.get_by_role("button", name="Liquid", exact=True)).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(page.get_by_text("Liquid at 300 K:")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Liquid at 300 K: ≥ 2 mol%")).to_be_focused()


@needs_models
@pytest.mark.timeout(1800)
def test_from_a_wish_to_a_verified_alloy_to_files(alloys):
    page = alloys.page
    go(alloys, "alloys?model=nearest&n=2&wt=Fe:-0,Cr:-0,Mn:-0,Ti:-0,Zr:-0,Zn:-0,Cu:-0", "Fe: at most 0 wt%")
    wish(page, "beta Mg2Si at 450 K: free", "0.5", "2")
    expect(page.get_by_text("at 450 K: 0.5 to 2 mol%")).to_be_visible()
    page.get_by_role("button", name="Generate alloys").click()
    expect(page.get_by_text("2 proposals")).to_be_visible()
    page.get_by_role("button", name="Verify all 2 with CALPHAD").click()
    expect(page.get_by_text(re.compile(r"CALPHAD confirms \d"))).to_be_visible()
    table = pd.read_csv(io.BytesIO(download(page, "CSV · what CALPHAD computed")))
    mg2si = table[table["text"].str.contains("Mg2Si")]
    assert mg2si["number"].tolist() == [1, 2]
    assert (mg2si["met"] == mg2si["value"].between(0.0049, 0.0201)).all()
    records = json.loads(download(page, "JSON"))
    assert [record["verified"]["values"][0] for record in records] == pytest.approx(mg2si["value"].tolist())
    assert {"Mg", "Si"} <= set(records[0]["composition_wt"]) <= {"Mg", "Si"}
    report = download(page, "Report (HTML)").decode()
    assert "What CALPHAD says" in report
    page.reload()
    expect(page.get_by_text(re.compile(r"CALPHAD confirms \d"))).to_be_visible()


@pytest.mark.timeout(1800)
def test_the_explorer_computes_what_is_typed_and_slid(alloys):
    page = alloys.page
    go(alloys, "alloys?part=explore&alloy=Mg=1,Si=0.6", "Numbers by CALPHAD")
    solidus = page.get_by_test_id("stMetricValue").first.inner_text()
    assert re.fullmatch(r"\d{3}\.\d K", solidus)
    slider = page.get_by_role("slider", name="Si (wt%)", exact=True)
    slider.focus()
    pauses = {0: "0.7", 40: "0.8", 250: "0.9"}  # ms between keys: faster and slower than answers
    for pause, content in pauses.items():
        for _ in range(10):
            page.keyboard.press("ArrowRight", delay=pause)
        expect(page).to_have_url(re.compile(f"Si%3D{re.escape(content)}$"))
        expect(page.get_by_role("textbox", name="Composition")).to_have_value(re.compile(f"Si={content}$"))
        expect(slider).to_have_value(content)
    expect(page.get_by_test_id("stMetricValue").first).not_to_have_text(solidus)
    page.evaluate("history.go(-1)")
    expect(page.get_by_role("textbox", name="Composition")).not_to_have_value(re.compile("Si=0.9$"))


@pytest.mark.timeout(900)
def test_a_database_of_ones_own_is_searched_verified_and_restored(alloys):
    page = alloys.page
    go(alloys, "alloys?part=database", "phases can form")
    page.locator("input[type=file]").set_input_files(OWN)
    expect(page.get_by_text("Design and explorer use")).to_be_visible()
    page.get_by_role("radiogroup", name="Part").get_by_role("radio", name="Design").click()
    wish(page, "theta Al2Cu at 450 K: free", "3", "5")
    expect(page.get_by_text("at 450 K: 3 to 5 mol%")).to_be_visible()
    page.get_by_role("button", name="Search for alloys").click()
    expect(page.get_by_text(re.compile(r"^\d+ proposals$"))).to_be_visible()
    expect(page.get_by_text("As searched in Al-Cu-Y.tdb")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Verify all")).click()
    expect(page.get_by_text(re.compile(r"CALPHAD confirms \d"))).to_be_visible()
    page.get_by_role("radiogroup", name="Phases in").get_by_role("radio", name="wt%").click()
    expect(page.get_by_text("Phases of no. 1 by CALPHAD")).to_be_visible()
    page.reload()
    expect(page.get_by_text(re.compile(r"CALPHAD confirms \d"))).to_be_visible()


def test_one_switch_shows_celsius_everywhere(alloys):
    page = alloys.page
    go(alloys, "alloys?part=explore&alloy=Mg=1,Si=0.6&unit=C", "Numbers by CALPHAD")
    assert re.fullmatch(r"\d{3}\.\d °C", page.get_by_test_id("stMetricValue").first.inner_text())
    expect(page.get_by_text("Temperature (°C)").first).to_be_visible()
    expect(page).to_have_url(re.compile("unit=C"))


def test_a_telephone_needs_no_sideways_scrolling(tab, shipped_url):
    page = tab(width=420, dark=True, url=shipped_url)
    landmarks = {
        "design": "Nothing is wished yet",
        "explore": "Al, the balance",
        "database": "phases can form",
        "models": "Data set",
    }
    for part, landmark in landmarks.items():
        go(page, f"alloys?part={part}", landmark)
        assert page.overflow() <= 0


def test_a_dragged_slider_stays_when_calphad_has_answered(alloys):
    page = alloys.page
    go(alloys, "alloys?part=explore&alloy=Mg=1", "Numbers by CALPHAD")
    slider = page.get_by_role("slider", name="Cu (wt%)", exact=True)
    box = slider.bounding_box()
    left, y = box["x"] + 8, box["y"] + box["height"] / 2
    page.mouse.move(left, y)
    page.mouse.down()
    for step in range(12):
        page.mouse.move(left + 5 * step, y)
        page.wait_for_timeout(60)  # a hand takes its time: each step is drawn
    page.mouse.up()
    content = slider.input_value()
    assert float(content) > 1
    expect(page.get_by_text("Solvus: theta Al2Cu", exact=False)).to_be_visible()
    expect(page.get_by_text("Numbers by CALPHAD")).to_be_visible()
    alloys.settle()
    assert slider.input_value() == content
    expect(page.get_by_role("textbox", name="Composition")).to_have_value(f"Mg=1, Cu={content}")
