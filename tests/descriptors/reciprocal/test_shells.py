"""Shells of reciprocal space: together they are the Hartree energy, and small strains change them little."""

from __future__ import annotations

import numpy as np
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.descriptors.reciprocal.coefficients import promolecule
from mi_core.descriptors.reciprocal.hartree import hartree_energy
from mi_core.descriptors.reciprocal.shells import ReciprocalShells

SALT = Structure.from_spacegroup("Fm-3m", Lattice.cubic(5.64), ["Na", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]])


@pytest.mark.parametrize("n_shells", [2, 32, 64])
def test_shells_add_up_to_the_hartree_energy(n_shells):
    shells = ReciprocalShells(n_shells).row(SALT)
    energy = hartree_energy(promolecule(SALT, 6.4, sphere=True)) / len(SALT)
    assert shells.sum() == pytest.approx(energy, rel=1e-12)
    assert (shells >= 0).all()


def test_the_first_reflection_is_shared_by_the_shells_about_it():
    length = 2 * np.pi * np.sqrt(3) / 5.64  # of 111
    shells = ReciprocalShells(64).row(SALT)
    first = int(length / 0.1 - 0.5)
    assert shells[:first].max() < 1e-12
    assert shells[first] > 0
    middle = (0.5 + first + shells[first + 1] / (shells[first] + shells[first + 1])) * 0.1
    assert middle == pytest.approx(length, rel=1e-9)


def test_a_small_strain_changes_little():
    strained = SALT.copy()
    strained.scale_lattice(SALT.volume * (1 + 1e-6))
    before = ReciprocalShells().row(SALT)
    assert abs(ReciprocalShells().row(strained) - before).max() < 1e-4 * before.max()
