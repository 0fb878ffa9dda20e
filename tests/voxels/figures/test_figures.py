"""The figures hold the numbers they were given."""

from __future__ import annotations

import numpy as np
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.descriptors.reciprocal.coefficients import promolecule
from mi_core.descriptors.reciprocal.real_space import on_grid, on_plane
from mi_core.voxels.axes import SCALES, axes_of, empty_below, over_shell_mean
from mi_core.voxels.described import GRIDS, voxel_values
from mi_core.voxels.figures.cell import atoms_in_cell, cell_edges
from mi_core.voxels.figures.density import density_surface_figure, plane_figure
from mi_core.voxels.figures.level import level_surface
from mi_core.voxels.figures.reciprocal import slice_figure, surface_figure
from mi_core.voxels.figures.spectrum import spectrum_figure
from mi_core.voxels.reflections import STRENGTH, coefficient_table, envelopes, families, shell_means

CELL = Lattice.from_parameters(4.1, 5.2, 6.3, 75, 98, 112)
CRYSTAL = Structure(CELL, ["Sr", "O"], [[0, 0, 0.3], [0.55, 0.7, 0.15]])
VOXELS = {grid: voxel_values(CRYSTAL, grid, middle=False) for grid in GRIDS}
COEFFICIENTS = promolecule(CRYSTAL, 6.4, sphere=True)


def test_the_surface_of_a_ball_is_a_sphere():
    grid = np.stack(np.meshgrid(*[np.arange(24.0)] * 3, indexing="ij"), axis=-1)
    vertices, triangles = level_surface(-np.linalg.norm(grid - 11.5, axis=-1), -8.0, periodic=False)
    assert np.linalg.norm(vertices - 11.5, axis=1) == pytest.approx(8, abs=0.03)
    a, b, c = (vertices[triangles[:, corner]] for corner in range(3))
    area = np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() / 2
    assert area == pytest.approx(4 * np.pi * 8**2, rel=0.01)


def test_a_periodic_surface_reaches_the_far_faces_and_an_impossible_level_is_empty():
    values = np.cos(2 * np.pi * np.arange(16) / 16)[:, None, None] * np.ones((16, 16, 16))
    vertices, _ = level_surface(values, 0.0, periodic=True)
    assert vertices.max(axis=0).tolist() == pytest.approx([12, 16, 16])
    assert len(level_surface(values, 2.0, periodic=True)[1]) == 0


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


def test_the_spectrum_has_every_family():
    table = coefficient_table(CRYSTAL)
    found = families(table, CRYSTAL.volume)
    figure = spectrum_figure(found, shell_means(table, CRYSTAL.volume), envelopes(CRYSTAL))
    points = figure.data[0]
    assert sorted(points.y) == pytest.approx(sorted(found[STRENGTH]))
    assert set(points.customdata[:, 0]) == set(found["hkl"])
    assert figure.layout.yaxis.type == "log"


def test_atoms_on_faces_are_drawn_on_both_and_the_cell_has_twelve_edges():
    atoms = atoms_in_cell(CRYSTAL)
    assert atoms["element"].value_counts().to_dict() == {"Sr": 4, "O": 1}
    edges = cell_edges(CELL.matrix)
    assert np.isnan(edges).all(axis=1).sum() == 12
    lengths = np.linalg.norm(edges[1::3] - edges[::3], axis=1)
    assert sorted(lengths) == pytest.approx(sorted([4.1, 5.2, 6.3] * 4))


def test_a_surface_of_the_density_surrounds_the_heavy_atom():
    values = on_grid(COEFFICIENTS, CELL.matrix, 0.2)
    surface, _, *atoms = density_surface_figure(values, CRYSTAL, 0.5).data
    places = np.column_stack([surface.x, surface.y, surface.z])
    corners = np.array([[a, b, 0.3] for a in (0, 1) for b in (0, 1)]) @ CELL.matrix
    nearest = np.linalg.norm(places[:, None] - corners, axis=2).min(axis=1)
    assert nearest.max() < 0.7
    assert [trace.name for trace in atoms] == ["Sr", "O"]
    assert f"{0.5 * values.max():.3g}" in surface.name


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_a_plane_has_its_values_where_they_lie(axis):
    height = 0.3
    values = on_plane(COEFFICIENTS, CELL.matrix, axis, height, 0.03)
    figure = plane_figure(values, CRYSTAL, axis, height, float(values.max()), log=False)
    field = figure.data[0]
    spanned = CELL.matrix[[other for other in range(3) if other != axis]]
    along = spanned[0] / np.linalg.norm(spanned[0])
    across = spanned[1] - (spanned[1] @ along) * along
    across /= np.linalg.norm(across)
    for row, column in np.argwhere(~np.isnan(field.z))[:: field.z.size // 7]:
        place = height * CELL.matrix[axis] + field.x[column] * along + field.y[row] * across
        waves = (COEFFICIENTS.values * np.exp(1j * COEFFICIENTS.g @ place)).real
        assert field.z[row, column] == pytest.approx(
            COEFFICIENTS.mean + 2 * waves.sum(), abs=0.02 * values.max()
        )


def test_the_atoms_near_a_plane_are_marked():
    values = on_plane(COEFFICIENTS, CELL.matrix, 2, 0.3, 0.1)
    marked = plane_figure(values, CRYSTAL, 2, 0.3, 50.0, log=True).data[-1]
    assert list(marked.text) == ["Sr"] * 4
