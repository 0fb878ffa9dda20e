"""The measured molecules of a task that are most like a new one."""

from __future__ import annotations

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


def nearest_measured(
    answers: Answers, references: References, tasks: Sequence[str]
) -> list[list[list[Near]]]:
    """Return for each molecule and task the most similar measured molecules, as many as the answers name.

    answers : of these tasks, by the model of the references.
    """
    similar, rows = answers.similarity, answers.nearest
    known = measured_molecules()
    wanted = sorted({str(references.ids[row]) for row in np.unique(rows[rows >= 0])})
    found = known.reindex(wanted)
    smiles = dict(zip(wanted, found["smiles"].fillna(""), strict=True))
    labels = {task: dict(zip(wanted, found[task], strict=True)) for task in tasks}
    return [
        [
            [
                _near(str(references.ids[row]), float(likeness), smiles, labels[task])
                for row, likeness in zip(rows[i, t], similar[i, t], strict=True)
                if row >= 0
            ]
            for t, task in enumerate(tasks)
        ]
        for i in range(len(rows))
    ]


def _near(name: str, similarity: float, smiles: dict[str, str], labels: dict[str, float]) -> Near:
    return Near(name, smiles.get(name, ""), float(labels.get(name, np.nan)), similarity)


def in_words(near: Sequence[Near], task: str) -> str:
    """Return them as text, "id (smiles) value; …", "unknown" in place of what is not at hand."""
    decimals = 0 if find_target(task).probability else find_target(task).decimals
    return "; ".join(
        f"{one.id} ({one.smiles or 'unknown'}) "
        + ("unknown" if np.isnan(one.value) else f"{one.value:.{decimals}f}")
        for one in near
    )
