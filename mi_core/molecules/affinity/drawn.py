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
APART = 0.25  # share of all molecules


@dataclass(frozen=True, slots=True)
class Drawn:
    """Positions in the table of the rows that a task is learned from and tested on, and of those kept apart, each sorted.

    On the molecules kept apart, which are the same for every seed, no affinity is measured, so that what follows from
    affinities can be tried on them.
    """

    learned: np.ndarray
    tested: np.ndarray
    apart: np.ndarray


def draw(
    frame: pd.DataFrame, tasks: Sequence[str], seed: int = 0, most: int = MOST, apart: float = APART
) -> dict[str, Drawn]:
    """Return the rows of each task, at most so many to learn from, as many to test on, and as many kept apart.

    A share of all molecules, a quarter by default, is kept apart. One half of the others is for learning and the other for
    testing, whatever the task, so that no molecule that tests one task is learned for another, mirrored or not. Tasks
    measured on the same molecules are given the same ones.

    frame : the table of tasks, with the columns id and flat. InputError for a task with too few labels.
    """
    sides = _sides(frame, seed, apart)
    order = np.random.default_rng(seed).permutation(len(frame))
    return {
        task: Drawn(*(_first(frame[task].notna().to_numpy() & side, order, most) for side in sides))
        for task in _known(frame, tasks)
    }


def _sides(frame: pd.DataFrame, seed: int, apart: float) -> list[np.ndarray]:
    """Return which rows are for learning, for testing and kept apart, (n,) each."""
    used, kept = np.arange(len(frame)), np.empty(0, dtype=int)
    if apart:
        whole = make_split(frame, "column", validation=apart, column="flat")
        used, kept = whole.train, whole.validation
    halves = make_split(frame.iloc[used], "column", seed, validation=0.5, column="flat")
    parts = (used[halves.train], used[halves.validation], kept)
    return [np.isin(np.arange(len(frame)), part) for part in parts]


def _known(frame: pd.DataFrame, tasks: Sequence[str]) -> Sequence[str]:
    for task in tasks:
        if (count := frame[task].notna().sum()) < FEWEST:
            raise InputError(
                f"Task {task} has {count} labels, too few to measure what helps it; {FEWEST} or more are needed."
            )
    return tasks


def _first(wanted: np.ndarray, order: np.ndarray, most: int) -> np.ndarray:
    """Return the positions of the wanted rows that come first in this order, sorted."""
    return np.sort(order[wanted[order]][:most])
