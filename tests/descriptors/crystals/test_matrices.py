"""Matrices of atoms against closed forms, pymatgen's Ewald summation and known lattice sums."""

from __future__ import annotations

import numpy as np
import pytest
from pymatgen.analysis.ewald import EwaldSummation
from pymatgen.core import Lattice, Structure

from mi_core.descriptors.crystals.ewald import EwaldSpectrum
from mi_core.descriptors.crystals.sine import SineSpectrum, sine_matrix
from mi_core.descriptors.reciprocal.hartree import COULOMB_EV_A
from mi_core.errors import InputError

CHLORIDE = Structure(Lattice.cubic(4.12), ["Cs", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]])
TRICLINIC = Structure(
    Lattice.from_parameters(4, 5, 6.3, 80, 95, 107), ["Ca", "Ti", "O"], [[0.1, 0.9, 0.2], [0.6, 0.3, 0.4], [0.8, 0.5, 0.7]]
)  # fmt: skip


def test_the_sine_matrix_is_that_of_the_paper():
    places = np.array([[0, 0, 0], [0.5, 0, 0], [0.5, 0.25, 0.5]])
    found = sine_matrix(np.diag([3.0, 4.0, 5.0]), places, np.array([1, 8, 3]))
    far = np.sqrt(3**2 + 2**2 + 5**2)  # sin² of a half is 1, of a quarter ½
    near = np.sqrt(2**2 + 5**2)
    expected = [
        [0.5, 8 / 3, 3 / far],
        [8 / 3, 0.5 * 8**2.4, 24 / near],
        [3 / far, 24 / near, 0.5 * 3**2.4],
    ]
    np.testing.assert_allclose(found, expected, rtol=1e-12)


def test_images_of_an_atom_are_that_atom():
    cell, places, charges = TRICLINIC.lattice.matrix, TRICLINIC.frac_coords, np.array([20, 22, 8])
    images = places + np.array([[0, 0, 0], [1, -2, 0], [0, 0, 3]])
    np.testing.assert_allclose(sine_matrix(cell, images, charges), sine_matrix(cell, places, charges))


def test_two_atoms_in_one_place_are_one_sentence():
    double = Structure(Lattice.cubic(4), ["Na", "Cl"], [[0, 0, 0], [1, 0, 0]])
    with pytest.raises(InputError, match="NaCl has two atoms in one place"):
        SineSpectrum().row(double)


def test_a_charge_in_its_background_has_the_energy_of_the_simple_cubic_lattice():
    lone = Structure(Lattice.cubic(3.0), ["Ca"], [[0, 0, 0]])
    assert EwaldSpectrum().matrix(lone)[0, 0] == pytest.approx(-2.837297479 / 2 * 20**2 / 3.0, rel=1e-8)


@pytest.mark.parametrize("crystal", [CHLORIDE, TRICLINIC], ids=["CsCl", "triclinic"])
def test_the_ewald_matrix_adds_up_to_the_energy_of_pymatgen(crystal):
    matrix = EwaldSpectrum().matrix(crystal)
    charged = crystal.copy()
    charged.add_oxidation_state_by_site([specie.Z for specie in crystal.species])
    energy = EwaldSummation(charged, acc_factor=16).total_energy / COULOMB_EV_A
    assert np.triu(matrix).sum() == pytest.approx(energy, rel=1e-6)
    np.testing.assert_allclose(matrix, matrix.T, rtol=1e-9)


def test_eigenvalues_come_by_size_and_are_filled_up():
    found = EwaldSpectrum(most_atoms=5).row(TRICLINIC)
    assert (np.diff(abs(found)) <= 0).all()
    assert found[3:].tolist() == [0, 0]
    assert found.sum() == pytest.approx(np.trace(EwaldSpectrum().matrix(TRICLINIC)))
