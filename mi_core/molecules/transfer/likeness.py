"""How like two molecules are: of the neighbourhoods of their atoms, counted, the share that they have in common."""

from __future__ import annotations

import numpy as np

from mi_core.descriptors.molecules.fingerprints import RADIUS, count_similarity

#: What a likeness is, in words; neighbourhoods end, so that those of two molecules may be alike without exception.
MEANING = f"Tanimoto, counts of neighbourhoods of {RADIUS} bonds"
INSIDE_SHARE = 0.95
_ROWS_AT_ONCE = 1000


def nearest(queries: np.ndarray, known: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the likeness of counts (n, bins) to the most like of the known ones (m, bins), and its row, (n,) each."""
    found = [
        _best(count_similarity(queries[start : start + _ROWS_AT_ONCE], known))
        for start in range(0, len(queries), _ROWS_AT_ONCE)
    ]
    if not found:
        return np.empty(0), np.empty(0, dtype=int)
    return np.concatenate([one for one, _ in found]), np.concatenate([row for _, row in found])


def _best(likeness: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    rows = likeness.argmax(axis=1)
    return likeness[np.arange(len(rows)), rows], rows


def threshold_of(known: np.ndarray, groups: np.ndarray) -> float:
    """Return the likeness that `INSIDE_SHARE` of the molecules (n, bins) have at least to one of another group (n,)."""
    own = np.empty(len(known))
    for start in range(0, len(known), _ROWS_AT_ONCE):
        rows = slice(start, start + _ROWS_AT_ONCE)
        likeness = count_similarity(known[rows], known)
        likeness[groups[rows][:, None] == groups] = 0
        own[rows] = likeness.max(axis=1)
    return float(np.quantile(own, 1 - INSIDE_SHARE))
