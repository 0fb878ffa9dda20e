"""The sine matrix of a crystal: a Coulomb matrix whose distances are periodic.

F. Faber et al., Int. J. Quantum Chem. 115, 1094 (2015), doi 10.1002/qua.24917:

    x_ii = Z_i^2.4 / 2,   x_ij = Z_i Z_j / |Σ_k a_k sin²(π (f_i - f_j)_k)|

with fractional coordinates f and the vectors a_k of the cell. DScribe's own fails with ASE from 3.29 on: it hands the fields
of `ase.Atoms` over by their place, and there is a new one among them.
"""

from __future__ import annotations

import numpy as np

from mi_core.descriptors.crystals.cells import niggli_basis
from mi_core.descriptors.crystals.spectrum import MatrixSpectrum
from mi_core.errors import InputError
from mi_core.structures.reduced_formula import crystal_formula

SAME_PLACE = 1e-6  # Å


def sine_matrix(lattice: np.ndarray, positions: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """Return the matrix (n, n), e²/Å (4πε₀ = 1), of nuclei `numbers` (n,) at fractional `positions` (n, 3).

    lattice : rows a, b, c (3, 3), Å. Two nuclei in one place make an infinite element.
    """
    between = positions[:, None] - positions  # (n, n, 3)
    distance = np.linalg.norm(np.sin(np.pi * between) ** 2 @ lattice, axis=2)
    np.fill_diagonal(distance, 1.0)
    with np.errstate(divide="ignore"):
        found = np.outer(numbers, numbers) / np.where(distance < SAME_PLACE, 0.0, distance)
    np.fill_diagonal(found, 0.5 * np.asarray(numbers, dtype=float) ** 2.4)
    return found


class SineSpectrum(MatrixSpectrum):
    """Transformer from materials to the eigenvalues of the sine matrix, (n, most_atoms), e²/Å (4πε₀ = 1).

    The formula depends on the cell, so that the primitive cell with a Niggli basis is taken. That leaves crystals with fewer
    symmetries than their lattice where it is hexagonal or centred: such a basis may then be chosen in ways that change the
    smaller eigenvalues (by half a per cent in a test).

    Parameters
    ----------
    most_atoms : int
        Atoms of the largest primitive cell.
    """

    what = "the sine matrix"

    def matrix(self, structure):
        """Return the matrix (n_atoms, n_atoms), e²/Å; InputError for two atoms in one place."""
        basis = niggli_basis(structure.lattice.matrix)
        positions = structure.cart_coords @ np.linalg.inv(basis)
        found = sine_matrix(basis, positions, np.array(structure.atomic_numbers))
        if not np.isfinite(found).all():
            raise InputError(
                f"{crystal_formula(structure)} has two atoms in one place, where the sine matrix is infinite; "
                "leave this crystal out."
            )
        return found
