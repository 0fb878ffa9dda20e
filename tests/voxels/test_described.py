"""Voxels of a crystal with and without G = 0, what the density amounts to, and the file."""

from __future__ import annotations

import numpy as np
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.errors import InputError
from mi_core.structures.material import Material
from mi_core.voxels.axes import axes_of, over_shell_mean, shell_numbers
from mi_core.voxels.described import GRIDS, amounts, promolecule_voxels, voxel_values

SALT = Structure.from_spacegroup("Fm-3m", Lattice.cubic(5.64), ["Na", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]])


@pytest.mark.parametrize("grid", GRIDS)
def test_without_the_middle_the_mean_of_the_density_is_missing(grid):
    lost = voxel_values(SALT, grid).sum() - voxel_values(SALT, grid, middle=False).sum()
    assert lost == pytest.approx(112 / SALT.volume, rel=1e-5)


def test_amounts_of_a_supercell_are_those_per_atom_of_its_cell():
    one, two = amounts(SALT), amounts(SALT * (1, 1, 2))
    assert one.electrons == pytest.approx(112)
    assert two.electrons == pytest.approx(224)
    assert two.hartree_ev_per_atom == pytest.approx(one.hartree_ev_per_atom)
    assert two.between_ev_per_atom == pytest.approx(one.between_ev_per_atom)
    assert one.vectors % 2 == 1


def test_a_disordered_crystal_is_one_sentence():
    mixed = SALT.copy()
    mixed[0] = {"Na": 0.5, "K": 0.5}
    with pytest.raises(
        InputError, match="partly occupied sites, and a density of free atoms needs one element"
    ):
        promolecule_voxels(Material("x", "x", structure=mixed))


@pytest.mark.parametrize("grid", GRIDS)
def test_over_its_mean_each_shell_that_is_not_empty_has_the_mean_one(grid):
    shells = shell_numbers(grid)
    values = over_shell_mean(voxel_values(SALT, grid), grid)
    means = np.bincount(shells.ravel(), values.ravel()) / np.maximum(np.bincount(shells.ravel()), 1)
    assert means[means > 0] == pytest.approx(1)
    assert (means > 0).sum() > 5


@pytest.mark.parametrize("grid", GRIDS)
def test_axes_say_where_voxels_lie(grid):
    point = np.array([1.3, 2.4, -3.1])
    norm = np.linalg.norm(point)
    angle = np.degrees(np.arctan2(point[1], point[0]))
    there = {"cartesian": point, "spherical": np.array([norm, point[2] / norm, angle])}[grid]
    mate = {"cartesian": -point, "spherical": np.array([norm, -point[2] / norm, angle + 180])}[grid]
    values = GRIDS[grid].splat(point[None], np.ones(1))
    filled = np.argwhere(values > 0)
    places = np.column_stack([axis.middles[i] for axis, i in zip(axes_of(grid), filled.T, strict=True)])
    steps = np.array([axis.middles[1] - axis.middles[0] for axis in axes_of(grid)])
    near = [(np.abs((places - of) / steps) < 1).all(axis=1) for of in (there, mate)]
    assert len(filled) == 16
    assert [part.sum() for part in near] == [8, 8]
