"""Crystals as the surroundings of their atoms."""

from __future__ import annotations

import numpy as np
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.descriptors.crystals.environments import EnvironmentsOf, crystal_environments
from mi_core.errors import InputError
from mi_core.structures.material import Material
from mi_core.universal.potential import Environments


def test_equal_atoms_are_stored_once_with_the_mean_of_their_features():
    found = Environments(
        np.array([-5.0, -7.0, -7.00001, -7.5]), np.array([[0, 1], [2, 3], [4, 5], [6, 7]], dtype=np.float32)
    )
    row = crystal_environments(np.array([14, 8, 8, 8]), found)
    assert sorted(row.number) == [1, 1, 2]
    np.testing.assert_array_equal(row.features[row.number == 2], [[3, 4]])
    np.testing.assert_array_equal(row.elements, [8, 14])
    np.testing.assert_allclose(row.fractions, [0.75, 0.25])
    assert row.energy == pytest.approx(-26.50001 / 4)
    assert row.composition == "O3 Si1"


def test_a_supercell_is_the_same_row():
    cell = Structure(Lattice.cubic(4.12), ["Cs", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]])
    doubled = cell.copy()
    doubled.make_supercell([2, 1, 1])
    one, two = EnvironmentsOf().transform(
        [Material("a", "a", cell, "CsCl"), Material("b", "b", doubled, "CsCl")]
    )
    np.testing.assert_allclose(one.features.astype(float), two.features.astype(float), atol=2e-3)
    np.testing.assert_array_equal(two.number, 2 * one.number)
    assert one.composition == two.composition == "Cl1 Cs1"


def test_a_formula_alone_is_refused():
    with pytest.raises(InputError, match="no crystal structure"):
        EnvironmentsOf().transform([Material("a", "a.csv", formula="SiO2")])
