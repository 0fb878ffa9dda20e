"""Frames of predictions, by a model of stand-in members: every input keeps its rows, in order."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mi_core.errors import InputError
from mi_core.molecules.models.references import References, folded
from mi_core.molecules.models.tasks_model import Answers
from mi_core.molecules.prediction import measured, nearest, predict
from mi_core.molecules.prediction.predict import COLUMNS, predict_molecules
from mi_core.structures.molecules.reading import read_molecule_text

TASKS = ("esol_log_s", "bbbp")


class StandIn:
    """Says the number of atoms, and half of every class."""

    tasks = TASKS

    def __init__(self):
        from mi_core.molecules.models.describing import describe

        described = describe(["CCO", "CCCO", "c1ccccc1"])
        self.references = References(
            np.array(["mol-1", "mol-2", "mol-3"]),
            folded(described.counts),
            np.array([[1, 1], [1, 0], [1, 1]], dtype=bool),
        )

    def of_described(self, described, tasks, k):
        atoms = np.array([len(graph) for graph in described.graphs], dtype=float)
        value = np.stack([atoms if task == TASKS[0] else np.full(len(atoms), 0.5) for task in tasks], axis=1)
        near = self.references.nearest(described.counts, [TASKS.index(task) for task in tasks], k)
        return Answers(value, value - 0.1, value + 0.1, value > 2, *near)


@pytest.fixture(autouse=True)
def stand_in(monkeypatch):
    monkeypatch.setattr(predict, "load_tasks_model", StandIn)
    known = pd.DataFrame(
        {"id": ["mol-1", "mol-2"], "smiles": ["CCO", "CCCO"], TASKS[0]: [1.5, np.nan]}
    ).set_index("id")
    frame = known.reindex(columns=["smiles", *measured.TASKS])
    monkeypatch.setattr(nearest, "measured_molecules", lambda: frame)


def test_a_row_per_input_and_task_in_their_order_and_failures_keep_theirs():
    rows = read_molecule_text("CCO ethanol\nC(C broken\nc1ccccc1 benzene\n")
    frame = predict_molecules(rows, [TASKS[1], TASKS[0]])
    assert list(frame.columns) == list(COLUMNS)
    assert frame["id"].tolist() == ["ethanol", "ethanol", "broken", "broken", "benzene", "benzene"]
    assert frame["target"].tolist() == [*TASKS] * 3, "tasks stand in their usual order"
    assert frame["value"].fillna(-1).tolist() == [3, 0.5, -1, -1, 6, 0.5]
    assert (frame.loc[frame["id"] == "broken", "error"] != "").all()
    assert frame.loc[frame["id"] == "broken", "in_domain"].isna().all()
    assert frame.loc[frame["id"] == "ethanol", "smiles"].eq("CCO").all()


def test_the_nearest_are_named_with_what_is_known_of_them():
    frame = predict_molecules(read_molecule_text("CCO"), [TASKS[0]])
    first, second, third = frame["nearest"][0].split("; ")
    assert first == "mol-1 (CCO) 1.50"
    assert second == "mol-2 (CCCO) unknown"
    assert third == "mol-3 (unknown) unknown"


def test_only_molecules_that_the_task_knows_are_near():
    frame = predict_molecules(read_molecule_text("CCCO"), [TASKS[1]])
    assert "mol-2" not in frame["nearest"][0]


def test_an_unknown_task_is_one_sentence():
    with pytest.raises(InputError, match="no task named 'esol_logs'; did you mean 'esol_log_s'"):
        predict_molecules([], ["esol_logs"])


def test_nothing_in_is_nothing_out():
    assert predict_molecules([], [TASKS[0]]).empty
