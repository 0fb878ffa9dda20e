"""Alloys whose composition is exactly that of a compound, of a mixture of compounds, or of an element; and none at all."""

from __future__ import annotations

import numpy as np
import pytest
from pycalphad_answers import summed
from small_databases import AL_MG_O, small

from mi_core.alloys.thermodynamics.database.database import default_database
from mi_core.alloys.thermodynamics.results.equilibrium import equilibrium
from mi_core.alloys.thermodynamics.solver.solve import solve_point
from mi_core.alloys.thermodynamics.solver.system import ElementSystem


def test_al3zr_is_answered_exactly_at_its_composition():
    with ElementSystem(default_database(), ("Al", "Zr")) as system:
        point = solve_point(system, {"Al": 0.75, "Zr": 0.25}, 700.0)
    assert summed(point) == pytest.approx({"AL3ZR": 1.0}, abs=1e-6)
    assert point.gibbs == pytest.approx(-62409.95, abs=0.01)


@pytest.mark.parametrize(
    ("parts", "elements"),
    [
        ({"AL3ZR": 1.0}, ("Al", "Zr")),
        ({"ALCU_THETA": 1.0}, ("Al", "Cu")),
        ({"AL3ZR": 0.4, "AL2ZR": 0.6}, ("Al", "Zr")),
        ({"AL3ZR": 0.5, "FCC_A1": 0.5}, ("Al", "Zr")),
        ({"MG2SI": 1.0}, ("Al", "Mg", "Si")),
        ({"MG2SI": 0.5, "DIAMOND_A4": 0.5}, ("Al", "Mg", "Si")),
        ({"MG2SI": 0.3, "AL3ZR": 0.7}, ("Al", "Mg", "Si", "Zr")),
        ({"ALMNSI_BETA": 1.0}, ("Al", "Mn", "Si")),
    ],
)
def test_compounds_and_exact_mixtures_of_them_are_answered_at_all_temperatures(parts, elements):
    """The first sampled point of each phase is an end-member; what the mixture weighs is an upper bound of its energy."""
    with ElementSystem(default_database(), elements) as system:
        sample = system.sample()
        composition = sum(w * sample.composition[sample.rows[phase].start] for phase, w in parts.items())
        x = dict(zip(system.elements, (composition / composition.sum()).tolist(), strict=True))
        for temperature in (300.0, 450.0, 700.0, 1000.0):
            point = solve_point(system, x, temperature)
            assert point.converged, (temperature, point.reason)
            ends = sum(
                w * system.grid(temperature).energy[sample.rows[phase].start] for phase, w in parts.items()
            )
            assert point.gibbs <= ends + 0.01
            mixed = sum(phase.fraction * phase.composition for phase in point.phases)
            assert mixed == pytest.approx(composition, abs=2e-6)
            grid = system.grid(temperature)
            assert (grid.composition @ point.potentials - grid.energy)[len(x) :].max() < 1.0


@pytest.mark.parametrize("aside", [1e-3, 1e-5, 1e-6, 1e-7, 1e-9, 1e-12, -1e-12, -1e-9, -1e-7, -1e-5, -1e-3])
def test_right_beside_a_compound_the_energy_changes_as_little_as_the_composition(aside):
    with ElementSystem(default_database(), ("Al", "Zr")) as system:
        point = solve_point(system, {"Al": 0.75 - aside, "Zr": 0.25 + aside}, 700.0)
    assert point.converged, point.reason
    assert point.gibbs == pytest.approx(-62409.95, abs=0.02 + 2e5 * abs(aside))
    assert summed(point)["AL3ZR"] == pytest.approx(1 - 13 * abs(aside), abs=13 * abs(aside) + 1e-6)


def test_a_point_without_answer_says_why():
    found = equilibrium([{"Mg": 1.0, "O": 80.0}, {"Mg": 2.0, "O": 1.0}], [500.0, 600.0], small(AL_MG_O))
    lost = found.points[~found.points["converged"]]
    assert lost["alloy"].tolist() == [0, 0]
    assert lost["reason"].unique().tolist() == ["the phases of my.tdb with Al, Mg, O hold at most 60 at% O"]
    assert set(found.points["reason"][found.points["converged"]]) == {""}


def test_a_composition_that_no_mixture_has_is_said():
    """Halite alone: on the line from MgO to Al2O3, and nowhere beside it."""
    with ElementSystem(small(AL_MG_O.split(" PHASE FCC_A1")[0] + _ONLY_HALITE), ("Al", "Mg", "O")) as system:
        inside = solve_point(system, {"Al": 0.2, "Mg": 0.25, "O": 0.55}, 700.0)
        outside = solve_point(system, {"Al": 0.01, "Mg": 0.43, "O": 0.56}, 700.0)
    assert np.isfinite(inside.gibbs)
    assert outside.reason == "no mixture of the phases of my.tdb with Al, Mg, O has this composition"


_ONLY_HALITE = (
    " PHASE HALITE"
    + AL_MG_O.split(" PHASE HALITE")[1]
    + " PARAMETER L(HALITE,AL+3,MG+2:O-2;0) 298.15 -1000; 3000 N !\n"
)


def test_whatever_the_minimiser_raises_becomes_the_reason(monkeypatch):
    def failing(*_):
        raise RuntimeError("out of its depth")

    monkeypatch.setattr("mi_core.alloys.thermodynamics.solver.solve._run", failing)
    monkeypatch.setattr("mi_core.alloys.thermodynamics.solver.solve.STARTS", ((0, 0.0),))
    with ElementSystem(default_database(), ("Al", "Si")) as system:
        point = solve_point(system, {"Al": 0.9, "Si": 0.1}, 700.0)
    assert point.reason == "the minimiser stopped (out of its depth)"
