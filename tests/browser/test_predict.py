"""From examples to files: predict, look at a row, download, and open the same view from its address."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pandas as pd
import pytest
from patience import wait_until
from playwright.sync_api import expect

EXAMPLES = "SrTiO3,BaTiO3,NaCl,CuNi"
FIRST_ROW, ROW_HEIGHT = 38, 35  # pixels


@pytest.fixture(scope="module")
def predicted(tab):
    """A tab in which four examples and a formula were predicted."""
    page = tab()
    page.open(f"predict?examples={EXAMPLES}&formulas=UO2,Xx")
    expect(page.page.locator(".st-key-predictions_csv")).to_be_visible()
    page.settle()
    return page


def downloaded(page, suffix: str) -> bytes:
    with page.page.expect_download() as download:
        page.page.locator(f".st-key-predictions_{suffix} button").click()
    assert download.value.suggested_filename == f"predictions.{suffix}"
    return Path(download.value.path()).read_bytes()


def select_row(page, number: int, heading: str) -> None:
    """Click the box in front of a row of the table until its material shows: a click before the table rests is lost."""
    grid = page.page.get_by_test_id("stDataFrame").first
    shown = page.page.get_by_role("heading", name=heading)

    def is_shown() -> bool:
        grid.click(position={"x": 20, "y": FIRST_ROW + ROW_HEIGHT * number + ROW_HEIGHT // 2})
        page.settle()
        try:
            expect(shown).to_be_visible(timeout=30_000)
        except AssertionError:
            return False
        return True

    wait_until(is_shown, f"the row of {heading}, chosen")


def test_the_address_alone_brings_frame_materials_and_crystal(predicted):
    expect(predicted.page.get_by_role("link", name="Home")).to_be_visible()
    expect(predicted.page.get_by_text("4 crystals")).to_be_visible()
    expect(predicted.page.get_by_role("heading", name="SrTiO₃")).to_be_visible()
    predicted.viewer()


def test_csv_parquet_and_json_hold_the_same_frame(predicted):
    csv = pd.read_csv(io.BytesIO(downloaded(predicted, "csv")), keep_default_na=False, na_values=[""])
    parquet = pd.read_parquet(io.BytesIO(downloaded(predicted, "parquet")))
    records = json.loads(downloaded(predicted, "json"))
    assert list(csv.columns) == list(parquet.columns) == list(records[0])
    assert len(csv) == len(parquet) == len(records) == 6 * 5
    assert csv["value"].tolist() == pytest.approx(parquet["value"].tolist(), nan_ok=True)
    assert [r["value"] for r in records if r["value"] is not None] == pytest.approx(
        parquet["value"].dropna().tolist()
    )
    assert parquet["id"].unique().tolist() == [*EXAMPLES.split(","), "UO2", "Xx"]


def test_the_report_opens_offline_with_its_figures(predicted, tmp_path):
    file = tmp_path / "report.html"
    file.write_bytes(downloaded(predicted, "html"))
    page = predicted.page.context.browser.new_context(offline=True).new_page()
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.goto(file.as_uri())
    expect(page.locator(".plotly-graph-div .main-svg").first).to_be_visible()
    expect(page.locator(".plotly-graph-div")).to_have_count(1 + 5)
    assert not problems
    page.context.close()


def test_a_click_on_a_row_shows_it_and_its_address_reopens_it(predicted, tab):
    select_row(predicted, 2, "NaCl")
    expect(predicted.page).to_have_url(re.compile("crystal=NaCl"))
    predicted.page.get_by_test_id("stButtonGroup").get_by_text("Band gap", exact=True).click()
    predicted.settle()
    expect(predicted.page).to_have_url(re.compile(r"targets=(?!.*gap_ev)"))
    again = tab()
    again.page.goto(predicted.page.url)
    again.settle()
    expect(again.page.get_by_role("heading", name="NaCl")).to_be_visible()
    expect(again.page.get_by_role("paragraph").filter(has_text="Bulk modulus (GPa)")).to_be_visible()
    expect(again.page.get_by_text("Band gap (eV)")).to_have_count(0)


def test_the_model_card_is_one_click_away(predicted):
    predicted.page.get_by_test_id("stButtonGroup").get_by_text("Models", exact=True).click()
    predicted.settle()
    predicted.page.get_by_role("button", name="Model card").first.click()
    card = predicted.page.get_by_role("dialog")
    expect(card.get_by_text("Train it again")).to_be_visible()
    predicted.page.keyboard.press("Escape")


@pytest.mark.parametrize(
    "path",
    [f"predict?examples={EXAMPLES}&part=figures", "models?dataset=mp_compositions"],
)
def test_a_telephone_needs_no_sideways_scrolling(tab, path):
    page = tab(width=400, dark=True)
    page.open(path)
    assert page.overflow() <= 0
