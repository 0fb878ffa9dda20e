"""The report of a task of one's own loads nothing, says the verdict with its numbers, and shows the users' text as text."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from own_molecules import stub_encoders
from own_studies import CLASSES, written
from report_page import Page

from mi_core.molecules.figures.own_task import own_figures
from mi_core.molecules.own_words import headline, protocol
from mi_core.molecules.report.own_task import own_task_report
from mi_core.structures.material import Material
from mi_core.structures.molecules.smiles import read_smiles

DAY = date(2026, 12, 1)
ATTACK = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return written(tmp_path_factory.mktemp("study"))


@pytest.fixture(scope="module")
def candidates(found):
    rows = [
        Material(ATTACK, formula="", inputs={"molecule": read_smiles("CCOCCCC")}),
        Material("bad", error="bad is no SMILES."),
    ]
    return found.model().predict(rows, stub_encoders())


def test_it_says_the_verdict_and_loads_nothing(found, candidates):
    page = Page(own_task_report(found, own_figures(found), made_on=DAY, candidates=candidates))
    assert page.loaded() == []
    assert headline(found) in page.text
    assert found.verdict["sentence"] in page.text
    assert protocol(found) in page.text
    assert found.curve["sentence"] in page.text
    assert "40 molecules" in page.text
    assert "--target" in page.text


def test_supports_rows_and_candidates_are_in_tables(found, candidates):
    cells = Page(own_task_report(found, own_figures(found), made_on=DAY, candidates=candidates)).cells
    assert "Solubility in water" in cells
    assert "m0" in cells
    assert ATTACK in cells, "as text"
    assert "bad is no SMILES." in cells


def test_without_candidates_and_with_classes_it_is_whole(tmp_path):
    found = written(tmp_path / "classes", classes=CLASSES)
    page = Page(own_task_report(found, own_figures(found), made_on=DAY))
    assert "Further molecules" not in page.text
    assert "Cross entropy" in page.text or "nats" in page.text


def test_a_study_is_read_as_it_was_written(found, tmp_path):
    splits = found.split_errors()
    both = splits.pivot_table(index="repeat", columns="method", values="rmse")
    assert both["chosen"].mean() == pytest.approx(found.verdict["with_transfer"])
    assert both["baseline"].mean() == pytest.approx(found.verdict["without"])
    assert len(found.held_out) == 40
    assert isinstance(found.affinities, pd.DataFrame)
    assert found.model_files()[:2] == b"PK"
