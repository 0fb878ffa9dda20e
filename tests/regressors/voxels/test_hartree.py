"""The network that learns filtered densities beside those of free atoms."""

from __future__ import annotations

import numpy as np
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.descriptors.reciprocal.filtered import filtered, hartree_of_points
from mi_core.descriptors.reciprocal.points import reciprocal_points
from mi_core.regressors.voxels.hartree import HartreeVoxelRegressor
from mi_core.regressors.voxels.network import VoxelRegressor

SMALL = {"n": 16, "channels": 4, "width": 16, "rotations": 2, "batch_size": 8, "epochs": 30}


@pytest.fixture(scope="module")
def rows():
    found = []
    for a in np.linspace(3.7, 4.6, 12):
        cell = Structure.from_spacegroup("Fm-3m", Lattice.cubic(a + 1), ["Na", "Cl"], [[0, 0, 0], [0.5] * 3])
        found.append(reciprocal_points(cell.get_primitive_structure()))
    return found


def error(model, rows) -> float:
    """Mean absolute error for filtered densities, of the energies' own spread."""
    rng = np.random.default_rng(7)
    others = [filtered(row, rng, 0.5) for row in rows]
    exact = np.array([hartree_of_points(row) for row in others])
    answers = model.predict(others)
    return float(np.abs(answers.reshape(len(rows), -1)[:, 0] - exact).mean() / exact.std())


def test_it_knows_other_densities_and_the_plain_network_does_not(rows):
    y = np.array([hartree_of_points(row) for row in rows])
    plain = VoxelRegressor(**SMALL).fit(rows, y)
    both = HartreeVoxelRegressor(**SMALL, copies=5).fit(rows, y)
    assert error(both, rows) < 0.7 * error(plain, rows)


def test_targets_of_the_geometry_hold_for_copies_and_others_are_unknown_there(rows, monkeypatch):
    seen = {}
    monkeypatch.setattr(VoxelRegressor, "fit", lambda self, X, y, *_: seen.update(X=X, y=y) or self)
    y = np.column_stack([[hartree_of_points(row) for row in rows], np.arange(12.0), np.arange(12.0)])
    HartreeVoxelRegressor(**SMALL, copies=2, of_geometry=(2,)).fit(rows, y)
    assert len(seen["X"]) == 36
    np.testing.assert_array_equal(seen["y"][:12], y)
    assert np.isnan(seen["y"][12:, 1]).all()
    np.testing.assert_array_equal(seen["y"][12:, 2], np.tile(y[:, 2], 2))
    assert seen["y"][12:, 0] == pytest.approx([hartree_of_points(row) for row in seen["X"][12:]])


def test_copies_are_the_same_whenever_it_is_trained(rows):
    y = np.array([hartree_of_points(row) for row in rows])
    once, again = (
        HartreeVoxelRegressor(**{**SMALL, "epochs": 2}).fit(rows, y).predict(rows[:3]) for _ in range(2)
    )
    np.testing.assert_allclose(once, again, rtol=1e-6)
