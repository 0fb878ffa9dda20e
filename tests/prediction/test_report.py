"""The report opens offline, says what the frame says, and treats the users' text as text."""

from __future__ import annotations

from datetime import date

import plotly.graph_objects as go
import pytest
from report_page import Page

from mi_core.prediction.frame import read_nearest
from mi_core.prediction.predict import predict
from mi_core.prediction.report import html_report
from mi_core.prediction.words import OUTSIDE, interval_text, value_text
from mi_core.pretrained.store import list_models
from mi_core.structures.rows import formula_row
from mi_core.targets import TARGETS

ATTACK = "<script>alert(1)</script>"


@pytest.fixture
def frame(with_tiny_models):
    rows = [
        formula_row("STO", "typed", "SrTiO3"),
        formula_row(f"{ATTACK} & co", "typed", "UO2"),
        formula_row("bad", "typed", "Xx"),
    ]
    return predict(rows, ["gap_ev", "bulk_modulus_gpa"])


@pytest.fixture
def html(frame):
    figures = {"first": go.Figure(go.Scatter(x=[1], y=[2], name=ATTACK)), "gap_ev": go.Figure()}
    return html_report(frame, list_models(system="crystals"), figures, made_on=date(2026, 1, 2))


def test_nothing_is_loaded_from_elsewhere_and_plotly_is_there_once(html):
    page = Page(html)
    assert page.loaded() == []
    assert html.count("plotly.js v") == 1
    assert sum(tag == "script" for tag, _ in page.tags) == 1 + 2  # plotly, and one per figure


def test_users_text_stays_text(html):
    page = Page(html)
    assert f"{ATTACK} & co" in page.cells
    assert html.count("alert(1)</script>") == 0


def test_the_tables_hold_the_numbers_of_the_frame(html, frame):
    cells = Page(html).cells
    for row in frame[frame["error"] == ""].itertuples():
        assert value_text(TARGETS[row.target], row.value) in cells
        assert row.nearest in cells
    assert "<td>SrTiO<sub>3</sub></td>" in html
    assert cells.count(frame["error"].iloc[-1]) == 2
    assert OUTSIDE in cells


def test_only_the_models_that_answered_are_described(html):
    text = Page(html).text
    assert "mp-composition-network" in text
    assert "castelli-cgcnn" not in text
    assert "2026-01-02" in text
    assert "4 of 6 predictions made for 3 materials" in text


def test_ids_of_databases_lead_to_their_entries(html, frame):
    links = {attributes["href"] for tag, attributes in Page(html).tags if tag == "a"}
    ids = {compound.id for cell in frame["nearest"] for compound in read_nearest(cell)}
    of_databases = {row_id for row_id in ids if row_id.startswith("mp-")}
    assert of_databases
    assert links == {f"https://next-gen.materialsproject.org/materials/{row_id}" for row_id in of_databases}


def test_answers_from_the_composition_say_so_at_the_number_and_on_top(html, frame):
    page = Page(html)
    row = frame[(frame["model"] == "mp-composition-network")].iloc[0]
    assert f"{interval_text(TARGETS[row['target']], row['lower'], row['upper'])} †" in page.cells
    assert "from composition – the same for all polymorphs" in page.text
