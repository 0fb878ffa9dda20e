"""Voxels as a table hold all that the cube holds, at the places of its bins."""

from __future__ import annotations

import numpy as np
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.voxels.axes import axes_of, empty_below, voxel_table
from mi_core.voxels.described import voxel_values

SALT = Structure.from_spacegroup("Fm-3m", Lattice.cubic(5.64), ["Na", "Cl"], [[0, 0, 0], [0.5] * 3])


@pytest.mark.parametrize("grid", ["cartesian", "spherical"])
def test_the_table_puts_the_voxels_together_again(grid):
    values = voxel_values(SALT, grid)
    table = voxel_table(values, grid)
    assert table["modulus_e_per_a3"].sum() == pytest.approx(
        values[values > empty_below(values)].sum(), rel=1e-5
    )
    again = np.zeros_like(values)
    bins = [
        np.abs(axis.middles[:, None] - table[column].to_numpy()).argmin(axis=0)
        for axis, column in zip(axes_of(grid), table, strict=False)
    ]
    again[tuple(bins)] = table["modulus_e_per_a3"]
    np.testing.assert_allclose(again, values, atol=empty_below(values))
