"""The Hartree energy of single atoms, and what is left of a crystal's without it."""

from __future__ import annotations

import numpy as np
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.descriptors.reciprocal.coefficients import promolecule
from mi_core.descriptors.reciprocal.form_factors import form_factor
from mi_core.descriptors.reciprocal.hartree import (
    COULOMB_EV_A,
    hartree_energy,
    self_energies,
    self_energy,
)

G_MAX = 6.4
MADELUNG = 2.837297  # of point charges on a simple cubic lattice in a uniform background


def alone(symbol: str, a: float) -> Structure:
    return Structure(Lattice.cubic(a), [symbol], [[0.1, 0.2, 0.3]])


def interatomic(crystal: Structure) -> float:
    return hartree_energy(promolecule(crystal, G_MAX, sphere=True)) - self_energies(crystal, G_MAX)


def test_the_integral_is_that_of_a_fine_sum():
    g = (np.arange(200_000) + 0.5) * G_MAX / 200_000
    direct = COULOMB_EV_A / np.pi * (form_factor("Fe", g) ** 2).sum() * G_MAX / 200_000
    assert self_energy("Fe", G_MAX) == pytest.approx(direct, rel=1e-8)


@pytest.mark.parametrize(("symbol", "electrons"), [("H", 1), ("C", 6)])
def test_an_atom_far_from_its_images_has_its_self_energy_and_their_madelung_energy(symbol, electrons):
    for a in (16.0, 32.0):
        images = -MADELUNG * COULOMB_EV_A * electrons**2 / (2 * a)
        assert interatomic(alone(symbol, a)) == pytest.approx(images, rel=0.06)
    whole = hartree_energy(promolecule(alone(symbol, 32.0), G_MAX, sphere=True))
    assert whole == pytest.approx(self_energy(symbol, G_MAX), rel=0.1)


def test_a_supercell_has_as_much_between_its_atoms():
    crystal = Structure(Lattice.cubic(4.2), ["Na", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]])
    assert interatomic(crystal * (2, 1, 1)) == pytest.approx(2 * interatomic(crystal))
    assert self_energies(crystal, G_MAX) == pytest.approx(self_energy("Na", G_MAX) + self_energy("Cl", G_MAX))
