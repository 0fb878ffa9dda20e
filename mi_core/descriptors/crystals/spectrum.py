"""A crystal as the eigenvalues of a matrix with a row for each atom.

Eigenvalues do not depend on the order of the atoms; sorted by size they make a row of numbers, filled up with zeros: M. Rupp
et al., Phys. Rev. Lett. 108, 058301 (2012). The matrix grows with the cell, so that it is made of a primitive one.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

import numpy as np

from mi_core.descriptors.crystals.cells import primitive_cell
from mi_core.descriptors.crystals.numbers import CrystalNumbers

if TYPE_CHECKING:
    from pymatgen.core import Structure


class MatrixSpectrum(CrystalNumbers):
    """Base of transformers to eigenvalues, (n, most_atoms), the largest by size first; a subclass offers `matrix`.

    Parameters
    ----------
    most_atoms : int
        Atoms of the largest primitive cell, which is the length of the spectrum.
    """

    def __init__(self, most_atoms: int = 200):
        self.most_atoms = most_atoms

    @abstractmethod
    def matrix(self, structure: Structure) -> np.ndarray:
        """Return the symmetric matrix (n_atoms, n_atoms) of a primitive cell."""

    def n_atoms(self, structure: Structure) -> int:
        """Return the atoms of a primitive cell, which is looked for where the given one is too large."""
        return len(structure if len(structure) <= self.most_atoms else primitive_cell(structure))

    def row(self, structure):
        """Return the eigenvalues, filled up with zeros."""
        values = np.linalg.eigvalsh(self.matrix(primitive_cell(structure)))
        found = np.zeros(self.most_atoms)
        found[: len(values)] = values[np.argsort(-np.abs(values), kind="stable")]
        return found

    def names(self):
        """Return a number for each eigenvalue."""
        return [f"eigenvalue_{number}" for number in range(1, self.most_atoms + 1)]
