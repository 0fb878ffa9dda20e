"""Distances of each point to those of other groups, a block of rows at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from mi_core.representations.measures.measure import Labelled

BLOCK_MIB = 64  # of memory for one block of distances


def by_rows(points: Labelled, each: Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]) -> np.ndarray:
    """Return what `each` makes of blocks of rows, joined, (n,).

    each : takes numbers of rows (r,), their Euclidean distances to all points (r, n), and whether those are of other groups
    (r, n); returns a number for each row.
    """
    from sklearn.metrics import pairwise_distances_chunked

    def reduced(block: np.ndarray, start: int) -> np.ndarray:
        rows = np.arange(start, start + len(block))
        return each(rows, block, points.groups[rows, None] != points.groups)

    blocks = pairwise_distances_chunked(points.values, reduce_func=reduced, working_memory=BLOCK_MIB)
    return np.concatenate(list(blocks))
