"""From a table to a comparison to a file: run it, reload in the middle, take the figures away."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import expect
from tiny_comparison import oxide_table


@pytest.fixture(scope="module")
def compared(tab, tmp_path_factory):
    """A tab that ran a comparison of two regressors on an uploaded table, reloaded while it ran."""
    file = tmp_path_factory.mktemp("tables") / "oxides.csv"
    oxide_table().to_csv(file, index=False)
    page = tab()
    page.open("compare")
    page.page.get_by_text("New comparison").click()
    page.settle()
    page.page.get_by_text("My own table").click()
    page.settle()
    page.page.locator("input[type=file]").set_input_files(file)
    expect(page.page.get_by_text("100 rows read, 100 kept")).to_be_visible()
    for title in ("Group and row only", "Extremely randomised trees"):
        page.page.get_by_role("button", name=f"Remove {title}").or_(
            page.page.locator(f'[data-baseweb="tag"]:has-text("{title}") [role="presentation"]')
        ).first.click()
        page.settle()
    page.page.get_by_role("button", name="Run comparison").click()
    expect(page.page).to_have_url(re.compile("job=[0-9a-f]{16}"))
    page.page.reload()
    expect(page.page.get_by_text("Against the best:")).to_be_visible()
    page.settle()
    return page


def downloaded(page, button) -> tuple[str, bytes]:
    with page.page.expect_download() as download:
        button.click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_after_the_reload_the_result_opens_by_itself(compared):
    expect(compared.page.get_by_text("energy · oxides.csv")).to_be_visible()
    expect(compared.page.locator(".js-plotly-plot .main-svg").first).to_be_visible()


def test_the_table_comes_as_csv(compared):
    name, content = downloaded(compared, compared.page.get_by_role("button", name="Table as CSV"))
    table = pd.read_csv(io.BytesIO(content))
    assert name.endswith("-table.csv")
    assert table["regressor"].tolist() == ["Ridge regression", "Mean"]
    assert table["verdict"].tolist()[0] == "best"


def test_a_figure_comes_as_png_svg_html_and_csv(compared):
    image = compared.page.frame_locator('iframe[title*="figure_image"]').first
    name, png = downloaded(compared, image.locator("button[data-format=png]"))
    assert name.endswith("-errors-mae.png")
    assert png.startswith(b"\x89PNG")
    name, svg = downloaded(compared, image.locator("button[data-format=svg]"))
    assert name.endswith(".svg")
    assert b"Ridge regression" in svg
    _, page = downloaded(compared, compared.page.get_by_role("button", name="HTML"))
    assert b"Plotly.newPlot" in page
    _, csv = downloaded(compared, compared.page.get_by_role("button", name="CSV", exact=True))
    assert {"model", "fold"} <= set(pd.read_csv(io.BytesIO(csv)))


def test_another_browser_does_not_see_the_job(compared, tab):
    job = re.search("job=([0-9a-f]+)", compared.page.url)[1]
    other = tab()
    other.open(f"compare?job={job}")
    expect(other.page.get_by_text("no such job")).to_be_visible()


def test_a_telephone_needs_no_sideways_scrolling(compared, tab):
    page = tab(width=400, dark=True)
    page.page.goto(compared.page.url)
    assert page.overflow() <= 0
