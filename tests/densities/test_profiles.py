"""Averages, lines and planes of fields whose values are known."""

from __future__ import annotations

import numpy as np
import pytest
from density_files import GRID, TRICLINIC, gaussians
from pymatgen.core import Lattice, Structure
from scipy.ndimage import map_coordinates

from mi_core.densities.comparison import promolecule_of
from mi_core.densities.field import ScalarField
from mi_core.densities.profiles import interpolated, line_profile, macroscopic_average, planar_average, plane
from mi_core.errors import InputError

FIELD = ScalarField("valence", "two Gaussians", TRICLINIC, gaussians())


@pytest.mark.parametrize("axis", "abc")
def test_planar_averages_of_free_atoms_hold_their_electrons(axis):
    profile = planar_average(promolecule_of(FIELD), axis)
    along = "abc".index(axis)
    p, q = np.delete(FIELD.cell, along, axis=0)
    step = profile.distance[1]
    assert len(profile.values) == GRID[along]
    assert (profile.values * step).sum() * np.linalg.norm(np.cross(p, q)) == pytest.approx(8, abs=1e-6)


def test_a_line_goes_through_the_points_of_the_grid_and_around_the_cell():
    profile = line_profile(FIELD, (0, 0, 0), (2, 0, 0), points=2 * GRID[0] + 1)
    expected = np.append(np.tile(FIELD.values[:, 0, 0], 2), FIELD.values[0, 0, 0])
    np.testing.assert_allclose(profile.values, expected)
    assert profile.distance[-1] == pytest.approx(2 * TRICLINIC.lattice.a)


def waves(places: np.ndarray) -> np.ndarray:
    """Cosines of eight and more steps of a grid of 48 × 40 × 56 points, at fractional coordinates (..., 3)."""
    h, phases = (
        np.array([[1, 0, 0], [0, 2, -1], [3, 1, 4], [-5, 2, 0], [0, -4, 7]]),
        [0.3, 1.1, 2.0, 0.7, 1.9],
    )
    return np.cos(2 * np.pi * places @ h.T + phases).sum(axis=-1)


def waves_on_a_grid(shape=(48, 40, 56)) -> ScalarField:
    points = np.stack(np.meshgrid(*(np.arange(n) / n for n in shape), indexing="ij"), axis=-1)
    return ScalarField("potential", "waves", TRICLINIC, waves(points))


def test_a_line_through_waves_keeps_their_values_between_the_points_of_the_grid():
    start, end = np.array([0.1, -0.2, 0.3]), np.array([1.3, 0.9, -0.4])
    profile = line_profile(waves_on_a_grid(), start, end, points=601)
    exact = waves(np.linspace(start, end, 601))
    assert np.abs(profile.values - exact).max() < 1e-3 * np.abs(exact).max()


@pytest.mark.parametrize("shape", [(48, 40, 56), (14, 25, 5), (2, 3, 4)])
def test_it_is_the_periodic_spline_of_scipy(shape):
    rough = np.random.default_rng(0).normal(size=shape)
    places = np.random.default_rng(1).uniform(-1, 2, (500, 3))
    expected = map_coordinates(rough, ((places % 1) * shape).T, order=3, mode="grid-wrap")
    cell = Structure(Lattice.orthorhombic(*(0.2 * n for n in shape)), ["Na"], [[0, 0, 0]])
    found = interpolated(ScalarField("potential", "noise", cell, rough), places)
    np.testing.assert_allclose(found, expected, atol=1e-5)


@pytest.mark.parametrize(("axis", "shape"), [("a", (16, 18)), ("b", (14, 18)), ("c", (14, 16))])
def test_planes_are_those_of_the_grid(axis, shape):
    along = "abc".index(axis)
    found = plane(FIELD, axis, 3 / GRID[along])
    np.testing.assert_allclose(found.values, FIELD.values.take(3, axis=along))
    assert found.values.shape == shape
    assert found.axes == "abc".replace(axis, "")
    last = plane(FIELD, axis, -0.5 / GRID[along]).values
    np.testing.assert_allclose(
        last, (FIELD.values.take(-1, axis=along) + FIELD.values.take(0, axis=along)) / 2
    )


def test_what_is_no_axis_line_or_place_is_one_sentence():
    with pytest.raises(InputError, match="Axis 'd' is not known"):
        planar_average(FIELD, "d")
    with pytest.raises(InputError, match="two different points"):
        line_profile(FIELD, (0, 0, 0), (0, 0, 0))
    with pytest.raises(InputError, match="two different points"):
        line_profile(FIELD, (0, 0, 0), (0, 0, np.nan))
    with pytest.raises(InputError, match="2 to 10,000 points; got 1"):
        line_profile(FIELD, (0, 0, 0), (1, 0, 0), points=1)
    with pytest.raises(InputError, match="fraction of the cell"):
        plane(FIELD, "a", float("inf"))


def test_a_window_of_one_period_leaves_the_steps_alone():
    heights = np.arange(48) / 48
    step = np.where(heights < 0.5, 1.0, 3.0)
    layers = 0.4 * np.cos(2 * np.pi * 8 * heights)
    cell = TRICLINIC.lattice.matrix
    height = TRICLINIC.volume / np.linalg.norm(np.cross(cell[0], cell[1]))

    def average(values, window):
        grid = np.broadcast_to(values, (8, 8, 48))
        return macroscopic_average(ScalarField("potential", "layers", TRICLINIC, grid), "c", window).values

    smooth = average(step + layers, height / 8)
    np.testing.assert_allclose(smooth, average(step, height / 8), atol=1e-12)
    assert smooth.mean() == pytest.approx(2.0)
    np.testing.assert_allclose(average(step + layers, height), 2.0, atol=1e-12)
    # a wave of half the window's length is gone, one of twice its length is 2/π of what it was
    assert np.abs(average(layers, height / 4)).max() < 1e-12
    np.testing.assert_allclose(average(layers, height / 16), 2 / np.pi * layers, atol=1e-12)


@pytest.mark.parametrize("window", [0.0, -1.0, 100.0, float("nan")])
def test_a_window_lies_within_the_cell(window):
    with pytest.raises(InputError, match="at most the height of the cell"):
        macroscopic_average(FIELD, "c", window)
