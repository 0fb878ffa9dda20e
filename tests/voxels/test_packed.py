"""Voxels as files that other programs read."""

from __future__ import annotations

import io

import h5py
import numpy as np
import pandas as pd
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.voxels.axes import axes_of, voxel_table
from mi_core.voxels.described import GRIDS, voxel_values
from mi_core.voxels.packed import hdf5_bytes, npz_bytes, parquet_bytes

SALT = Structure.from_spacegroup("Fm-3m", Lattice.cubic(5.64), ["Na", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]])


def test_the_file_of_numpy_holds_what_was_given():
    values = voxel_values(SALT)
    with np.load(io.BytesIO(npz_bytes(values, "cartesian"))) as file:
        np.testing.assert_array_equal(file["voxels"], values)
        assert float(file["g_max"]) == 6.4


@pytest.mark.parametrize("grid", GRIDS)
def test_the_hdf5_file_says_where_its_bins_lie_and_in_which_units(grid):
    values = voxel_values(SALT, grid)
    with h5py.File(io.BytesIO(hdf5_bytes(values, grid))) as file:
        voxels = file["voxels"]
        np.testing.assert_array_equal(voxels, values)
        assert voxels.attrs["units"] == "e/Å³"
        assert (file["g_max"][()], file["g_max"].attrs["units"]) == (6.4, "Å⁻¹")
        for dimension, axis in zip(voxels.dims, axes_of(grid), strict=True):
            assert (dimension.label, dimension[0].attrs["units"]) == (axis.name, axis.unit)
            np.testing.assert_allclose(dimension[0], axis.middles)


def test_the_parquet_file_is_the_table():
    values = voxel_values(SALT)
    found = pd.read_parquet(io.BytesIO(parquet_bytes(values, "cartesian")))
    pd.testing.assert_frame_equal(found, voxel_table(values, "cartesian"))
    assert list(found) == ["gx_per_a", "gy_per_a", "gz_per_a", "modulus_e_per_a3"]
