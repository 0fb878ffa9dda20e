"""A field knows its integral and its waves, and refuses grids that do not fit."""

from __future__ import annotations

import numpy as np
import pytest
from density_files import EXPONENT, GRID, TRICLINIC, gaussians
from pymatgen.core import Lattice, Structure

from mi_core.densities.comparison import promolecule_of
from mi_core.densities.field import ScalarField
from mi_core.densities.fourier import largest_reach
from mi_core.descriptors.reciprocal.coefficients import promolecule
from mi_core.descriptors.reciprocal.cube import Cube
from mi_core.descriptors.reciprocal.hartree import hartree_energy
from mi_core.descriptors.reciprocal.slater import valence_factor
from mi_core.errors import InputError

FIELD = ScalarField("valence", "two Gaussians", TRICLINIC, gaussians())


def gaussian_factor(symbol: str, g: np.ndarray) -> np.ndarray:
    return {"Na": 1.0, "Cl": 7.0}[symbol] * np.exp(-(g**2) / (4 * EXPONENT))


def test_the_integral_is_the_number_of_electrons():
    assert FIELD.integral == pytest.approx(8, abs=1e-6)
    assert FIELD.unit == "e/Å³"
    assert FIELD.shape == GRID


@pytest.mark.parametrize("sphere", [False, True])
def test_waves_of_gaussians_are_the_analytic_ones(sphere):
    reach = 0.9 * largest_reach(GRID, FIELD.cell, sphere=sphere)
    found = FIELD.coefficients(reach, sphere=sphere)
    exact = promolecule(TRICLINIC, reach, sphere=sphere, factor=gaussian_factor)
    np.testing.assert_allclose(found.g, exact.g)
    np.testing.assert_allclose(found.values, exact.values, atol=1e-5 * exact.mean)
    assert found.total == pytest.approx(exact.total, abs=1e-6)
    assert found.volume == pytest.approx(exact.volume)
    assert hartree_energy(found) == pytest.approx(hartree_energy(exact), rel=1e-4)


def test_free_atoms_on_a_grid_have_the_waves_of_free_atoms():
    fine = ScalarField("valence", "", TRICLINIC, np.full((48, 52, 56), 8 / TRICLINIC.volume))
    cube = Cube()
    found = promolecule_of(fine).coefficients(cube.reach)
    exact = promolecule(TRICLINIC, cube.reach, factor=valence_factor)
    np.testing.assert_allclose(found.values, exact.values, atol=1e-12)
    np.testing.assert_allclose(cube.splat(*found.points()), cube.splat(*exact.points()), atol=1e-6)


def test_a_reach_that_the_grid_does_not_carry_is_refused():
    with pytest.raises(
        InputError, match=r"14 × 16 × 18 points carries \|G\| up to .*, and 50 Å⁻¹ is asked for"
    ):
        FIELD.coefficients(50.0)
    most = largest_reach(GRID, FIELD.cell)
    assert len(FIELD.coefficients(most).g) > 700


@pytest.mark.parametrize("shape", [(1, 16, 18), (200, 16, 18), (3, 3, 3)])
def test_grids_that_do_not_fit_the_cell_are_refused(shape):
    with pytest.raises(InputError, match=r"at least two along each axis|does not fit the cell"):
        ScalarField("valence", "x", TRICLINIC, np.ones(shape))


def test_values_must_be_finite_and_kinds_known():
    values = gaussians()
    values[1, 2, 3] = np.nan
    with pytest.raises(InputError, match=r"not finite at the point \(1, 2, 3\)"):
        ScalarField("valence", "x", TRICLINIC, values)
    with pytest.raises(InputError, match=r"'valenze' is not known.*Did you mean 'valence'"):
        ScalarField("valenze", "x", TRICLINIC, gaussians())


def test_a_left_handed_cell_has_a_positive_volume():
    cell = np.array(TRICLINIC.lattice.matrix)[[1, 0, 2]]
    left = Structure(Lattice(cell), TRICLINIC.species, TRICLINIC.frac_coords[:, [1, 0, 2]])
    field = ScalarField("valence", "x", left, FIELD.values.transpose(1, 0, 2))
    assert field.coefficients(3.0).total == pytest.approx(8, abs=1e-6)
