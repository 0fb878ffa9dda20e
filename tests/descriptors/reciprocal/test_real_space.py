"""Densities back in real space: the electrons, the places of the atoms, and planes that are those of the grid."""

from __future__ import annotations

import numpy as np
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.descriptors.reciprocal.coefficients import promolecule
from mi_core.descriptors.reciprocal.lattice import half_space, miller_indices
from mi_core.descriptors.reciprocal.real_space import on_grid, on_plane, smeared

G_MAX, SIGMA = 6.4, 0.4
CELL = Lattice.from_parameters(4.1, 5.2, 6.3, 75, 98, 112)
CRYSTAL = Structure(CELL, ["Sr", "O", "Si"], [[0.1, 0.2, 0.3], [0.55, 0.7, 0.15], [0.4, 0.3, 0.8]])


@pytest.fixture(scope="module")
def coefficients():
    return promolecule(CRYSTAL, G_MAX, sphere=True)


def test_miller_indices_are_those_that_the_vectors_were_made_of():
    index, g = half_space(CELL.matrix, G_MAX)
    assert (miller_indices(g, CELL.matrix) == index).all()


@pytest.mark.parametrize("gentle", [False, True])
def test_the_integral_is_the_number_of_electrons(coefficients, gentle):
    found = smeared(coefficients, SIGMA) if gentle else coefficients
    density = on_grid(found, CELL.matrix, 0.3)
    assert density.mean() * CELL.volume == pytest.approx(38 + 8 + 14)


def test_peaks_lie_at_the_atoms(coefficients):
    density = on_grid(smeared(coefficients, SIGMA), CELL.matrix, 0.1)
    neighbours = [np.roll(density, shift, axis=axis) for axis in range(3) for shift in (-1, 1)]
    peaks = np.argwhere((density > np.max(neighbours, axis=0)) & (density > 0.1 * density.max()))
    places = peaks / density.shape
    assert len(places) == len(CRYSTAL)
    distances = CELL.get_all_distances(CRYSTAL.frac_coords, places)
    assert distances.min(axis=1).max() < 0.15


def test_the_sum_is_the_sum(coefficients):
    density = on_grid(coefficients, CELL.matrix, 0.25)
    point = np.array([3, 5, 7])
    place = point / density.shape @ CELL.matrix
    direct = coefficients.mean + 2 * (coefficients.values * np.exp(1j * coefficients.g @ place)).real.sum()
    assert density[tuple(point)] == pytest.approx(direct)


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_a_plane_is_that_of_the_grid(coefficients, axis):
    density = on_grid(coefficients, CELL.matrix, 0.25)
    plane = on_plane(coefficients, CELL.matrix, axis, 4 / density.shape[axis], 0.25)
    assert plane == pytest.approx(np.take(density, 4, axis=axis))


def test_smearing_takes_the_ripples(coefficients):
    rough, gentle = (
        on_grid(found, CELL.matrix, 0.2) for found in (coefficients, smeared(coefficients, SIGMA))
    )
    assert rough.min() < -1
    assert gentle.min() > 0.02 * rough.min()
