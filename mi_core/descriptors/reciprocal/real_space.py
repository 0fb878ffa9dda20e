"""Fields in real space from their Fourier coefficients: ρ(r) = Σ ρ(G) exp(i G·r), on a grid of the cell or in a plane of it.

Coefficients up to |G| resolve nothing finer than 2π / |G|, and where they end abruptly, ripples surround each atom. Smeared
by a Gaussian, they end gently; that changes no integral.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from mi_core.descriptors.reciprocal.lattice import miller_indices

if TYPE_CHECKING:
    from mi_core.descriptors.reciprocal.coefficients import Coefficients


def smeared(coefficients: Coefficients, sigma: float) -> Coefficients:
    """Return the coefficients of the field smeared by a Gaussian of this standard deviation, Å, in every direction."""
    return replace(
        coefficients, values=coefficients.values * np.exp(-((sigma * coefficients.norms()) ** 2) / 2)
    )


def on_grid(coefficients: Coefficients, cell: np.ndarray, spacing: float) -> np.ndarray:
    """Return the field on a grid over the cell, (n_a, n_b, n_c) float64; point i, j, k lies at i/n_a, j/n_b, k/n_c.

    cell : rows a, b, c in Å. spacing : of the points along each axis, at most, Å; never wider than the coefficients need.
    """
    index = miller_indices(coefficients.g, cell)
    shape = _shape(index, cell, spacing)
    spectrum = np.zeros(shape, dtype=complex)
    spectrum[tuple((index % shape).T)] = coefficients.values
    # the mates, which the half of all vectors leaves out, add the complex conjugate
    return coefficients.mean + 2 * np.fft.ifftn(spectrum, norm="forward").real


def on_plane(
    coefficients: Coefficients, cell: np.ndarray, axis: int, height: float, spacing: float
) -> np.ndarray:
    """Return the field in a plane across an axis of the cell, (n, m) float64, on a grid along the two other axes in order.

    axis : 0, 1 or 2 for a, b or c; height : fractional coordinate of the plane along it; spacing : as in `on_grid`.
    """
    others = [other for other in range(3) if other != axis]
    index = miller_indices(coefficients.g, cell)
    shape = _shape(index, cell, spacing)[others]
    spectrum = np.zeros(shape, dtype=complex)
    values = coefficients.values * np.exp(2j * np.pi * index[:, axis] * height)
    np.add.at(spectrum, tuple((index[:, others] % shape).T), values)
    return coefficients.mean + 2 * np.fft.ifft2(spectrum, norm="forward").real


def _shape(index: np.ndarray, cell: np.ndarray, spacing: float) -> np.ndarray:
    """Return the points along each axis, (3,): enough for the spacing and for all indices, and quick to transform."""
    from scipy.fft import next_fast_len

    lengths = np.linalg.norm(cell, axis=1)
    needed = np.maximum(np.ceil(lengths / spacing), 2 * np.abs(index).max(axis=0, initial=0) + 1)
    return np.array([next_fast_len(int(n)) for n in needed])
