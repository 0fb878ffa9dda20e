"""The half cube that networks read is half of the cube of the descriptor, in every orientation."""

from __future__ import annotations

import numpy as np
import pytest
from pymatgen.core import Lattice, Structure
from scipy.spatial.transform import Rotation

from mi_core.descriptors.reciprocal.coefficients import promolecule
from mi_core.descriptors.reciprocal.cube import Cube
from mi_core.descriptors.reciprocal.points import reciprocal_points
from mi_core.errors import InputError
from mi_core.regressors.voxels.half_cube import HalfCube, collate_points
from mi_core.regressors.voxels.network import VoxelRegressor

CUBE = Cube()
CRYSTAL = Structure(
    Lattice.from_parameters(3.9, 4.3, 5.1, 80, 95, 101),
    ["Sr", "Ti", "O", "O", "O"],
    [[0.1, 0, 0], [0.5, 0.5, 0.5], [0.5, 0.53, 0], [0.5, 0, 0.5], [0, 0.5, 0.5]],
)
ROTATIONS = np.concatenate([np.eye(3)[None], Rotation.random(3, np.random.default_rng(0)).as_matrix()])


def turned(rotation) -> Structure:
    return Structure(Lattice(CRYSTAL.lattice.matrix @ rotation.T), CRYSTAL.species, CRYSTAL.frac_coords)


@pytest.fixture(scope="module")
def layer():
    return HalfCube(CUBE.n, CUBE.g_max, 1)


def test_it_is_half_of_the_cube_of_the_turned_crystal(layer):
    halves = layer.splat(collate_points([reciprocal_points(CRYSTAL)] * len(ROTATIONS), ROTATIONS))
    for half, rotation in zip(halves, ROTATIONS, strict=True):
        whole = CUBE.splat(*promolecule(turned(rotation), CUBE.reach).points())
        np.testing.assert_allclose(half[0].numpy(), whole[CUBE.n // 2 :], atol=2e-6 * whole.max() + 1e-6)


def test_scales_make_every_shell_of_one_size(layer):
    batch = collate_points([reciprocal_points(CRYSTAL)] * 32, Rotation.random(32, 1).as_matrix())
    layer.learn_scales(batch)
    scaled = layer(batch).square().mean(dim=0)[0].flatten()
    shell = layer.shell.flatten()
    for number in (5, 8, 15):
        assert scaled[shell == number].mean() == pytest.approx(1, rel=1e-4)


def test_a_cube_that_cannot_be_halved_is_refused():
    with pytest.raises(InputError, match="a multiple of 16; got 24"):
        VoxelRegressor(n=24).build_network(1)
