"""A valence density with bonds in it, computed in a second: silicon by empirical pseudopotentials.

M. L. Cohen, T. K. Bergstresser, Phys. Rev. 141, 789 (1966): three numbers, fitted to optical spectra, are the potential.
The bands are those of a textbook; the density is that of their four lowest, and no self-consistent one.
"""

from __future__ import annotations

import itertools

import numpy as np
from pymatgen.core import Lattice, Structure
from scipy import fft

from mi_core.densities.field import ScalarField
from mi_core.densities.kinds import KINDS

A = 5.43  # Å
RYDBERG_EV = 13.605693
KINETIC = 3.809982  # ħ²/2m, eV Å²
FORM_FACTORS = {3: -0.21, 8: 0.04, 11: 0.08}  # Rydberg, by |G|² in (2π/a)²
CUTOFF = 21.0  # of |k + G|², (2π/a)²
BANDS = 4
MESH = 5  # points k along each axis, Γ among them
LARGEST_INDEX = 6  # of a wave, along a reciprocal vector of the primitive cell
GRID = (40, 40, 56)
PRIMITIVE = A / 2 * np.array([[0.0, 1, 1], [1, 0, 1], [1, 1, 0]])
#: Half as large as the cubic cell, with bonds in the plane across its first axis.
CELL = A * np.array([[0.5, -0.5, 0], [0.5, 0.5, 0], [0, 0, 1]])
REMARK = (
    "Computed here by the empirical pseudopotentials of M. L. Cohen and T. K. Bergstresser, Phys. Rev. 141, 789 (1966), "
    "whose bands are known to be good; it is not self-consistent."
)


def silicon() -> ScalarField:
    """Return the valence density of silicon in a cell of four atoms, in e/Å³."""
    atoms = np.array([[0, 0, 0], [0, 0.5, 0.25], [0.5, 0.5, 0.5], [0.5, 0, 0.75]])
    structure = Structure(Lattice(CELL), ["Si"] * 4, atoms)
    index, waves = density_waves()
    g = index @ np.linalg.inv(PRIMITIVE).T  # 1/Å, without 2π
    spectrum = np.zeros(GRID, dtype=complex)
    # the waves have the middle of a bond as origin, the cell an atom, at -τ
    shifted = waves * np.exp(-2j * np.pi * g @ np.full(3, A / 8))
    spectrum[tuple((np.rint(g @ CELL.T).astype(int) % GRID).T)] = shifted
    values = fft.ifftn(spectrum, norm="forward").real
    return ScalarField("valence", KINDS["valence"].title, structure, values, (REMARK,))


def density_waves() -> tuple[np.ndarray, np.ndarray]:
    """Return Miller indices of the primitive cell (n, 3) and the density's coefficients there, (n,) complex in e/Å³."""
    n = 4 * LARGEST_INDEX
    total = np.zeros((n, n, n))
    for k, weight in _mesh():
        index, _, states = bands(k)
        for state in states.T[:BANDS]:
            spectrum = np.zeros((n, n, n), dtype=complex)
            spectrum[tuple((index % n).T)] = state
            total += weight * np.abs(fft.ifftn(spectrum, norm="forward")) ** 2
    found = fft.fftn(2 * total / abs(np.linalg.det(PRIMITIVE)), norm="forward")  # two electrons in a state
    order = np.rint(fft.fftfreq(n, 1 / n)).astype(int)
    indices = np.stack(np.meshgrid(order, order, order, indexing="ij"), axis=-1).reshape(-1, 3)
    inside = np.abs(indices).max(axis=1) < n // 2
    return indices[inside], found.reshape(-1)[inside]


def bands(k: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return waves, as Miller indices of the primitive cell (n, 3), energies (n,) in eV, and states (n, n) as columns.

    k : in fractions of the reciprocal vectors of the primitive cell, (3,).
    """
    reach = range(-LARGEST_INDEX, LARGEST_INDEX + 1)
    index = np.array(list(itertools.product(reach, repeat=3)))
    reciprocal = A * np.linalg.inv(PRIMITIVE).T  # 2π/a
    square = (((index + k) @ reciprocal) ** 2).sum(axis=1)
    index, square = index[square <= CUTOFF], square[square <= CUTOFF]
    between = (index[:, None] - index[None]) @ reciprocal
    lengths = np.rint((between**2).sum(axis=2)).astype(int)
    factors = np.zeros(lengths.shape)
    for length, factor in FORM_FACTORS.items():
        factors[lengths == length] = factor * RYDBERG_EV
    # both atoms lie a/8 (1, 1, 1) from the middle of their bond
    hamiltonian = factors * np.cos(2 * np.pi * between.sum(axis=2) / 8)
    hamiltonian[np.diag_indices_from(hamiltonian)] += KINETIC * (2 * np.pi / A) ** 2 * square
    energies, states = np.linalg.eigh(hamiltonian)
    return index, energies, states


def _mesh() -> list[tuple[np.ndarray, float]]:
    """Return points k, one of each pair k, -k, and their weights, which add up to 1."""
    points: dict[tuple[int, ...], float] = {}
    for index in itertools.product(range(MESH), repeat=3):
        mate = tuple(-i % MESH for i in index)
        points[min(index, mate)] = points.get(min(index, mate), 0.0) + 1 / MESH**3
    return [(np.array(index) / MESH, weight) for index, weight in points.items()]
