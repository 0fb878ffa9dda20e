"""The report of the page: its figures as they are chosen, and of models what the page has heard from them."""

from __future__ import annotations

import pandas as pd
import pytest
from exact_network import EXACT, PEROVSKITE, exact_reading
from report_page import Page

from mi_core.pretrained.store import list_models
from mi_core.structures.limits import DEFAULT_LIMITS
from mi_core.structures.rows import crystal_row, failed_row
from mi_core.targets import TARGETS
from mi_core.voxels.explained import explain
from mi_core.voxels.models import HARTREE
from mi_core.voxels.report.crystals import Explained, Predicted
from mi_core.voxels.web.noted import Noted
from mi_core.voxels.web.report import crystals_report
from mi_core.voxels.web.view import View

ROW = crystal_row("STO", "a.cif", PEROVSKITE, DEFAULT_LIMITS)
LARGE = crystal_row("large", "b.cif", PEROVSKITE * (6, 6, 6), DEFAULT_LIMITS)
CARDS = {card.name: card for card in list_models()}


def report(noted: Noted, **choices) -> str:
    materials = [failed_row("bad", "bad.cif", "It is broken."), ROW, LARGE]
    return crystals_report(materials, ROW, PEROVSKITE, noted, View(**choices)).decode()


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        (
            {},
            [
                "Voxels: Cartesian cube",
                "Slice at z = 0.2 Å⁻¹",
                "20 % of the largest; logarithm, without G = 0",
            ],
        ),
        (
            {"grid": "spherical", "scale": "plain", "along": 0, "bin": 31, "level": 0.05, "middle": True},
            [
                "Voxels: Spherical grid",
                "Slice at |G| = 6.3 Å⁻¹",
                "5 % of the largest; moduli.",
                "--grid spherical",
            ],
        ),
    ],
)
def test_figures_are_those_that_are_chosen(choices, words):
    html = report(Noted(), **choices)
    assert html.count('class="plotly-graph-div"') == 3
    text = Page(html).text
    for said in words:
        assert said in text


def test_rows_that_the_page_cannot_show_say_why():
    cells = Page(report(Noted())).cells
    assert cells[1] == "SrTiO3"
    assert "It is broken." in cells
    assert any("1,080 atoms in its cell" in cell for cell in cells)


def test_models_are_quoted_and_not_asked(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError

    monkeypatch.setattr("mi_core.voxels.beside.predictions_beside", refuse)
    frame = pd.DataFrame(
        [{"target": HARTREE, "model": "voxel-hartree", "error": "Not in the mood.", "exact": 1.0}]
    )
    explained = Explained(
        TARGETS[HARTREE], CARDS["voxel-hartree"], explain(exact_reading(PEROVSKITE), EXACT, 4)
    )
    monkeypatch.setattr("mi_core.voxels.explained.explain", refuse)
    noted = Noted(Predicted(frame, CARDS, TARGETS), {EXACT.key: explained})
    html = report(noted, cut=0, height=0.5)
    text = Page(html).text
    assert html.count('class="plotly-graph-div"') == 3 + 3  # derivative, key, one against the other
    assert "Not in the mood." in text
    assert "The plane across a at 0.5. Fields are smeared by a Gaussian of σ = 0.4 Å." in text
    assert "Neither field is smeared." in Page(report(noted, ripples=True)).text
