"""The gradient of a network's answer by the moduli, against finite differences of its answer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.densities.fourier import half_coefficients
from mi_core.descriptors.reciprocal.coefficients import promolecule
from mi_core.descriptors.reciprocal.cube import Cube
from mi_core.descriptors.reciprocal.derivative import functional_derivative
from mi_core.descriptors.reciprocal.points import reciprocal_points
from mi_core.descriptors.reciprocal.real_space import on_grid
from mi_core.regressors.voxels import gradient as module
from mi_core.regressors.voxels.gradient import modulus_gradient
from mi_core.regressors.voxels.network import VoxelRegressor

CRYSTAL = Structure(
    Lattice.from_parameters(3.9, 4.3, 5.1, 80, 95, 101),
    ["Sr", "Ti", "O", "O", "O"],
    [[0.1, 0, 0], [0.5, 0.5, 0.5], [0.5, 0.53, 0], [0.5, 0, 0.5], [0, 0.5, 0.5]],
)


def cells() -> list:
    scaled = (
        Structure(Lattice(CRYSTAL.lattice.matrix * x), CRYSTAL.species, CRYSTAL.frac_coords)
        for x in (1, 1.05, 1.1)
    )
    return [reciprocal_points(cell) for cell in scaled]


@pytest.fixture(scope="module")
def regressor():
    small = VoxelRegressor(
        n=16, channels=4, width=16, rotations=3, epochs=2, n_networks=2, elements=4, log_targets=(1,)
    )
    return small.fit(cells(), np.array([[1.0, 10.0], [2.0, 100.0], [4.0, 300.0]]))


@pytest.mark.parametrize("column", [0, 1])
def test_answers_are_those_of_the_regressor(regressor, column):
    points = cells()[0]
    found = modulus_gradient(regressor, points, regressor.orientations(3), column)
    mean = np.exp(np.log(found.answers).mean()) if column == 1 else found.answers.mean()
    assert mean == pytest.approx(regressor.predict([points])[0, column], rel=1e-5)


@pytest.mark.parametrize("column", [0, 1])
def test_the_chain_from_density_to_answer_holds(regressor, column):
    """A blob of electrons is added in real space; the answer changes as the functional derivative foretells."""
    reach, cell = Cube().reach * np.sqrt(3), CRYSTAL.lattice.matrix
    density, points = promolecule(CRYSTAL, reach, sphere=True), cells()[0]
    gradient = modulus_gradient(regressor, points, regressor.orientations(3), column)
    derivative = functional_derivative(density, gradient.moduli[:, 0])
    field, rho = (on_grid(part, cell, 0.25) for part in (derivative, density))
    added = np.zeros(rho.shape)
    added[3, 5, 2] = rho.size / CRYSTAL.volume  # one electron
    ends = []
    for electrons in (0.01, -0.01):
        moduli = half_coefficients(rho + electrons * added, cell, reach, sphere=True).points()[1]
        row = replace(points, moduli=moduli[:, None].astype(np.float32))
        ends.append(regressor.predict([row])[0, column])
    foretold = (field * added).mean() * CRYSTAL.volume
    assert (ends[0] - ends[1]) / 0.02 == pytest.approx(foretold, rel=0.05)


def test_parts_of_the_orientations_make_the_whole(regressor, monkeypatch):
    points, rotations = cells()[0], regressor.orientations(5)
    whole = modulus_gradient(regressor, points, rotations)
    monkeypatch.setattr(module, "MOST_CUBES", 2)
    parts = modulus_gradient(regressor, points, rotations)
    np.testing.assert_allclose(parts.answers, whole.answers, rtol=1e-5)
    np.testing.assert_allclose(parts.moduli, whole.moduli, rtol=1e-3, atol=1e-6 * np.abs(whole.moduli).max())
