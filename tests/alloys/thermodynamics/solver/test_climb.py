"""Climbing to the highest driving force: it arrives where random search does not, and nothing between samples is missed."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.alloys.thermodynamics.database.database import default_database
from mi_core.alloys.thermodynamics.solver.climb import climb
from mi_core.alloys.thermodynamics.solver.off_grid import highest_off_grid
from mi_core.alloys.thermodynamics.solver.solve import solve_point
from mi_core.alloys.thermodynamics.solver.system import ElementSystem

ELEMENTS = ("Al", "Cu", "Mg", "Si", "Zn")
X = {"Al": 0.9494, "Cu": 0.002, "Mg": 0.0343, "Si": 0.0014, "Zn": 0.0129}
TEMPERATURE = 581.15


@pytest.fixture(scope="module")
def system():
    with ElementSystem(default_database(), ELEMENTS) as opened:
        yield opened


@pytest.fixture(scope="module")
def potentials(system):
    """Chemical potentials (J/mol) of the equilibrium."""
    return solve_point(system, X, TEMPERATURE).potentials


@pytest.mark.parametrize("phase", ["LIQUID", "FCC_A1", "LAVES_C14", "BCC_B2", "TAU"])
def test_summits_are_as_high_as_the_best_of_many_random_points_and_stationary(system, potentials, phase):
    layout, rng = system.layouts[phase], np.random.default_rng(0)
    points = layout.normalised(10 ** rng.uniform(-6, 0, (200_000, layout.size)))
    energy = system.energies(phase, points, TEMPERATURE)
    random = float(np.nanmax(system.compositions(phase, points) @ potentials - energy))
    starts = points[rng.choice(len(points), 30)]
    heights, sites = climb(system, phase, starts, potentials, TEMPERATURE)
    assert heights.max() >= random - 1e-3
    assert layout.membership.T @ sites[0] == pytest.approx(np.ones(layout.membership.shape[1]))
    again, _ = climb(system, phase, sites[[heights.argmax()]], potentials, TEMPERATURE)
    assert again[0] == pytest.approx(heights.max(), abs=0.01)


def test_an_equilibrium_has_no_phase_between_the_samples_above_its_plane(system):
    point = solve_point(system, X, TEMPERATURE)
    # Without the climb: Al, tau, S and Mg2Si, 4 J/mol too high; the sampled points of the Laves phase lie 400 J/mol off.
    assert {phase.phase for phase in point.phases} == {"FCC_A1", "LAVES_C14", "MG2SI"}
    grid = system.grid(TEMPERATURE)
    below = grid.composition @ point.potentials - grid.energy
    summits = highest_off_grid(system, system.sample(), below, point.potentials, TEMPERATURE, {})
    assert summits[0].driving_force == pytest.approx(0, abs=1e-2)  # the stable phases themselves


def test_a_climb_of_a_phase_without_freedom_stays(system, potentials):
    sites = np.ones((1, system.layouts["MG2SI"].size))
    height, arrived = climb(system, "MG2SI", sites, potentials, TEMPERATURE)
    assert arrived == pytest.approx(sites)
    assert height[0] == pytest.approx(0, abs=0.01)
