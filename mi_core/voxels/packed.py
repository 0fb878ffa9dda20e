"""Voxels as files: of numpy, HDF5, and Parquet."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np

from mi_core.voxels.axes import axes_of, voxel_table
from mi_core.voxels.described import GRIDS

if TYPE_CHECKING:
    import h5py

VOXEL_UNIT = "e/Å³"


def npz_bytes(values: np.ndarray, grid: str) -> bytes:
    """Return voxels as a file of numpy: `voxels` in e/Å³, and `g_max` in Å⁻¹."""
    file = io.BytesIO()
    np.savez_compressed(file, voxels=values, g_max=GRIDS[grid].g_max)
    return file.getvalue()


def hdf5_bytes(values: np.ndarray, grid: str) -> bytes:
    """Return voxels as an HDF5 file: `voxels` in e/Å³ with the middles of the bins as dimension scales, `g_max` in Å⁻¹."""
    import h5py

    memory = io.BytesIO()
    with h5py.File(memory, "w") as file:
        voxels = file.create_dataset("voxels", data=values, compression="gzip", shuffle=True)
        voxels.attrs["units"] = VOXEL_UNIT
        for number, axis in enumerate(axes_of(grid)):
            _scale(voxels.dims[number], file.create_dataset(axis.name, data=axis.middles), axis.unit)
        file["g_max"] = GRIDS[grid].g_max
        file["g_max"].attrs["units"] = "Å⁻¹"
    return memory.getvalue()


def _scale(dimension, middles: h5py.Dataset, unit: str) -> None:
    """Name a dimension of the voxels, and say where its bins lie."""
    name = middles.name.lstrip("/")
    middles.make_scale(name)
    middles.attrs["units"] = unit
    dimension.label = name
    dimension.attach_scale(middles)


def parquet_bytes(values: np.ndarray, grid: str) -> bytes:
    """Return `axes.voxel_table` as a Parquet file."""
    file = io.BytesIO()
    voxel_table(values, grid).to_parquet(file, index=False)
    return file.getvalue()
