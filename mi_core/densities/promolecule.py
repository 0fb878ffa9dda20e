"""Free atoms on a grid: the density of a crystal before its atoms knew of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import fft

from mi_core.densities.fourier import grid_indices, grid_norms
from mi_core.descriptors.reciprocal.coefficients import positions_of_elements
from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from pymatgen.core import Structure


MOST_FACTORS = 2_000_000  # held at once, 16 bytes each: a fine grid and many atoms have many more


def promolecule_waves(
    structure: Structure,
    shape: tuple[int, int, int],
    reach: float,
    factor: Callable[[str, np.ndarray], np.ndarray],
) -> np.ndarray:
    """Return Fourier coefficients of free atoms where a real transform has them, (nx, ny, nz//2 + 1) complex128 in e/Å³.

    reach : |G| in Å⁻¹ beyond which they are 0. factor : f(symbol, |G|) in electrons. InputError for a crystal with partly
    occupied sites.
    """
    if not structure.is_ordered:
        raise InputError(
            "The crystal has partly occupied sites, and free atoms stand on whole ones; give an ordered supercell."
        )
    norms = grid_norms(shape, structure.lattice.matrix)
    inside = norms <= reach
    waves = np.zeros(norms.shape, dtype=complex)
    for symbol, positions in positions_of_elements(structure).items():
        waves[inside] += factor(symbol, norms[inside]) * _structure_factors(shape, positions)[inside]
    waves /= structure.volume
    return waves


def promolecule_values(
    structure: Structure,
    shape: tuple[int, int, int],
    reach: float,
    factor: Callable[[str, np.ndarray], np.ndarray],
) -> np.ndarray:
    """Return the density of free atoms on a grid, (nx, ny, nz) in e/Å³, without waves beyond `reach` (Å⁻¹)."""
    return fft.irfftn(promolecule_waves(structure, shape, reach, factor), s=shape, norm="forward")


def _structure_factors(shape: tuple[int, int, int], positions: np.ndarray) -> np.ndarray:
    """Return Σ_j exp(-2πi h·x_j), (nx, ny, nz//2 + 1), for fractional coordinates (m, 3): products of two matrices."""
    a, b, c = (
        np.exp(-2j * np.pi * index[:, None] * positions[:, axis])
        for axis, index in enumerate(grid_indices(shape))
    )
    found = np.empty((len(a), len(b), len(c)), dtype=complex)
    step = max(MOST_FACTORS // (len(b) * len(positions)), 1)
    for first in range(0, len(a), step):
        planes = (a[first : first + step, None] * b[None]).reshape(-1, len(positions))  # (step·ny, m)
        found[first : first + step] = (planes @ c.T).reshape(-1, len(b), len(c))
    return found
