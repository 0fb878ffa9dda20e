"""A screening in a browser: from the first look to the downloaded file, with a reload in the middle."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pandas as pd
import pytest
from patience import wait_until
from playwright.sync_api import expect

MAP = ".st-key-screening_maps .map"
COLOUR = "cell => getComputedStyle(cell).backgroundColor"


@pytest.fixture(scope="module")
def screening(tab, shipped_url):
    """A tab that shows all candidates."""
    page = tab(url=shipped_url)
    page.open("screening")
    expect(page.page.locator(MAP).first).to_be_visible()
    page.settle()
    return page


def counts(page) -> list[int]:
    """Return candidates, stable ones, and those of them that are new."""
    return [
        int(text.replace(",", "")) for text in page.page.get_by_test_id("stMetricValue").all_inner_texts()[:3]
    ]


def stable_by_maps(page) -> list[int]:
    """Return how many stable compounds the cells of each map tell of, all in all."""
    read = "cells => cells.map(cell => cell.ariaLabel)"
    labels = [table.get_by_role("img").evaluate_all(read) for table in page.page.locator(MAP).all()]
    found = [[re.search(r": ([\d,]+) stable", label) for label in of_table] for of_table in labels]
    return [sum(int(hit[1].replace(",", "")) for hit in hits if hit) for hits in found]


def is_at_rest(locator) -> bool:
    """Whether something stays where it is: of two clicks on what still moves, the second may meet its neighbour."""
    before = locator.bounding_box()
    locator.page.wait_for_timeout(400)
    return before is not None and before == locator.bounding_box()


def maps_and_metric_agree(page) -> bool:
    return stable_by_maps(page) == [counts(page)[1]] * 3


def test_the_maps_follow_the_threshold_and_the_switch(screening):
    page = screening.page
    oxygen = page.locator(MAP).last.get_by_text("O", exact=True)
    told = oxygen.get_attribute("aria-label")
    colours = [oxygen.evaluate(COLOUR)]
    wait_until(lambda: maps_and_metric_agree(screening), "maps that tell of as many as the metric")
    page.locator("[class*=st-key-screening_threshold] input").first.focus()
    page.keyboard.press("ArrowRight")
    expect(oxygen).not_to_have_attribute("aria-label", told)
    screening.settle()
    wait_until(lambda: maps_and_metric_agree(screening), "maps that tell of as many as the metric")
    colours.append(oxygen.evaluate(COLOUR))
    page.get_by_text("Share", exact=True).click()
    expect(page.locator(MAP).last).to_contain_text("Stable among candidates (%)")
    colours.append(oxygen.evaluate(COLOUR))
    assert len(set(colours)) == 3
    screening.settle()
    page.get_by_text("Start over").click()
    expect(page).not_to_have_url(re.compile("threshold="))
    screening.settle()


def test_a_cell_tells_its_numbers_to_pointer_and_keyboard(screening):
    page = screening.page
    table = page.locator(MAP).first
    tip = page.locator(".st-key-screening_maps .tip")
    table.get_by_text("Sr", exact=True).hover()
    expect(tip).to_have_text(re.compile(r"^Sr: [\d,]+ stable of [\d,]+ candidates, [\d.]+ %$"))
    page.mouse.move(0, 0)
    expect(tip).to_be_hidden()
    table.get_by_text("H", exact=True).focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    expect(tip).to_contain_text("B: ")


def test_a_screening_from_click_to_file_with_a_reload_in_the_middle(screening):
    page = screening.page
    inside = counts(screening)[0]
    page.locator("[class*=st-key-screening_inside] label").first.click()
    expect(page).to_have_url(re.compile(r"[?&]inside=0(&|$)"))
    screening.settle()
    assert counts(screening)[0] == 249_984 > inside
    page.get_by_role("button", name="Elements per site").or_(
        page.get_by_text("Elements per site")
    ).first.click()
    on_x = page.locator(".st-key-screening_picker_x")
    oxygen = on_x.get_by_role("button", name="O", exact=True)
    wait_until(lambda: is_at_rest(oxygen), "the fold to have opened")
    oxygen.dblclick()
    expect(page).to_have_url(re.compile(r"[?&]x=O(&|$)"))
    screening.settle()
    slider = page.locator("[class*=st-key-screening_threshold] input").first
    slider.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"threshold=0\.05(&|$)"))
    screening.settle()
    before = counts(screening)
    assert before[0] == 63 * 62
    page.reload()
    expect(page.locator(MAP).first).to_be_visible()
    expect(page.get_by_test_id("stMetricValue").first).to_have_text(f"{before[0]:,}")
    screening.settle()
    wait_until(lambda: counts(screening) == before, "the numbers from before the reload")
    with page.expect_download() as download:
        page.locator(".st-key-screening_stable_csv button").click()
    assert download.value.suggested_filename == "screening-stable-all.csv"
    rows = pd.read_csv(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert len(rows) == before[1]
    assert set(rows["x"]) == {"O"}
    assert set(rows["view"]) == {"inside and outside the training domain"}
    assert rows["value"].max() <= 0.05
    assert rows["value"].is_monotonic_increasing


def test_elements_and_filters_are_chosen_one_after_another(screening):
    """What holds the choices stays open while the page answers each of them."""
    page = screening.page
    screening.open("screening")
    page.get_by_text("Elements per site").first.click()
    on_x = page.locator(".st-key-screening_picker_x")
    wait_until(lambda: is_at_rest(on_x), "the fold to have opened")
    for symbol, address in (("O", "not%3AO"), ("S", "not%3AO%2CS")):
        on_x.get_by_role("button", name=symbol, exact=True).click()
        expect(page).to_have_url(re.compile(rf"[?&]x={address}(&|$)"))
        screening.settle()
    page.get_by_role("button", name="Filters").click()
    choices = page.get_by_test_id("stPopoverBody")
    for group, address in (("Toxic", "toxic"), ("Radioactive", "toxic%2Cradioactive")):
        choices.get_by_text(group, exact=True).click()
        expect(page).to_have_url(re.compile(rf"[?&]avoid={address}(&|$)"))
        screening.settle()
    page.keyboard.press("Escape")
    expect(page.get_by_text("1 filter on", exact=True)).to_be_visible()


def test_the_crystal_of_the_compound_is_drawn(screening):
    screening.open("screening?x=O&row=SrTiO3")
    expect(screening.page.get_by_role("heading", name="SrTiO₃")).to_be_visible()
    screening.viewer()


def test_a_telephone_needs_no_sideways_scrolling(tab, shipped_url):
    page = tab(width=420, dark=True, url=shipped_url)
    page.open("screening?x=O")
    expect(page.page.locator(MAP).first).to_be_visible()
    assert page.overflow() <= 0
