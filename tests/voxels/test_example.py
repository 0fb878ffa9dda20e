"""Silicon by empirical pseudopotentials: the bands of Cohen and Bergstresser, and the bonds of the density."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.densities.comparison import difference
from mi_core.densities.profiles import interpolated
from mi_core.densities.total import total_of
from mi_core.voxels.example import A, bands, silicon
from mi_core.voxels.of_fields import coefficients_of

BOND, ATOM, HOLE = [0, 0.25, 0.125], [0, 0, 0], [0, 0, 0.5]


@pytest.fixture(scope="module")
def field():
    return silicon()


def test_the_bands_are_those_of_the_paper():
    energies = bands(np.zeros(3))[1]
    top = energies[3]
    assert energies[1:4] == pytest.approx([top] * 3, abs=1e-9)  # Γ25'
    assert energies[4] - top == pytest.approx(3.4, abs=0.1)  # Γ15
    towards_x = [bands(np.array([share / 2, share / 2, 0]))[1][4] for share in (0.8, 0.85, 0.9)]
    assert min(towards_x) - top == pytest.approx(0.8, abs=0.05)


def test_it_is_a_valence_density_with_bonds(field):
    total = total_of(field)
    assert total.fits
    assert total.amount == pytest.approx(16)
    per_cell = (
        interpolated(field, np.array([BOND, ATOM, HOLE])) * A**3 / 4
    )  # as the literature counts, of two atoms
    assert per_cell[0] == pytest.approx(27, abs=1)
    assert per_cell[1] < 8
    assert per_cell[2] < 3
    assert interpolated(difference(field), np.array([BOND]))[0] > 0.3


def test_the_forbidden_reflection_222_is_there(field):
    table = coefficients_of(field)
    moduli = {tuple(row[:3].astype(int)): row[-1] for row in table.to_numpy()}
    # (222) of the cube is (0 4 2) of this cell, whose a and b are half diagonals
    assert moduli[0, 2, 2] * A**3 == pytest.approx(2.1, abs=0.1)


def test_the_density_has_the_symmetry_of_the_crystal(field):
    bonds = np.array([BOND, [0, 0.75, 0.125], [0.25, 0.5, 0.375], [0.75, 0.5, 0.375]])
    values = interpolated(field, bonds)
    assert values == pytest.approx([values[0]] * 4, rel=1e-6)
