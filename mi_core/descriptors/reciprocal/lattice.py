"""The reciprocal lattice vectors of a cell that lie in a cube or a sphere, one of each pair G and -G."""

from __future__ import annotations

import numpy as np

TOUCHING = 1e-9  # relative: whether a vector on the edge is inside must not depend on the last bit


def reciprocal_matrix(cell: np.ndarray) -> np.ndarray:
    """Return the reciprocal lattice vectors, rows (3, 3) in Å⁻¹ with the factor 2π, of a cell with rows a, b, c in Å."""
    return 2 * np.pi * np.linalg.inv(cell).T


def miller_indices(g: np.ndarray, cell: np.ndarray) -> np.ndarray:
    """Return the Miller indices, (n, 3) int64, of reciprocal lattice vectors (n, 3) in Å⁻¹ of a cell."""
    return np.rint(g @ cell.T / (2 * np.pi)).astype(np.int64)


def half_space(cell: np.ndarray, reach: float, *, sphere: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """Return Miller indices (n, 3) int64 and vectors (n, 3) in Å⁻¹ of half of all G but 0, Friedel's mate of each left out.

    reach : half the side of the cube about 0, or the radius of the sphere, Å⁻¹.
    """
    most = _largest_indices(cell, reach, sphere=sphere)
    index = np.stack(
        np.meshgrid(np.arange(most[0] + 1), *(np.arange(-m, m + 1) for m in most[1:]), indexing="ij"),
        axis=-1,
    ).reshape(-1, 3)
    h, k, l = index.T  # noqa: E741 - Miller's letters
    index = index[(h > 0) | ((h == 0) & ((k > 0) | ((k == 0) & (l > 0))))]
    vectors = index @ reciprocal_matrix(cell)
    size = np.linalg.norm(vectors, axis=1) if sphere else np.abs(vectors).max(axis=1)
    inside = size <= reach * (1 + TOUCHING)
    return index[inside], vectors[inside]


def _largest_indices(cell: np.ndarray, reach: float, *, sphere: bool) -> np.ndarray:
    """Return the largest Miller indices, (3,): G·a = 2πh, and no G in the region has a larger component along a."""
    along = np.linalg.norm(cell, axis=1) if sphere else np.abs(cell).sum(axis=1)
    return np.floor(reach * along / (2 * np.pi) * (1 + TOUCHING)).astype(int)
