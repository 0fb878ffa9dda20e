"""Neighbours of a molecule and the reason of its domain, by a model of stand-in members."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from mi_core.molecules.models.describing import describe
from mi_core.molecules.models.references import References, folded
from mi_core.molecules.prediction import explained, measured, nearest
from mi_core.molecules.prediction.explained import surroundings, task_contributions
from mi_core.structures.molecules.smiles import read_smiles

TASK = "esol_log_s"


@pytest.fixture(autouse=True)
def stand_in(monkeypatch):
    described = describe(["CCO", "CCCCCCO", "c1ccccc1"])
    measured_by = np.array([[1], [1], [0]], dtype=bool)
    references = References(np.array(["mol-1", "mol-2", "mol-3"]), folded(described.counts), measured_by)

    def of_described(described, tasks, k=1):
        similarity, rows = references.nearest(described.counts, [0], k)
        value = np.array([[len(graph)] for graph in described.graphs], dtype=float)
        return SimpleNamespace(value=value, similarity=similarity, nearest=rows)

    model = SimpleNamespace(
        references=references, of_task={TASK: SimpleNamespace(least_similar=0.4)}, of_described=of_described
    )
    monkeypatch.setattr(explained, "load_tasks_model", lambda: model)
    known = pd.DataFrame({"id": ["mol-1"], "smiles": ["CCO"], TASK: [1.5]}).set_index("id")
    frame = known.reindex(columns=["smiles", *measured.TASKS])
    monkeypatch.setattr(nearest, "measured_molecules", lambda: frame)


def test_the_nearest_are_of_the_task_and_the_most_similar_comes_first():
    near, reason = surroundings(read_smiles("CCO"), TASK, in_domain=True)
    assert [one.id for one in near] == ["mol-1", "mol-2"]
    assert (near[0].similarity, near[0].value, near[1].smiles) == (1, 1.5, "")
    assert reason.startswith("Inside: its nearest measured molecule has a similarity of 1.00")


def test_why_a_molecule_is_outside_is_said():
    far = surroundings(read_smiles("c1ccccc1"), TASK, in_domain=False)
    assert "less than the 0.40" in far.reason
    uncertain = surroundings(read_smiles("CCO"), TASK, in_domain=False)
    assert "the error to expect is larger" in uncertain.reason


def test_contributions_are_to_the_answer_of_the_model():
    found = task_contributions(read_smiles("CCO"), TASK)
    assert (found.total, found.change) == (3, 3)
    assert (found.answer, found.empty) == (3, 0)
