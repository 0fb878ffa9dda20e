"""The figures of voxels hold the voxels."""

from __future__ import annotations

import numpy as np
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.voxels.axes import SCALES, axes_of, empty_below, over_shell_mean
from mi_core.voxels.described import GRIDS, voxel_values
from mi_core.voxels.figures.reciprocal import slice_figure, surface_figure

CELL = Lattice.from_parameters(4.1, 5.2, 6.3, 75, 98, 112)
CRYSTAL = Structure(CELL, ["Sr", "O"], [[0, 0, 0.3], [0.55, 0.7, 0.15]])
VOXELS = {grid: voxel_values(CRYSTAL, grid, middle=False) for grid in GRIDS}


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("grid", GRIDS)
def test_a_slice_shows_the_voxels(grid, scale):
    values = VOXELS[grid]
    figure = slice_figure(values, grid, scale, 1, 12)
    shown = over_shell_mean(values, grid) if scale == "shell" else values
    (drawn,) = figure.data
    np.testing.assert_allclose(drawn.customdata, shown[:, 12].T, rtol=1e-6)
    assert (np.isnan(drawn.z) == (empty_below(shown) >= shown[:, 12].T)).all()
    inside = drawn.z[~np.isnan(drawn.z)]
    assert inside.max() <= drawn.zmax + 1e-6
    first, _, last = axes_of(grid)
    np.testing.assert_array_equal(drawn.x, first.middles)
    assert figure.layout.xaxis.title.text == first.label
    assert figure.layout.yaxis.title.text == last.label
    assert ("e/Å³" in drawn.colorbar.title.text) == (scale != "shell")


@pytest.mark.parametrize("grid", GRIDS)
def test_a_surface_is_about_the_strongest_voxel(grid):
    figure = surface_figure(VOXELS[grid], grid, "plain", 0.8)
    (drawn,) = figure.data
    at = np.unravel_index(VOXELS[grid].argmax(), VOXELS[grid].shape)
    strongest = [axis.middles[i] for axis, i in zip(axes_of(grid), at, strict=True)]
    steps = [axis.middles[1] - axis.middles[0] for axis in axes_of(grid)]
    away = (np.column_stack([drawn.x, drawn.y, drawn.z]) - strongest) / steps
    assert np.linalg.norm(away, axis=1).min() < 1
    assert drawn.customdata.max() == pytest.approx(VOXELS[grid].max())
