"""Phases of ions: sampled where they are neutral, climbed within it, and as low as pycalphad finds them."""

from __future__ import annotations

from importlib.resources import files

import numpy as np
import pytest
from pycalphad_answers import by_pycalphad, summed
from small_databases import AL_MG_O, IONIC_LIQUID, MORE_OXIDES, small

from mi_core.alloys.thermodynamics.database.database import read_database
from mi_core.alloys.thermodynamics.solver.climb import climb
from mi_core.alloys.thermodynamics.solver.neutral_points import neutral_corners
from mi_core.alloys.thermodynamics.solver.solve import solve_point
from mi_core.alloys.thermodynamics.solver.system import ElementSystem

ELEMENTS = ("Al", "Mg", "O")


@pytest.fixture(scope="module")
def oxides():
    with ElementSystem(small(AL_MG_O + MORE_OXIDES), ELEMENTS) as opened:
        yield opened


@pytest.fixture(scope="module")
def melt():
    with ElementSystem(small(AL_MG_O + IONIC_LIQUID), ELEMENTS) as opened:
        yield opened


def charge(system, phase: str, sites: np.ndarray) -> np.ndarray:
    layout = system.layouts[phase]
    return sites @ (layout.sites * layout.charges)


def test_halite_lies_beside_the_matrix():
    x = {"Al": 0.97, "Mg": 0.02, "O": 0.01}
    with ElementSystem(small(AL_MG_O), ELEMENTS) as system:
        point = solve_point(system, x, 600.0)
    assert summed(point) == pytest.approx({"FCC_A1": 0.9833, "HALITE": 0.0167}, abs=1e-4)
    assert point.gibbs == pytest.approx(-25732.26, abs=0.05)


@pytest.mark.parametrize("phase", ["HALITE", "SPINEL"])
def test_all_samples_are_neutral(oxides, phase):
    for finer in (0, 1):
        sites = oxides.sample(finer).points[phase]
        assert len(sites) > 100
        assert np.abs(charge(oxides, phase, sites)).max() < 1e-9
        assert np.abs(sites @ oxides.layouts[phase].membership - 1).max() < 1e-9


def test_what_cannot_be_neutral_is_no_phase(oxides):
    assert oxides.phases == ("FCC_A1", "HALITE", "SPINEL")


def test_corners_are_neutral_end_members_and_cuts_of_edges(oxides):
    corners = neutral_corners(oxides.layouts["HALITE"])
    assert corners == pytest.approx(np.array([[0, 1, 0, 1], [2 / 3, 0, 1 / 3, 1]]), abs=1e-9)


def test_neutral_site_fractions_are_the_nearest(oxides):
    layout, rng = oxides.layouts["SPINEL"], np.random.default_rng(0)
    raw = layout.normalised(10 ** rng.uniform(-8, 0, (500, layout.size)))
    assert np.abs(charge(oxides, "SPINEL", raw)).max() < 1e-8
    assert layout.normalised(raw) == pytest.approx(raw, abs=1e-8)


@pytest.mark.parametrize("temperature", [400.0, 900.0])
def test_summits_of_oxides_are_as_high_as_the_best_of_many_random_points(oxides, temperature):
    point = solve_point(oxides, {"Al": 0.5, "Mg": 0.2, "O": 0.3}, temperature)
    rng = np.random.default_rng(1)
    for phase in ("HALITE", "SPINEL"):
        layout = oxides.layouts[phase]
        points = layout.normalised(10 ** rng.uniform(-6, 0, (50_000, layout.size)))
        forces = oxides.compositions(phase, points) @ point.potentials
        forces -= oxides.energies(phase, points, temperature)
        heights, sites = climb(oxides, phase, points[:20], point.potentials, temperature)
        assert heights.max() >= np.nanmax(forces) - 1e-2
        assert heights.max() < 1.0  # J/mol: nothing lies below the plane of an answer
        assert np.abs(charge(oxides, phase, sites)).max() < 1e-8


@pytest.mark.parametrize("phase", ["IONIC_LIQ"])
def test_summits_of_an_ionic_liquid_are_as_high_as_the_best_of_many_random_points(melt, phase):
    point = solve_point(melt, {"Al": 0.6, "Mg": 0.2, "O": 0.2}, 1000.0)
    layout, rng = melt.layouts[phase], np.random.default_rng(2)
    points = layout.normalised(10 ** rng.uniform(-6, 0, (50_000, layout.size)))
    forces = melt.compositions(phase, points) @ point.potentials - melt.energies(phase, points, 1000.0)
    heights, _ = climb(melt, phase, points[:20], point.potentials, 1000.0)
    assert heights.max() >= np.nanmax(forces) - 0.1


@pytest.mark.parametrize("system", ["oxides", "melt"])
def test_energies_are_pycalphads_or_lower_and_all_points_are_answered(system, request):
    opened, rng = request.getfixturevalue(system), np.random.default_rng(3)
    sampled = opened.sample().composition[len(ELEMENTS) :]
    for _ in range(6):
        mixed = rng.dirichlet(np.ones(4)) @ sampled[rng.choice(len(sampled), 4)]
        x = dict(zip(opened.elements, mixed.tolist(), strict=True))
        for temperature in (500.0, 1000.0):
            point = solve_point(opened, x, temperature)
            assert point.converged, point.reason
            gibbs, _ = by_pycalphad(opened, x, temperature)
            assert not point.gibbs > gibbs + 0.1


@pytest.mark.parametrize("oxygen", [0.1, 0.3, 0.55])
def test_al_fe_o_of_pycalphads_tests(oxygen):
    database = read_database((files("pycalphad") / "tests/databases/alfeo.tdb").read_bytes(), "alfeo.tdb")
    x = {"Al": 0.6 * (1 - oxygen), "Fe": 0.4 * (1 - oxygen), "O": oxygen}
    with ElementSystem(database, list(x)) as system:
        for temperature in (500.0, 900.0):
            point = solve_point(system, x, temperature)
            gibbs, _ = by_pycalphad(system, x, temperature)
            assert point.gibbs <= gibbs + 0.1
            mixed = sum(phase.fraction * phase.composition for phase in point.phases)
            assert mixed == pytest.approx(np.array([x[symbol] for symbol in system.elements]), abs=1e-6)
