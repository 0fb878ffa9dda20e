"""How like two molecules are: the share of neighbourhoods of atoms that they have in common (Tanimoto)."""

from __future__ import annotations

import numpy as np

INSIDE_SHARE = 0.95
_ROWS_AT_ONCE = 1000


def tanimoto(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return the similarity of fingerprints (n, bits) to others (m, bits), (n, m) float32; counts matter as 0 or not."""
    left, right = ((counts > 0).astype(np.float32) for counts in (one, other))
    common = left @ right.T
    union = left.sum(axis=1)[:, None] + right.sum(axis=1) - common
    return common / np.maximum(union, 1)


def nearest(queries: np.ndarray, known: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the similarity to the most similar of the known fingerprints, and its row, (n,) each."""
    found = [
        _best(tanimoto(queries[start : start + _ROWS_AT_ONCE], known))
        for start in range(0, len(queries), _ROWS_AT_ONCE)
    ]
    if not found:
        return np.empty(0), np.empty(0, dtype=int)
    return np.concatenate([one for one, _ in found]), np.concatenate([row for _, row in found])


def _best(similarity: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    rows = similarity.argmax(axis=1)
    return similarity[np.arange(len(rows)), rows], rows


def threshold_of(known: np.ndarray, groups: np.ndarray) -> float:
    """Return the similarity that `INSIDE_SHARE` of the molecules (n, bits) have at least to one of another group (n,)."""
    own = np.empty(len(known))
    for start in range(0, len(known), _ROWS_AT_ONCE):
        rows = slice(start, start + _ROWS_AT_ONCE)
        similarity = tanimoto(known[rows], known)
        similarity[groups[rows][:, None] == groups] = 0
        own[rows] = similarity.max(axis=1)
    return float(np.quantile(own, 1 - INSIDE_SHARE))
