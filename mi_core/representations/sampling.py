"""Which points are shown where there are more than a map can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

MOST_POINTS = 5_000  # on a map: beyond that neither its computation nor the eye gains


def stratified(labels: ArrayLike, most: int = MOST_POINTS, seed: int = 0) -> np.ndarray:
    """Return positions of at most so many points, ascending: all, or of each label its share, and at least one.

    labels : (n,), one of which may be missing. Where there are more labels than points wanted, some of them are left out.
    """
    _, codes, counts = np.unique(np.asarray(labels).astype(str), return_inverse=True, return_counts=True)
    if len(codes) <= most:
        return np.arange(len(codes))
    order = np.random.default_rng(seed).permutation(len(codes))
    by_label = order[np.argsort(codes[order], kind="stable")]
    rank = np.arange(len(codes)) - np.repeat(np.cumsum(counts) - counts, counts)
    # The first of each label comes first, and then those by which a label's share would be most exceeded come last.
    position = rank / np.repeat(counts, counts)
    return np.sort(by_label[np.lexsort((position, rank > 0))[:most]])
