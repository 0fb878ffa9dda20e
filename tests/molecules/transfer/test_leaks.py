"""What encoders knew before is named, and a column that they learned does not support itself."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from own_molecules import hidden_of, made_molecules, stub_encoders, task_of

from mi_core.molecules.encoders.encoders import hashed
from mi_core.molecules.transfer import study
from mi_core.molecules.transfer.described import describe
from mi_core.molecules.transfer.leaks import find_leaks, tasks_table
from mi_core.molecules.transfer.study import propose_supports

MOLECULES = made_molecules(30)
LABELS = np.random.default_rng(0).normal(size=30)


def leaks_of(labels, encoders, table=None):
    return find_leaks(task_of(labels, MOLECULES), encoders, describe(MOLECULES, encoders).heads, table)


def test_molecules_that_an_encoder_learned_are_named():
    encoders = stub_encoders({"bbbp": frozenset(hashed(molecule.flat) for molecule in MOLECULES[3:5])})
    found = leaks_of(LABELS, encoders)
    assert found.known == {"bbbp": ("m3", "m4")}
    assert any(sentence.startswith("2 molecules of yours were learned") for sentence in found.sentences())


def test_a_column_that_is_a_task_is_left_out_of_the_supports(monkeypatch):
    known = hidden_of(MOLECULES)
    table = pd.DataFrame(
        {"flat": [molecule.flat for molecule in MOLECULES], "esol_log_s": 3 * known, "bbbp": LABELS > 0}
    )
    found = leaks_of(known, stub_encoders(), table)
    assert found.left_out == ("esol_log_s",)
    assert found.same["esol_log_s"] == pytest.approx(1)
    monkeypatch.setattr(study, "tasks_table", lambda: table)
    proposal = propose_supports(task_of(known, MOLECULES), stub_encoders())
    assert "esol_log_s" not in proposal.supports
    assert "esol_log_s" not in proposal.described.tasks


def test_the_table_is_at_hand_once_it_was_made(tmp_path, monkeypatch):
    monkeypatch.setenv("MI_HOME", str(tmp_path))
    assert tasks_table() is None
    (tmp_path / "datasets").mkdir()
    made = pd.DataFrame({"flat": ["CC"], "bbbp": [1.0]})
    made.to_parquet(tmp_path / "datasets" / "molecular_tasks-0123456789abcdef.parquet")
    pd.testing.assert_frame_equal(tasks_table(), made)


def test_too_few_shared_molecules_say_nothing():
    known = hidden_of(MOLECULES)
    table = pd.DataFrame({"flat": [molecule.flat for molecule in MOLECULES], "esol_log_s": known})[:9]
    assert leaks_of(known, stub_encoders(), table).same == {}


def test_without_the_table_answers_that_agree_are_suspected_and_the_gap_is_said():
    found = leaks_of(hidden_of(MOLECULES), stub_encoders())
    assert list(found.suspected) == ["esol_log_s"]
    assert found.left_out == ()
    assert "could not be checked" in found.sentences()[-1]
    assert "python -m mi_core data fetch molecular_tasks" in found.sentences()[-1]
    assert not any(mark in sentence for sentence in found.sentences() for mark in "`*")
    assert leaks_of(LABELS, stub_encoders()).suspected == {}
