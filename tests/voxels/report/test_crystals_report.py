"""The report of crystals says what was computed, keeps errors as sentences, and treats the users' text as text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from exact_network import EXACT, PEROVSKITE, exact_reading
from report_page import Page

from mi_core.prediction.words import OUTSIDE, interval_text, value_text
from mi_core.pretrained.store import list_models
from mi_core.report import Picture
from mi_core.structures.limits import DEFAULT_LIMITS
from mi_core.structures.ordered import ordered_crystal
from mi_core.structures.rows import crystal_row, failed_row, formula_row
from mi_core.targets import TARGETS
from mi_core.voxels.described import SMEARING_A, amounts
from mi_core.voxels.explained import explain
from mi_core.voxels.models import HARTREE
from mi_core.voxels.numbers import crystal_numbers, one_decimal, two_decimals
from mi_core.voxels.reflections import STRENGTH, coefficient_table, shell_means
from mi_core.voxels.report.crystals import Explained, Looked, Predicted, crystal_report
from mi_core.voxels.report.rows import read_rows
from mi_core.voxels.spread import spreads_text

ATTACK = "<script>alert(1)</script>"
FORMATION = "e_form_ev_per_cell"
FOUND = amounts(PEROVSKITE)
SHELLS = shell_means(coefficient_table(PEROVSKITE), PEROVSKITE.volume)
CARDS = {card.name: card for card in list_models()}
FAILED = f"{ATTACK} has no cell."
MATERIALS = [
    crystal_row(f"{ATTACK} & co", "a.cif", PEROVSKITE, DEFAULT_LIMITS),
    formula_row("typed", "typed", "UO2"),
    failed_row("bad", "bad.cif", FAILED),
]


def prediction(target, model, value, **more) -> dict:
    row = {"id": "it", "formula": "SrTiO3", "target": target, "unit": TARGETS[target].unit, "model": model}
    numbers = {
        "value": value,
        "lower": value - 1,
        "upper": value + 2,
        "in_domain": False,
        "nearest": "CaTiO3 (mp-4019) 1.5",
    }
    spreads = {"spread_of_one": 0.1234, "spread_of_mean": 0.0411, "exact": np.nan}
    return row | numbers | spreads | {"error": ""} | more


FRAME = pd.DataFrame(
    [
        prediction(HARTREE, "voxel-hartree", 3877.6, exact=FOUND.hartree_ev_per_atom),
        prediction(FORMATION, "voxel-formation-energy", -0.42),
        prediction(
            FORMATION, "castelli-cgcnn", -0.31, in_domain=True, spread_of_one=np.nan, spread_of_mean=np.nan
        ),
        prediction(FORMATION, "oqmd-cgcnn", np.nan, in_domain=None, nearest="", error=FAILED),
    ]
)


@pytest.fixture(scope="module")
def keyed() -> Explained:
    picture = Picture("A plane", go.Figure(), "of the cell")
    return Explained(
        TARGETS[HARTREE], CARDS["voxel-hartree"], explain(exact_reading(PEROVSKITE), EXACT, 4), "", [picture]
    )


@pytest.fixture(scope="module")
def formation(keyed) -> Explained:
    found = replace(keyed.found, potential=None)
    return Explained(TARGETS[FORMATION], CARDS["voxel-formation-energy"], found, "It has nitrogen.")


def looked(**more) -> Looked:
    pictures = [
        Picture(title, go.Figure(go.Scatter(x=[1], y=[2], name=ATTACK))) for title in ("Spectrum", "Cube")
    ]
    return Looked(MATERIALS[0].id, "SrTiO3", FOUND, SHELLS, pictures[0], pictures[1:], **more)


def report(seen, materials=MATERIALS) -> str:
    rows = read_rows(materials, seen and seen.id, lambda row: amounts(ordered_crystal(row)))
    return crystal_report(rows, seen, grid="spherical", made_on=date(2026, 1, 2))


@pytest.fixture(scope="module")
def html(keyed, formation) -> str:
    return report(
        looked(predicted=Predicted(FRAME, CARDS, TARGETS), explained=[keyed, formation]), MATERIALS[:1]
    )


@pytest.fixture(scope="module")
def page(html) -> Page:
    return Page(html)


@pytest.fixture(scope="module")
def short() -> Page:
    """Of a crystal about which no model was asked."""
    return Page(report(looked()))


def test_it_opens_offline(html, page):
    assert page.loaded() == []
    assert html.count("plotly.js v") == 1
    assert sum(tag == "script" for tag, _ in page.tags) == 1 + 3  # plotly, and one per figure


def test_users_text_stays_text(html, page):
    assert f"{ATTACK} & co" in page.cells
    assert f"{FAILED}" in page.text
    assert html.count("alert(1)</script>") == 0


def test_what_was_read_is_a_table_and_the_crystal_is_said_closely(page):
    assert page.cells[1:4] == ["SrTiO3", "84", one_decimal(FOUND.hartree_ev_per_atom)]
    for number in crystal_numbers(FOUND):
        assert number.words in page.text
    strengths = SHELLS[STRENGTH].dropna()
    assert len(strengths) > 5
    assert all(f"{strength:.4g}" in page.cells for strength in strengths)
    assert "python -m mi_core voxels INPUT... --grid spherical --output folder" in page.text
    assert "2026-01-02" in page.text


def test_predictions_are_those_of_the_frame(page):
    for row in FRAME[FRAME["error"] == ""].itertuples():
        assert value_text(TARGETS[row.target], row.value) in page.cells
        assert interval_text(TARGETS[row.target], row.lower, row.upper) in page.cells
        assert CARDS[row.model].title in page.cells
    assert page.cells.count(spreads_text(0.1234, 0.0411)) == 2
    assert page.cells.count(OUTSIDE) == 2
    assert f"Computed exactly: {value_text(TARGETS[HARTREE], FOUND.hartree_ev_per_atom)} eV/atom" in page.text
    assert f"{CARDS['oqmd-cgcnn'].title}: {FAILED}" in page.text
    assert "CaTiO3 (mp-4019) 1.500" in page.cells
    assert ("a", {"href": "https://next-gen.materialsproject.org/materials/mp-4019"}) in page.tags


def test_an_explanation_is_marked_by_its_key(page, keyed):
    text = page.text
    plain, smeared = (two_decimals(keyed.found.correlation(sigma)) for sigma in (0.0, SMEARING_A))
    assert keyed.found.correlation() == pytest.approx(1, abs=0.02)  # of the exact energy
    assert f"Correlation with the answer key {plain} ({smeared})" in text
    assert text.count("Correlation with the answer key ") == 1


def test_a_picture_without_a_key_has_a_warning(page, keyed, formation):
    text = page.text
    assert f"No answer key is known for this picture ({TARGETS[FORMATION].title})." in text
    assert (
        f"on this very crystal the picture of that model correlates with it to {two_decimals(keyed.found.correlation())}"
        in text
    )
    assert "not meant for this crystal: It has nitrogen." in text
    alone = Page(report(looked(explained=[formation]))).text
    assert "No model of the Hartree energy is trained" in alone


def test_models_that_answered_are_described_with_their_errors(page):
    assert "Models that answered" in page.text
    for name in ("voxel-hartree", "voxel-formation-energy", "castelli-cgcnn"):
        card = CARDS[name]
        assert f"{card.dataset['rows']:,} rows of {card.dataset['name']}" in page.text
        target, record = next(iter(card.targets.items()))
        assert f"{record['metrics']['mae']:.3g} {TARGETS[target].unit}" in page.cells
    assert CARDS["oqmd-cgcnn"].summary not in page.text


def test_rows_with_errors_keep_their_sentences(short):
    assert FAILED in short.cells
    assert any("UO2 has no crystal structure" in cell for cell in short.cells)
    assert "3 inputs, 2 of which have no voxels" in short.text


def test_what_nobody_asked_for_is_not_there(short):
    text = short.text
    for words in ("What models predict", "answers come from", "Models that answered", "Answer key"):
        assert words not in text
    assert "Density of free atoms" in text


@pytest.mark.parametrize("materials", [[], MATERIALS[1:]])
def test_without_a_crystal_it_is_made_all_the_same(materials):
    page = Page(report(None, materials))
    assert "No crystal was looked at closely." in page.text
    assert ("Nothing was read." in page.text) == (not materials)
    assert (FAILED in page.cells) == bool(materials)
