"""Symmetry functions agree with dscribe's, and their gradients with finite differences."""

import numpy as np
import pytest
from ase import Atoms
from ase.build import bulk

from mi_core.potentials.neighbours import find_neighbours
from mi_core.potentials.network.environments import ATOMS_AT_ONCE
from mi_core.potentials.network.functions import Functions, element_pairs
from mi_core.potentials.network.symmetry import describe

CUTOFF = 5.0
FUNCTIONS = Functions(
    CUTOFF, radial=((0.5, 0.0), (2.0, 1.5)), angular=((0.02, 0.0), (0.3, 0.0)), powers=(1, 2, 3, 4)
)


def salt() -> Atoms:
    atoms = bulk("NaCl", "rocksalt", a=4.2, cubic=True)
    atoms.rattle(0.1, seed=1)
    return atoms


def numbers(atoms):
    return (atoms.numbers == 11).astype(int)  # Cl is 0, Na is 1: in alphabetical order


def functions_of(atoms, functions=FUNCTIONS, n_elements=2):
    parts = describe(find_neighbours(atoms, functions.cutoff), numbers(atoms), functions, n_elements)
    return np.concatenate([part.g for part in parts])


def test_all_functions_are_those_of_dscribe():
    from dscribe.descriptors import ACSF

    # dscribe has no centre in its angular functions: all centres of these are zero.
    theirs = ACSF(
        species=["Cl", "Na"],
        r_cut=CUTOFF,
        g2_params=[list(shape) for shape in FUNCTIONS.radial],
        g5_params=[
            [width, power, sign] for width, _ in FUNCTIONS.angular for sign, power in FUNCTIONS.angles
        ],
        periodic=True,
    ).create(salt())
    # dscribe orders elements by atomic number, and puts a sum of cut-offs before the radial functions of each.
    radial = theirs[:, [4, 5, 1, 2]]
    sodium, both, chlorine = np.split(theirs[:, 6:], 3, axis=1)
    angular = np.stack([chlorine, both, sodium], axis=1)  # (n, pairs, shapes · angles)
    n = len(theirs)
    angular = angular.reshape(n, 3, len(FUNCTIONS.angular), -1).transpose(0, 3, 1, 2).reshape(n, -1)
    assert element_pairs(2) == [(0, 0), (0, 1), (1, 1)]
    np.testing.assert_allclose(functions_of(salt()), np.concatenate([radial, angular], axis=1), rtol=1e-9)


def test_functions_are_counted():
    assert functions_of(salt()).shape[1] == FUNCTIONS.number(2)
    assert FUNCTIONS.number(2) == 2 * 2 + FUNCTIONS.number_angular(2)


def test_a_centre_shifts_the_gaussian_of_both_neighbours():
    functions = Functions(CUTOFF, radial=((1.0, 0.0),), angular=((0.7, 2.1),), powers=(1,))
    atoms = Atoms("Cl3", [[0, 0, 0], [2.0, 0, 0], [0, 2.5, 0]])  # a right angle at the first
    g = functions_of(atoms, functions, 1)[0]
    ends = [0.5 * (np.cos(np.pi * r / CUTOFF) + 1) for r in (2.0, 2.5)]
    expected = np.exp(-0.7 * (0.1**2 + 0.4**2)) * ends[0] * ends[1]
    np.testing.assert_allclose(g[1:], [expected, expected], rtol=1e-12)


def test_gradients_are_those_of_finite_differences():
    atoms = salt()
    pairs = find_neighbours(atoms, CUTOFF)
    gradients = np.concatenate([part.gradients for part in describe(pairs, numbers(atoms), FUNCTIONS, 2)])
    step = 1e-5
    for atom, axis in ((0, 0), (5, 2)):
        shifted = []
        for sign in (1, -1):
            moved = atoms.copy()
            moved.positions[atom, axis] += sign * step
            shifted.append(functions_of(moved))
        numerical = (shifted[0] - shifted[1]) / (2 * step)
        analytic = np.zeros_like(numerical)
        np.add.at(analytic, pairs.first, (pairs.second == atom)[:, None] * gradients[:, axis])
        analytic[atom] -= gradients[pairs.first == atom, axis].sum(axis=0)
        np.testing.assert_allclose(analytic, numerical, atol=1e-8)


def test_a_neighbour_at_the_cutoff_is_met_without_a_jump():
    def near(distance):
        return functions_of(Atoms("Cl3", [[0, 0, 0], [2, 0, 0], [0, distance, 0]]))[0]

    np.testing.assert_allclose(near(CUTOFF - 1e-4), near(CUTOFF + 1e-4), atol=1e-8)
    assert abs(near(CUTOFF - 0.5) - near(CUTOFF + 1e-4)).max() > 1e-4


def test_an_atom_alone_has_functions_of_zero():
    assert functions_of(Atoms("Cl", [[0, 0, 0]])).tolist() == [[0.0] * FUNCTIONS.number(2)]


@pytest.mark.parametrize("copies", [1, 3])
def test_parts_hold_all_atoms_once(copies):
    atoms = salt() * (copies, copies, copies)
    parts = list(describe(find_neighbours(atoms, CUTOFF), numbers(atoms), FUNCTIONS, 2))
    assert len(parts) == -(-len(atoms) // ATOMS_AT_ONCE)
    assert sum(len(part.g) for part in parts) == len(atoms)
    np.testing.assert_allclose(
        np.concatenate([part.g for part in parts]), np.tile(functions_of(salt()), (copies**3, 1)), rtol=1e-9
    )
