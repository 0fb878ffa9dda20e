"""Studies of tasks of one's own, as folders, made in seconds: few methods, few trees, few splits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from own_molecules import hidden_of, made_molecules, stub_encoders, task_of

from mi_core.molecules.own_study import OwnStudy, read_study
from mi_core.molecules.transfer import candidates, repeats
from mi_core.molecules.transfer import study as study_module
from mi_core.molecules.transfer.result import write_study

if TYPE_CHECKING:
    from pathlib import Path

QUICK = ("descriptors-ridge", "both-ridge", "supports-ridge")
COUNT = 40
CLASSES = ("inactive", "active")


def make_quick(patch: pytest.MonkeyPatch) -> None:
    """Let studies be quick, and take no real table."""
    for name in set(candidates.CANDIDATES) - set(QUICK):
        patch.delitem(candidates.CANDIDATES, name)
    patch.setattr(candidates, "TREES", 5)
    patch.setattr(study_module, "tasks_table", lambda: None)
    patch.setattr(repeats, "REPEATS", repeats.PARTS)


def written(folder: Path, *, classes: tuple[str, ...] = (), noise: bool = False) -> OwnStudy:
    """Write the study of a number that an encoder knows, or of noise, and return it as it is read again."""
    molecules = made_molecules(COUNT)
    labels = np.random.default_rng(5).normal(size=COUNT) if noise else hidden_of(molecules)
    if classes:
        labels = (labels > np.median(labels)).astype(float)
    with pytest.MonkeyPatch.context() as patch:
        make_quick(patch)
        found = study_module.study(task_of(labels, molecules, classes), stub_encoders())
    write_study(found, folder)
    return read_study(folder)


def as_csv(count: int = COUNT) -> str:
    """Return the table of such a task, with a row that is refused and one that stands there twice."""
    molecules = made_molecules(count)
    values = hidden_of(molecules)
    rows = [
        (f"m{n}", one.smiles, f"{value:.4f}")
        for n, (one, value) in enumerate(zip(molecules, values, strict=True))
    ]
    rows += [("again", *rows[0][1:]), ("open", "*CC*", "1.0")]
    return "\n".join(["id,smiles,mine", *map(",".join, rows)]) + "\n"
