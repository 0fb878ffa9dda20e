"""A screening in a browser: from the first look to the downloaded file, with a reload in the middle."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import expect

MAP = ".st-key-screening_map_A .main-svg"


@pytest.fixture(scope="module")
def screening(tab, shipped_url):
    """A tab that shows all candidates."""
    page = tab()
    page.url = shipped_url
    page.open("screening")
    expect(page.page.locator(MAP).first).to_be_visible(timeout=90_000)
    page.settle()
    return page


def counts(page) -> list[int]:
    """Return candidates, stable ones, those inside the domain, and the new ones."""
    return [
        int(text.replace(",", "")) for text in page.page.get_by_test_id("stMetricValue").all_inner_texts()[:4]
    ]


def test_a_screening_from_click_to_file_with_a_reload_in_the_middle(screening):
    page = screening.page
    assert counts(screening)[0] == 249_984
    page.get_by_role("button", name="Elements per site").or_(
        page.get_by_text("Elements per site")
    ).first.click()
    on_x = page.locator(".st-key-screening_picker_x")
    on_x.get_by_role("button", name="O", exact=True).dblclick()
    expect(page).to_have_url(re.compile(r"[?&]x=O(&|$)"), timeout=20_000)
    screening.settle()
    slider = page.locator("[class*=st-key-screening_threshold] input").first
    slider.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"threshold=0\.05(&|$)"), timeout=20_000)
    screening.settle()
    before = counts(screening)
    assert before[0] == 63 * 62
    page.reload()
    expect(page.locator(MAP).first).to_be_visible(timeout=60_000)
    screening.settle()
    assert counts(screening) == before
    with page.expect_download(timeout=60_000) as download:
        page.locator(".st-key-screening_stable_csv button").click()
    assert download.value.suggested_filename == "screening-stable.csv"
    rows = pd.read_csv(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert len(rows) == before[1]
    assert set(rows["x"]) == {"O"}
    assert rows["value"].max() <= 0.05
    assert rows["value"].is_monotonic_increasing


def test_the_crystal_of_the_compound_is_drawn(screening):
    screening.open("screening?x=O&row=SrTiO3")
    expect(screening.page.get_by_role("heading", name="SrTiO₃")).to_be_visible(timeout=30_000)
    screening.viewer()


def test_a_telephone_needs_no_sideways_scrolling(tab, shipped_url):
    page = tab(width=420, dark=True)
    page.url = shipped_url
    page.open("screening?x=O")
    expect(page.page.locator(MAP).first).to_be_visible(timeout=60_000)
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 420
