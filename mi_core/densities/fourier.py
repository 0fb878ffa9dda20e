"""From values on a grid to Fourier coefficients and back: ρ(G) = (1/N) Σ ρ(r) exp(-iG·r)."""

from __future__ import annotations

import numpy as np
from scipy import fft

from mi_core.descriptors.reciprocal.coefficients import Coefficients
from mi_core.descriptors.reciprocal.lattice import half_space, reciprocal_matrix
from mi_core.errors import InputError

INSIDE = 1 - 1e-6  # relative: the shortest wave of an even grid is its own mate and says nothing of a phase


def largest_reach(shape: tuple[int, ...], cell: np.ndarray, *, sphere: bool = False) -> float:
    """Return half the side of the largest cube about 0, or the radius of the largest sphere, that a grid carries, Å⁻¹."""
    along = np.linalg.norm(cell, axis=1) if sphere else np.abs(cell).sum(axis=1)
    return float((np.pi * np.array(shape) / along).min()) * INSIDE


def check_reach(shape: tuple[int, ...], cell: np.ndarray, reach: float, *, sphere: bool = False) -> None:
    """Raise InputError for a grid that does not carry a cube or a sphere about 0, of `reach` as in `half_coefficients`."""
    most = largest_reach(shape, cell, sphere=sphere)
    if reach > most:
        raise InputError(
            f"The grid of {' × '.join(map(str, shape))} points carries |G| up to {most:.3g} Å⁻¹, and {reach:.3g} Å⁻¹ "
            "is asked for; give a finer grid."
        )


def half_coefficients(
    values: np.ndarray, cell: np.ndarray, reach: float, *, sphere: bool = False
) -> Coefficients:
    """Return the coefficients of values (nx, ny, nz) on a cell (3, 3) in Å, in a cube or a sphere about 0.

    reach : half the side of the cube, or the radius, Å⁻¹. InputError if the grid does not carry it.
    """
    check_reach(values.shape, cell, reach, sphere=sphere)
    index, g = half_space(cell, reach, sphere=sphere)
    transform = fft.rfftn(values, norm="forward")
    mirrored = index[:, 2] < 0  # which the transform of a real field leaves out
    h, k, l = np.where(mirrored[:, None], -index, index).T  # noqa: E741 - Miller's letters
    found = transform[h, k, l]
    return Coefficients(
        g,
        np.where(mirrored, found.conj(), found),
        float(transform[0, 0, 0].real),
        abs(float(np.linalg.det(cell))),
    )


def grid_norms(shape: tuple[int, ...], cell: np.ndarray) -> np.ndarray:
    """Return |G| in Å⁻¹, (nx, ny, nz//2 + 1), where a real transform of a grid has its coefficients."""
    a, b, c = reciprocal_matrix(cell)
    h, k, l = grid_indices(shape)  # noqa: E741 - Miller's letters
    norms = np.zeros((len(h), len(k), len(l)))
    for axis in range(3):
        norms += (h[:, None, None] * a[axis] + k[:, None] * b[axis] + l * c[axis]) ** 2
    return np.sqrt(norms, out=norms)


def grid_indices(shape: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the Miller indices along the axes of a real transform, (nx,), (ny,), (nz//2 + 1,)."""
    h, k = (fft.fftfreq(n, 1 / n) for n in shape[:2])
    return h, k, fft.rfftfreq(shape[2], 1 / shape[2])
