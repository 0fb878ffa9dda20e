"""Filtered densities of a crystal, and the Hartree energy that points of all electrons amount to."""

from __future__ import annotations

import numpy as np
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.descriptors.reciprocal.coefficients import promolecule
from mi_core.descriptors.reciprocal.filtered import filtered, hartree_of_points
from mi_core.descriptors.reciprocal.hartree import hartree_energy
from mi_core.descriptors.reciprocal.points import reciprocal_points

CRYSTAL = Structure(
    Lattice.from_parameters(3.9, 4.3, 5.1, 80, 95, 101), ["Ga", "N"], [[0.1, 0, 0], [0.5, 0.4, 0.6]]
)


def test_points_of_all_electrons_hold_the_hartree_energy():
    exact = hartree_energy(promolecule(CRYSTAL, 6.4, sphere=True)) / len(CRYSTAL)
    assert hartree_of_points(reciprocal_points(CRYSTAL)) == pytest.approx(exact, rel=1e-5)


def test_a_filter_is_a_function_of_the_length_alone_and_keeps_the_electrons():
    points = reciprocal_points(CRYSTAL)
    factor = (filtered(points, np.random.default_rng(0), 0.5).moduli / points.moduli)[:, 0]
    assert factor[0] == pytest.approx(1)
    norms = np.linalg.norm(points.g, axis=1)
    order = np.argsort(norms)
    smooth = (
        np.abs(np.diff(np.log(factor[order]))) <= np.diff(norms[order]) + 1e-4
    )  # log k rises by less than 1 Å
    assert smooth.all()
    assert np.ptp(factor) > 0.2


def test_filters_of_two_draws_differ_and_no_spread_changes_nothing():
    points, rng = reciprocal_points(CRYSTAL), np.random.default_rng(0)
    energies = [hartree_of_points(filtered(points, rng, 0.5)) for _ in range(2)]
    assert energies[0] != pytest.approx(energies[1], rel=0.01)
    np.testing.assert_array_equal(filtered(points, rng, 0.0).moduli, points.moduli)
