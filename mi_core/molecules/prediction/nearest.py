"""The measured molecules of a task that are most like a new one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_core.molecules.prediction.measured import measured_molecules
from mi_core.targets import find_target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.molecules.models.references import References
    from mi_core.molecules.models.tasks_model import Answers

N_NEAREST = 3


class Near(NamedTuple):
    """One measured molecule: smiles is "" and value NaN where its table may not be passed on and is not at hand."""

    id: str
    smiles: str
    value: float
    similarity: float


def nearest_measured(answers: Answers, references: References, tasks: Sequence[str]) -> list[list[Near]]:
    """Return for each task the measured molecules most similar to the first molecule, as many as the answers name.

    answers : of these tasks, by the model of the references.
    """
    similar, rows = answers.similarity[0], answers.nearest[0]
    known = _Known(references, rows)
    return [
        [
            Near(*known.of(row, task), likeness)
            for row, likeness in zip(rows[place].tolist(), similar[place].tolist(), strict=True)
            if row >= 0
        ]
        for place, task in enumerate(tasks)
    ]


def nearest_in_words(answers: Answers, references: References, tasks: Sequence[str]) -> np.ndarray:
    """Return the same of all molecules as text, (n, t) of str: "id (smiles) value; …", as of `in_words`."""
    known = _Known(references, answers.nearest)
    found = np.full(answers.nearest.shape[:2], "", dtype=object)
    for column, task in enumerate(tasks):
        rows = answers.nearest[:, column]
        text = {
            row: in_words([Near(*known.of(row, task), np.nan)], task)
            for row in np.unique(rows[rows >= 0]).tolist()
        }
        found[:, column] = ["; ".join(text[row] for row in own if row >= 0) for own in rows.tolist()]
    return found


class _Known:
    """What is at hand of rows of the references: id, smiles, and labels by task, looked up once for all."""

    def __init__(self, references: References, rows: np.ndarray):
        wanted = np.unique(rows[rows >= 0])
        ids = references.ids[wanted].astype(str)
        self.table = measured_molecules()
        places = self.table.index.get_indexer(ids)
        # Where a molecule is not at hand its place is -1, that of the blank put last.
        smiles = np.append(self.table["smiles"].fillna("").to_numpy(object), "")[places]
        self.names = dict(zip(wanted.tolist(), zip(ids.tolist(), smiles.tolist(), strict=True), strict=True))
        self.places = dict(zip(wanted.tolist(), places.tolist(), strict=True))
        self.labels: dict[str, np.ndarray] = {}

    def of(self, row: int, task: str) -> tuple[str, str, float]:
        """Return id, smiles and label of a task."""
        if task not in self.labels:
            self.labels[task] = np.append(self.table[task].to_numpy(float), np.nan)
        return *self.names[row], float(self.labels[task][self.places[row]])


def in_words(near: Sequence[Near], task: str) -> str:
    """Return them as text, "id (smiles) value; …", "unknown" in place of what is not at hand."""
    decimals = 0 if find_target(task).probability else find_target(task).decimals
    return "; ".join(
        f"{one.id} ({one.smiles or 'unknown'}) "
        + ("unknown" if math.isnan(one.value) else f"{one.value:.{decimals}f}")
        for one in near
    )
