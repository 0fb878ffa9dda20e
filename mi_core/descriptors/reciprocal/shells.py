"""The Hartree energy of a crystal's promolecule, shell by shell of reciprocal space.

The energy is a sum over G of 2π e² V |ρ(G)|² / |G|². Its parts by |G| are a spectrum of the density, from which a linear
model can add up the Hartree energy exactly: the ceiling of what may be learned of it.
"""

from __future__ import annotations

import numpy as np

from mi_core.descriptors.crystals.numbers import CrystalNumbers
from mi_core.descriptors.reciprocal.coefficients import promolecule
from mi_core.descriptors.reciprocal.cube import G_MAX
from mi_core.descriptors.reciprocal.form_factors import form_factor
from mi_core.descriptors.reciprocal.hartree import hartree_energies


class ReciprocalShells(CrystalNumbers):
    """Transformer from materials to the Hartree energy of their promolecule by shells of |G|, (n, n_shells), eV/atom.

    Neither place and orientation of the crystal, nor the choice of its cell, nor the order of its atoms matter. A vector is
    shared by the two shells whose middles it lies between, so that a small strain changes little.

    Parameters
    ----------
    n_shells : int
        Shells of one width.
    g_max : float
        Radius of the sphere that they fill, Å⁻¹.
    most_atoms : int
        Atoms of the largest cell. Time grows with their square in the end: 1 ms for 5, 21 ms for 200.
    """

    what = "the spectrum of the density"

    def __init__(self, n_shells: int = 64, g_max: float = G_MAX, most_atoms: int = 1000):
        self.n_shells = n_shells
        self.g_max = g_max
        self.most_atoms = most_atoms

    def check(self, structure, name):
        """InputError also for an element without form factor."""
        super().check(structure, name)
        for symbol in {specie.symbol for specie in structure.species}:
            form_factor(symbol, np.zeros(1))

    def row(self, structure):
        """Return the energies of the shells, eV/atom."""
        within = promolecule(structure, self.g_max, sphere=True)
        energies = hartree_energies(within) / len(structure)
        place = np.clip(within.norms() / self.g_max * self.n_shells - 0.5, 0, self.n_shells - 1)
        inner = np.minimum(place.astype(np.int64), self.n_shells - 2)
        outwards = place - inner
        found = np.bincount(inner, energies * (1 - outwards), minlength=self.n_shells)
        return found + np.bincount(inner + 1, energies * outwards, minlength=self.n_shells)

    def names(self):
        """Return the middle of each shell."""
        middles = (np.arange(self.n_shells) + 0.5) * self.g_max / self.n_shells
        return [f"shell_{middle:.2f}" for middle in middles]
