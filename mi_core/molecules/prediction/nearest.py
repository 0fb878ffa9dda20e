"""The measured molecules of a task that are most like a new one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

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
    known = _known(references, rows)
    return [
        [
            _near(known, row, task, likeness)
            for row, likeness in zip(rows[place].tolist(), similar[place].tolist(), strict=True)
            if row >= 0
        ]
        for place, task in enumerate(tasks)
    ]


def nearest_in_words(answers: Answers, references: References, tasks: Sequence[str]) -> np.ndarray:
    """Return the same of all molecules as text, (n, t) of str: "id (smiles) value; …", as of `in_words`."""
    known = _known(references, answers.nearest)
    found = np.full(answers.nearest.shape[:2], "", dtype=object)
    for column, task in enumerate(tasks):
        rows = answers.nearest[:, column]
        text = {row: in_words([_near(known, row, task)], task) for row in np.unique(rows[rows >= 0]).tolist()}
        found[:, column] = ["; ".join(text[row] for row in own if row >= 0) for own in rows.tolist()]
    return found


def _known(references: References, rows: np.ndarray) -> dict[int, dict[str, Any]]:
    """Return what is known of rows of the references: id, smiles and labels by task."""
    wanted = np.unique(rows[rows >= 0])
    known = measured_molecules().reindex(references.ids[wanted].astype(str)).rename_axis("id").reset_index()
    known["smiles"] = known["smiles"].fillna("")
    return dict(zip(wanted.tolist(), known.to_dict("records"), strict=True))


def _near(known: dict[int, dict[str, Any]], row: int, task: str, similarity: float = np.nan) -> Near:
    one = known[row]
    return Near(one["id"], one["smiles"], float(one[task]), similarity)


def in_words(near: Sequence[Near], task: str) -> str:
    """Return them as text, "id (smiles) value; …", "unknown" in place of what is not at hand."""
    decimals = 0 if find_target(task).probability else find_target(task).decimals
    return "; ".join(
        f"{one.id} ({one.smiles or 'unknown'}) "
        + ("unknown" if math.isnan(one.value) else f"{one.value:.{decimals}f}")
        for one in near
    )
