"""The last step of a study: with or without transfer is chosen by all labels, learns them all, and is calibrated."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.evaluation.conformal import calibrate
from mi_core.molecules.transfer.candidates import CANDIDATES, WITHOUT
from mi_core.molecules.transfer.described import ALL
from mi_core.molecules.transfer.likeness import threshold_of
from mi_core.molecules.transfer.model import OwnModel
from mi_core.molecules.transfer.nested import choose, fit
from mi_core.molecules.transfer.repeats import PARTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.molecules.transfer.described import Described
    from mi_core.molecules.transfer.own_task import OwnTask
    from mi_core.molecules.transfer.repeats import Repeat


def needed_encodings(parts: Sequence[str], supports: Sequence[str], tasks: Sequence[str]) -> tuple[str, ...]:
    """Return the tasks whose encoders candidates learn from."""
    if any(ALL in CANDIDATES[name].blocks for name in parts):
        return tuple(tasks)
    return tuple(supports) if any(CANDIDATES[name].transfers for name in parts) else ()


def learn_model(
    task: OwnTask,
    described: Described,
    repeats: Sequence[Repeat],
    supports: Sequence[str],
    *,
    with_transfer: bool = True,
    seed: int = 0,
) -> OwnModel:
    """Choose by all labels, learn them all, and calibrate on the errors of splits whose choice did not see the tested rows.

    described : the task's molecules, by the encoders that may support; repeats : the first partition of them, at least;
    supports : the tasks that support; with_transfer : whether a method with transfer may be chosen.
    """
    classification = task.classification
    choice = choose(described, task.labels, task.groups, classification=classification, seed=seed)
    choice = replace(choice, supports=tuple(supports))
    chosen = choice.chosen if with_transfer else WITHOUT
    fitted = fit(choice, [chosen], described, task.labels, classification=classification, seed=seed)[chosen]
    encodings = needed_encodings(fitted.names, fitted.supports, described.tasks)
    value, scale = held_out(repeats, len(task))
    training = pd.DataFrame(
        {
            "id": task.ids,
            "smiles": [molecule.smiles for molecule in task.molecules],
            "label": task.labels,
            "value": value,
            "scale": scale,
        }
    )
    intervals = None
    if not classification:
        intervals = calibrate(task.labels, value, scale, [""] * len(task))
    probe = [described.encodings[name][:1] for name in encodings]
    return OwnModel(
        target=task.name,
        classes=task.classes,
        method=chosen,
        fitted=fitted,
        encodings=encodings,
        intervals=intervals,
        threshold=threshold_of(described.morgan, task.groups),
        training=training,
        probe=np.concatenate(probe) if probe else np.empty((0, 0), dtype=np.float32),
    )


def held_out(repeats: Sequence[Repeat], molecules: int) -> tuple[np.ndarray, np.ndarray]:
    """Return value and expected error of each molecule, (n,), from the split of the first partition that tests it."""
    value, scale = np.full(molecules, np.nan), np.full(molecules, np.nan)
    for repeat in repeats:
        if repeat.repeat < PARTS:
            value[repeat.tested], scale[repeat.tested] = repeat.predicted, repeat.scales
    return value, scale
