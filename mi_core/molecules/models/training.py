"""Training the model of all tasks, in stages that are kept, so that one that was interrupted goes on.

The molecules are cut into five folds. A network of all tasks leaves one of them out, and so do trees and kernels of each
task: what they say of it weighs the members and calibrates intervals and bands. In the end the five networks answer
together, beside trees and kernels that learned all molecules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.datasets.splits import folds
from mi_core.molecules.models.blend import log_odds
from mi_core.molecules.models.calibration import HeldOut, calibrate_task
from mi_core.molecules.models.members.kernel import MOST_ROWS
from mi_core.molecules.models.members.networks import EPOCHS, FoldNetworks
from mi_core.molecules.models.records import model_card, target_record
from mi_core.molecules.models.references import References, folded
from mi_core.molecules.models.stages import Stages
from mi_core.molecules.models.tasks_model import TaskModel, TasksModel
from mi_core.targets import find_target

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mi_core.datasets.loading import Dataset
    from mi_core.molecules.models.calibration import Calibrated

FOLDS = 5
MOST_OF_COMMON = 4000  # molecules of a common task that are kept to compare with
_COMPARED = ("hiv", "cep_pce_percent")


def train_tasks_model(
    dataset: Dataset,
    kept: Path,
    *,
    split: str = "flat",
    seed: int = 0,
    epochs: int = EPOCHS,
    say: Callable[[str], None] = lambda _line: None,
) -> TasksModel:
    """Return the trained model; its intervals hold for molecules drawn as the folds were.

    dataset : the table of tasks. kept : folder of what is done; the same training goes on there.
    split : column of the table whose groups the folds never part, flat or scaffold.
    """
    frame, tasks = dataset.frame, tuple(dataset.card.targets)
    stages = Stages(frame, tasks, folds(frame, FOLDS, "column", seed, column=split), kept, say, epochs)
    references = known_molecules(stages, seed)
    of_task, records = {}, {}
    for task in tasks:
        say(f"calibrating {task}")
        held, calibrated = _calibrated(stages, task)
        of_task[task] = _task_model(stages, task, calibrated)
        records[task] = target_record(task, held, calibrated)
    basis = stages.kernel_basis
    networks = FoldNetworks(tasks, tuple(stages.network(fold) for fold in range(FOLDS)))
    card = model_card(dataset, stages, records, split=split, seed=seed, seconds=stages.seconds)
    return TasksModel(card, networks, of_task, basis, references)


def _calibrated(stages: Stages, task: str) -> tuple[HeldOut, Calibrated]:
    """Return what is said of a task's molecules by members that did not learn them, and what follows."""
    rows, column = stages.known(task), stages.tasks.index(task)
    values, scales = stages.of_networks()
    members = [values[rows, column], stages.trees(task)[1]]
    if find_target(task).probability:
        members = [log_odds(member) for member in members]
    if _has_kernel(stages, task):
        members.append(stages.kernel(task)[1])
    held = HeldOut(
        stages.labels(task), np.stack(members), scales[rows, column], stages.similarity_to_learned(task)
    )
    return held, calibrate_task(held, classification=find_target(task).probability)


def _has_kernel(stages: Stages, task: str) -> bool:
    return len(stages.known(task)) <= MOST_ROWS and stages.kernel(task)[0].tells


def _task_model(stages: Stages, task: str, calibrated: Calibrated) -> TaskModel:
    return TaskModel(
        weights=calibrated.weights,
        trees=stages.trees(task)[0],
        kernel=stages.kernel(task)[0] if _has_kernel(stages, task) else None,
        intervals=calibrated.intervals,
        bands=calibrated.bands,
        edges=calibrated.edges,
        least_similar=calibrated.least_similar,
    )


def known_molecules(stages: Stages, seed: int) -> References:
    """Return the measured molecules: all but those that only common tasks know, of which a sample is kept."""
    measured = ~np.isnan(stages.all_labels)
    common = [stages.tasks.index(task) for task in _COMPARED if task in stages.tasks]
    chosen = np.delete(measured, common, axis=1).any(axis=1)
    order = np.random.default_rng(seed).permutation(len(measured))
    for column in common:
        members = order[measured[order, column]]
        rare = (
            stages.all_labels[members, column] == 1
            if stages.tasks[column] == "hiv"
            else np.zeros(len(members), bool)
        )
        chosen[members[rare]] = True
        chosen[members[:MOST_OF_COMMON]] = True
    rows = np.flatnonzero(chosen)
    return References(stages.frame["id"].to_numpy(str)[rows], folded(stages.counts[rows]), measured[rows])
