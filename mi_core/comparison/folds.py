"""Which rows train and which test: the same folds for all models of a comparison."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.datasets import splits
from mi_core.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.comparison.problem import Problem
    from mi_core.comparison.protocol import Protocol

INNER_FOLDS = 3


@dataclass(frozen=True, slots=True)
class Fold:
    """Row positions of one fold, sorted; `name` says which ("1 of 5", or the element left out)."""

    number: int
    name: str
    train: np.ndarray
    test: np.ndarray


def make_folds(problem: Problem, protocol: Protocol) -> list[Fold]:
    """Return the folds of a problem; InputError when the rows do not allow them."""
    frame = problem.frame()
    if protocol.split == "leave_element_out":
        return [_without(problem, e, n) for n, e in enumerate(left_out_elements(problem, protocol))]
    if protocol.holdout is not None:
        split = splits.make_split(frame, protocol.split, protocol.seed, validation=protocol.holdout)
        return [Fold(0, f"{protocol.holdout:.0%} held out", split.train, split.validation)]
    found = splits.folds(frame, protocol.folds, protocol.split, protocol.seed)
    return [Fold(n, f"{n + 1} of {len(found)}", train, test) for n, (train, test) in enumerate(found)]


def left_out_elements(problem: Problem, protocol: Protocol) -> list[str]:
    """Return the elements that are left out in turn: those in rows enough, but in no more than half of all rows."""
    counts = Counter(symbol for held in problem.elements for symbol in held)
    able = [s for s, n in sorted(counts.items()) if protocol.min_element_rows <= n <= len(problem) / 2]
    if protocol.elements:
        wrong = sorted(set(protocol.elements) - set(able))
        if wrong:
            raise InputError(
                f"{', '.join(wrong)} cannot be left out of {problem.name}: an element must be in at least "
                f"{protocol.min_element_rows} rows and in no more than half of them."
            )
        return sorted(protocol.elements)
    if not able:
        raise InputError(
            f"No element is in at least {protocol.min_element_rows} rows of {problem.name} and in no more than half of "
            "them, so none can be left out; lower the number of rows, or choose another split."
        )
    return able


def inner_folds(frame: pd.DataFrame, protocol: Protocol) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return (train, test) positions inside a training fold, split as the folds themselves are, for tuning."""
    if protocol.split != "leave_element_out":
        return splits.folds(frame, INNER_FOLDS, protocol.split, protocol.seed)
    draws = (
        splits.leave_elements_out(frame, None, protocol.seed + draw, validation=1 / INNER_FOLDS)
        for draw in range(INNER_FOLDS)
    )
    return [(split.train, split.validation) for split in draws]


def held_back(frame: pd.DataFrame, protocol: Protocol) -> tuple[np.ndarray, np.ndarray]:
    """Return (train, calibration) positions inside a training fold: a ninth, but at least 12 rows, calibrate.

    Held back as the test rows are, so that the intervals meet rows as strange to them.
    """
    share = min(max(1 / 9, 12 / len(frame)), 0.4)
    kind = {"leave_element_out": "leave_elements_out"}.get(protocol.split, protocol.split)
    split = splits.make_split(frame, kind, protocol.seed, validation=share)
    return split.train, split.validation


def _without(problem: Problem, element: str, number: int) -> Fold:
    out = np.array([element in held for held in problem.elements])
    return Fold(number, element, np.flatnonzero(~out), np.flatnonzero(out))


def drawn(problem: Problem, protocol: Protocol) -> Problem:
    """Return the problem of at most `protocol.rows` rows, drawn by the seed; the same object for the same protocol."""
    if protocol.rows is None or protocol.rows >= len(problem):
        return problem
    key = ("rows", protocol.rows, protocol.seed)
    if key not in problem.cache:
        share = protocol.rows / len(problem)
        split = splits.make_split(problem.frame(), "random", protocol.seed, validation=share)
        problem.cache[key] = problem.subset(split.validation)
    return problem.cache[key]
