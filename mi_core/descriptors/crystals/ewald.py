"""The Ewald sum matrix of a crystal.

F. Faber et al., Int. J. Quantum Chem. 115, 1094 (2015), doi 10.1002/qua.24917, as DScribe computes it: L. Himanen et al.,
Comput. Phys. Commun. 247, 106949 (2020). An element off the diagonal is the energy of the nuclei of two atoms and all their
images in a uniform background that makes them neutral; one on it is that of an atom and its own images. Unlike in the first
paper no element depends on how the sum is parted between real and reciprocal space.
"""

from __future__ import annotations

from mi_core.descriptors.crystals.numbers import ase_atoms
from mi_core.descriptors.crystals.spectrum import MatrixSpectrum

ACCURACY = 1e-8  # of the sums; DScribe's own 1e-5 lets the choice of the cell show


class EwaldSpectrum(MatrixSpectrum):
    """Transformer from materials to the eigenvalues of the Ewald sum matrix, (n, most_atoms), e²/Å (4πε₀ = 1).

    Neither place and orientation of the crystal, nor the choice of its cell, nor the order of its atoms matter.

    Parameters
    ----------
    most_atoms : int
        Atoms of the largest primitive cell. Time grows with their square: 3 ms for 5, 0.7 s for 200.
    """

    what = "the Ewald sum matrix"

    def matrix(self, structure):
        """Return the matrix (n_atoms, n_atoms), e²/Å."""
        from dscribe.descriptors import EwaldSumMatrix

        n = len(structure)
        found = EwaldSumMatrix(n_atoms_max=n, permutation="none").create(ase_atoms(structure), ACCURACY)
        return found.reshape(n, n)
