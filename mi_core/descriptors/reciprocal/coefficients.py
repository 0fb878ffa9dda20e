"""Fourier coefficients of the density of a crystal that is made of free atoms (promolecule).

ρ(G) = (1/V) Σ_j f_j(|G|) exp(-i G·r_j), with f_j the form factor of atom j.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from mi_core.descriptors.reciprocal.form_factors import form_factor
from mi_core.descriptors.reciprocal.lattice import half_space

if TYPE_CHECKING:
    from collections.abc import Callable

    from pymatgen.core import Structure

MOST_FACTORS = 1_000_000  # held at once, 16 bytes each: a large cell has many vectors and many atoms
EXTINCT = 1e-9  # of the mean density: below it a coefficient is 0 but for rounding


@dataclass(frozen=True, slots=True)
class Coefficients:
    """Fourier coefficients of a real field on a cell at half of its reciprocal lattice vectors; ρ(-G) is ρ(G)*.

    Attributes
    ----------
    g : (n, 3) float64, Å⁻¹
        Without 0, and one of each pair G, -G.
    values : (n,) complex128
        Of an electron density in e/Å³.
    mean : float
        Coefficient at G = 0, the mean of the field.
    volume : float
        Of the cell, Å³; times `mean` the number of electrons.
    """

    g: np.ndarray
    values: np.ndarray
    mean: float
    volume: float

    @property
    def total(self) -> float:
        """The integral over the cell: the number of electrons of a density."""
        return self.mean * self.volume

    def points(self) -> tuple[np.ndarray, np.ndarray]:
        """Return vectors (n + 1, 3), 0 first, and moduli (n + 1,) such that these and their mates are the whole.

        At 0, which is its own mate, that is half of the modulus.
        """
        return np.concatenate([np.zeros((1, 3)), self.g]), np.append(abs(self.mean) / 2, np.abs(self.values))

    def norms(self) -> np.ndarray:
        """Return |G|, (n,) in Å⁻¹."""
        return np.linalg.norm(self.g, axis=1)

    def plus(self, other: Coefficients, times: float = 1.0) -> Coefficients:
        """Return the sum of this field and so many times another one with coefficients at the same vectors."""
        return replace(self, values=self.values + times * other.values, mean=self.mean + times * other.mean)

    def where(self, kept: np.ndarray) -> Coefficients:
        """Return the field with its coefficients at other vectors than those that are kept, (n,) bool, set to 0."""
        return replace(self, values=np.where(kept, self.values, 0))

    def extinct(self) -> np.ndarray:
        """Return where the coefficient of a density is 0 but for rounding, as the symmetry of a crystal wants, (n,) bool."""
        return np.abs(self.values) <= EXTINCT * abs(self.mean)


def promolecule(
    structure: Structure,
    reach: float,
    *,
    sphere: bool = False,
    factor: Callable[[str, np.ndarray], np.ndarray] = form_factor,
) -> Coefficients:
    """Return the coefficients of an ordered crystal's promolecule in a cube or a sphere about 0.

    reach : half the side of the cube, or the radius, Å⁻¹. factor : form factor of an element at |G|, by default that of all
    electrons. InputError for an element without one.
    """
    index, g = half_space(structure.lattice.matrix, reach, sphere=sphere)
    norms = np.linalg.norm(g, axis=1)
    values = np.zeros(len(g), dtype=complex)
    total = 0.0
    for symbol, positions in positions_of_elements(structure).items():
        values += factor(symbol, norms) * _structure_factor(index, positions)
        total += len(positions) * float(factor(symbol, np.zeros(1))[0])
    return Coefficients(g, values / structure.volume, total / structure.volume, structure.volume)


def positions_of_elements(structure: Structure) -> dict[str, np.ndarray]:
    """Return the fractional coordinates (n, 3) of the atoms of each element."""
    found = defaultdict(list)
    for site in structure:
        found[site.specie.symbol].append(site.frac_coords)
    return {symbol: np.array(rows) for symbol, rows in found.items()}


def _structure_factor(index: np.ndarray, positions: np.ndarray) -> np.ndarray:
    """Return Σ_j exp(-2πi h·x_j), (n,), for Miller indices (n, 3) and fractional coordinates (m, 3).

    The exponential is a product of three that depend on one index each, so few of them are computed.
    """
    lowest = index.min(axis=0, initial=0)
    highest = index.max(axis=0, initial=0)
    tables = [
        np.exp(-2j * np.pi * np.arange(low, high + 1)[:, None] * positions[:, axis])  # (steps, m)
        for axis, (low, high) in enumerate(zip(lowest, highest, strict=True))
    ]
    found = np.empty(len(index), dtype=complex)
    step = max(MOST_FACTORS // max(len(positions), 1), 1)
    for first in range(0, len(index), step):
        h, k, l = (index[first : first + step] - lowest).T  # noqa: E741 - Miller's letters
        found[first : first + step] = (tables[0][h] * tables[1][k] * tables[2][l]).sum(axis=1)
    return found
