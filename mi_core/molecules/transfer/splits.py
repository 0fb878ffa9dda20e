"""Splits of few molecules, by groups that stay together, with like shares of both classes in each part."""

from __future__ import annotations

import numpy as np


def folds(groups: np.ndarray, strata: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """Return the fold of each row, (n,) from 0 on, at random; rows of one group share one.

    strata : (n,) whole numbers, such as classes; each is spread evenly over the folds.
    """
    _, first, group = np.unique(groups, return_index=True, return_inverse=True)
    order = rng.permutation(len(first))
    order = order[np.argsort(strata[first][order], kind="stable")]
    fold_of_group = np.empty(len(first), dtype=int)
    fold_of_group[order] = np.arange(len(first)) % count
    return fold_of_group[group]


def strata_of(labels: np.ndarray, *, classification: bool) -> np.ndarray:
    """Return classes, or 0 for all rows of numbers, (n,)."""
    return labels.astype(int) if classification else np.zeros(len(labels), dtype=int)


def growing(strata: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return an order of the rows, whose every beginning holds the strata in about their shares."""
    place = np.empty(len(strata))
    for stratum in np.unique(strata):
        rows = rng.permutation(np.flatnonzero(strata == stratum))
        place[rows] = (np.arange(len(rows)) + rng.uniform(0.25, 0.75)) / len(rows)
    return np.argsort(place, kind="stable")
