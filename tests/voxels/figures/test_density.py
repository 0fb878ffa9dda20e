"""The figures of a density hold its values where they lie."""

from __future__ import annotations

import numpy as np
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.descriptors.reciprocal.coefficients import promolecule
from mi_core.descriptors.reciprocal.real_space import on_grid, on_plane
from mi_core.voxels.figures.density import density_surface_figure, plane_figure

CELL = Lattice.from_parameters(4.1, 5.2, 6.3, 75, 98, 112)
CRYSTAL = Structure(CELL, ["Sr", "O"], [[0, 0, 0.3], [0.55, 0.7, 0.15]])
COEFFICIENTS = promolecule(CRYSTAL, 6.4, sphere=True)


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
