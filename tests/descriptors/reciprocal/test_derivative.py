"""The functional derivative by the density: against finite differences, and against the Hartree potential."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.densities.fourier import half_coefficients
from mi_core.descriptors.reciprocal.coefficients import promolecule
from mi_core.descriptors.reciprocal.derivative import correlation, functional_derivative, slope
from mi_core.descriptors.reciprocal.hartree import COULOMB_EV_A, hartree_energy, hartree_potential
from mi_core.descriptors.reciprocal.real_space import on_grid

REACH = 6.0  # Å⁻¹
CRYSTAL = Structure(
    Lattice.from_parameters(3.9, 4.3, 5.1, 80, 95, 101),
    ["Sr", "Ti", "O", "O"],
    [[0.1, 0, 0], [0.5, 0.5, 0.5], [0.5, 0.53, 0], [0.4, 0, 0.5]],
)
ROCK_SALT = Structure.from_spacegroup(
    "Fm-3m", Lattice.cubic(5.64), ["Na", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]]
)


@pytest.fixture(scope="module")
def density():
    return promolecule(CRYSTAL, REACH, sphere=True)


def hartree_gradient(density) -> np.ndarray:
    """∂E/∂m of E = (V/2) Σ 4π e² m² / G² over all G, by the moduli of half of them; the mean does not count."""
    of_moduli = 8 * np.pi * COULOMB_EV_A * density.volume * np.abs(density.values) / density.norms() ** 2
    return np.append(0.0, of_moduli)


def test_of_the_hartree_energy_it_is_the_hartree_potential(density):
    found = functional_derivative(density, hartree_gradient(density))
    potential = replace(density, values=hartree_potential(density), mean=0.0)
    np.testing.assert_allclose(found.values, potential.values, rtol=1e-12)
    assert correlation(found, potential) == pytest.approx(1, abs=1e-12)
    assert slope(found, potential) == pytest.approx(1, rel=1e-12)


@pytest.mark.parametrize("weight", ["hartree", "any"])
def test_it_foretells_what_a_little_density_changes(density, weight):
    """Electrons of any shape are added on a grid, and the number is computed of the new moduli; the mean counts, too."""

    def number(coefficients) -> float:
        if weight == "hartree":
            return hartree_energy(coefficients)
        moduli = coefficients.points()[1]
        return float(np.cos(40 * moduli).sum() + moduli[0] ** 2)

    before = density.points()[1]
    gradient = hartree_gradient(density) if weight == "hartree" else -40 * np.sin(40 * before)
    if weight == "any":
        gradient[0] += 2 * before[0]
    derivative = functional_derivative(density, gradient)
    field, rho = (on_grid(part, CRYSTAL.lattice.matrix, 0.2) for part in (derivative, density))
    rng = np.random.default_rng(0)
    added = 1e-5 * rng.standard_normal(rho.shape) + 1e-6
    up, down = (
        number(half_coefficients(rho + sign * added, CRYSTAL.lattice.matrix, REACH, sphere=True))
        for sign in (1, -1)
    )
    foretold = (field * added).mean() * CRYSTAL.volume
    assert (up - down) / 2 == pytest.approx(foretold, rel=1e-5)


def test_correlation_and_slope_are_those_over_the_cell(density):
    other = replace(density, values=density.values * np.exp(-density.norms()) * np.exp(0.3j))
    a, b = (on_grid(field, CRYSTAL.lattice.matrix, 0.3).ravel() for field in (density, other))
    assert correlation(density, other) == pytest.approx(np.corrcoef(a, b)[0, 1], rel=1e-9)
    assert slope(density, other) == pytest.approx(np.polyfit(b, a, 1)[0], rel=1e-9)


def test_extinct_reflections_add_nothing():
    density = promolecule(ROCK_SALT, REACH, sphere=True)
    extinct = density.extinct()
    assert 0.7 < extinct.mean() < 0.8  # h, k, l of mixed parity
    found = functional_derivative(density, np.ones(len(density.g) + 1))
    assert np.all(found.values[extinct] == 0)
    assert np.abs(found.values[~extinct]) == pytest.approx(1 / (2 * density.volume))


def test_nothing_correlates_with_a_constant(density):
    flat = replace(density, values=np.zeros_like(density.values))
    assert np.isnan(correlation(density, flat))
    assert np.isnan(slope(density, flat))
