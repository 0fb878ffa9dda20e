"""Numbers at points, shared among the bins around them."""

from __future__ import annotations

import numpy as np

_CORNERS = np.array([[(corner >> axis) & 1 for axis in (2, 1, 0)] for corner in range(8)])


def splat(place: np.ndarray, values: np.ndarray, n: int, *, round_axis: int | None = None) -> np.ndarray:
    """Return values (m,) at places (m, 3) summed into n³ bins, (n, n, n) float64; bin i has its middle at place i.

    Each value is shared among the eight bins around it, by how near their middles are: with the nearest bin alone the last
    bit of a coordinate would decide. What falls beyond the outermost middles is lost in part, and beyond their neighbours
    whole. round_axis : an axis whose last bin is followed by its first.
    """
    lowest = np.floor(place)
    beyond = place - lowest
    bins = lowest.astype(np.int64)[:, None] + _CORNERS  # (m, 8, 3)
    weights = np.where(_CORNERS, beyond[:, None], 1 - beyond[:, None])  # (m, 8, 3)
    if round_axis is not None:
        bins[..., round_axis] %= n
    shares = values[:, None] * weights[..., 0] * weights[..., 1] * weights[..., 2]
    inside = ((bins >= 0) & (bins < n)).all(axis=2)
    flat = (bins[..., 0] * n + bins[..., 1]) * n + bins[..., 2]
    return np.bincount(flat[inside], shares[inside], minlength=n**3).reshape(n, n, n)
