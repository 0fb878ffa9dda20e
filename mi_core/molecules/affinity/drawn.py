"""The molecules that affinities are measured on, drawn once for all pairs of tasks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.datasets.splits import make_split
from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

MOST = 500
FEWEST = 30  # labels of a task


@dataclass(frozen=True, slots=True)
class Drawn:
    """Positions in the table of the rows that a task is learned from and tested on, each sorted."""

    learned: np.ndarray
    tested: np.ndarray


def draw(frame: pd.DataFrame, tasks: Sequence[str], seed: int = 0, most: int = MOST) -> dict[str, Drawn]:
    """Return the rows of each task, at most so many to learn from and as many to test on.

    One half of all molecules is for learning and the other for testing, whatever the task, so that no molecule that tests
    one task is learned for another, mirrored or not. Tasks measured on the same molecules are given the same ones.

    frame : the table of tasks, with the columns id and flat. InputError for a task with too few labels.
    """
    halves = make_split(frame, "column", seed, validation=0.5, column="flat")
    order = np.random.default_rng(seed).permutation(len(frame))
    return {
        task: _of_task(frame[task].notna().to_numpy(), halves, order, most) for task in _known(frame, tasks)
    }


def _known(frame: pd.DataFrame, tasks: Sequence[str]) -> Sequence[str]:
    for task in tasks:
        if (count := frame[task].notna().sum()) < FEWEST:
            raise InputError(
                f"Task {task} has {count} labels, too few to measure what helps it; {FEWEST} or more are needed."
            )
    return tasks


def _of_task(known: np.ndarray, halves, order: np.ndarray, most: int) -> Drawn:
    """Return the first rows with a label, in this order, of either half."""
    parts = []
    for half in (halves.train, halves.validation):
        wanted = known.copy()
        wanted[np.setdiff1d(np.arange(len(known)), half)] = False
        parts.append(np.sort(order[wanted[order]][:most]))
    return Drawn(*parts)
