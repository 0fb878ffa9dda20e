"""Derived temperatures: against pycalphad at both sides, against the invariants of the binaries, and against themselves."""

from __future__ import annotations

import math

import numpy as np
import pytest
from alloy_numbers import derived_numbers

from mi_core.alloys.compositions.composition import mole_fractions
from mi_core.alloys.thermodynamics.database.database import default_database
from mi_core.alloys.thermodynamics.results.boundaries import boundary
from mi_core.alloys.thermodynamics.results.derived import derived_of
from mi_core.alloys.thermodynamics.results.derived_grid import derived_from_fractions
from mi_core.alloys.thermodynamics.results.equilibrium import equilibrium
from mi_core.alloys.thermodynamics.solver.system import ElementSystem

SILICON, COPPER, SIX = {"Si": 5.0}, {"Cu": 4.0}, {"Mg": 1.0, "Si": 0.6}


@pytest.fixture(scope="module")
def numbers() -> dict:
    return {name: derived_numbers(wt) for name, wt in (("Si", SILICON), ("Cu", COPPER), ("6xxx", SIX))}


def stable(wt, temperature, phases) -> set[str]:
    """The phases that pycalphad's own equilibrium finds, of those given."""
    from pycalphad import equilibrium as authority
    from pycalphad import variables as v

    x = mole_fractions(wt)
    conditions = {v.T: temperature, v.P: 101325, v.N: 1}
    conditions |= {v.X(symbol.upper()): part for symbol, part in x.items() if symbol != "Al"}
    found = authority(
        default_database().db,
        [*(s.upper() for s in x), "VA"],
        list(phases),
        conditions,
        calc_opts={"pdens": 500},
    )
    amounts = found["NP"].to_numpy().ravel()
    return {str(name) for name, n in zip(found["Phase"].to_numpy().ravel(), amounts, strict=True) if n > 1e-6}


@pytest.mark.parametrize(
    ("name", "wt", "key", "phase", "phases"),
    [
        ("Si", SILICON, "solidus_k", "LIQUID", ("LIQUID", "FCC_A1", "DIAMOND_A4")),
        ("Cu", COPPER, "solidus_k", "LIQUID", ("LIQUID", "FCC_A1", "ALCU_THETA")),
        ("6xxx", SIX, "solidus_k", "LIQUID", ("LIQUID", "FCC_A1", "MG2SI", "DIAMOND_A4")),
    ],
)
def test_solidus_by_pycalphad_at_both_sides(numbers, name, wt, key, phase, phases):
    solidus = numbers[name][key]
    assert phase not in stable(wt, solidus - 1.0, phases)
    assert phase in stable(wt, solidus + 1.0, phases)


@pytest.mark.parametrize(
    ("name", "wt", "phase", "phases"),
    [
        ("Cu", COPPER, "ALCU_THETA", ("LIQUID", "FCC_A1", "ALCU_THETA")),
        ("6xxx", SIX, "MG2SI", ("LIQUID", "FCC_A1", "MG2SI", "DIAMOND_A4")),
    ],
)
def test_solvus_by_pycalphad_at_both_sides(numbers, name, wt, phase, phases):
    solvus = numbers[name]["solvus"][phase]
    assert phase in stable(wt, solvus - 1.0, phases)
    assert phase not in stable(wt, solvus + 1.0, phases)


def test_liquidus_by_pycalphad_at_both_sides(numbers):
    liquidus = numbers["Si"]["liquidus_k"]
    assert stable(SILICON, liquidus + 1.0, ("LIQUID", "FCC_A1", "DIAMOND_A4")) == {"LIQUID"}
    assert stable(SILICON, liquidus - 1.0, ("LIQUID", "FCC_A1", "DIAMOND_A4")) == {"LIQUID", "FCC_A1"}


def test_eutectic_of_aluminium_and_silicon(numbers):
    # measured: 850 K (J. L. Murray and A. J. McAlister, Bull. Alloy Phase Diagrams 5, 74, 1984)
    assert numbers["Si"]["solidus_k"] == pytest.approx(850.0, abs=1.0)
    assert numbers["Si"]["solvus"]["DIAMOND_A4"] == pytest.approx(numbers["Si"]["solidus_k"], abs=0.5)


def test_the_liquid_of_a_tie_line_is_the_alloy_that_has_its_liquidus_there():
    richer = derived_numbers({"Si": 6.0}, wanted=("liquidus_k",))["liquidus_k"]
    below = equilibrium([SILICON], [richer])
    liquid = below.phases[below.phases["phase"] == "LIQUID"].iloc[0]
    assert 0.5 < liquid["fraction"] < 1.0
    assert liquid["x_Si"] == pytest.approx(mole_fractions({"Si": 6.0})["Si"], abs=4e-4)


def test_freezing_range_is_the_difference(numbers):
    for found in numbers.values():
        assert found["freezing_range_k"] == pytest.approx(found["liquidus_k"] - found["solidus_k"])
        assert not found["reasons"]


def test_only_what_is_wanted():
    found = derived_numbers(SIX, wanted=("solvus_k:MG2SI", "solvus_k:ALCU_THETA"))
    assert set(found) == {"solvus", "reasons"}
    assert found["solvus"]["MG2SI"] > 700
    assert math.isnan(found["solvus"]["ALCU_THETA"])
    assert "at none of the temperatures" in found["reasons"]["solvus_k:ALCU_THETA"]


def test_what_lies_outside_is_nan_with_a_reason():
    found = derived_numbers({"Si": 30.0})
    assert math.isnan(found["liquidus_k"])
    assert math.isnan(found["freezing_range_k"])
    assert found["reasons"]["liquidus_k"] == "There still is solid at 1000 K."
    assert found["solidus_k"] == pytest.approx(850.0, abs=1.0)
    assert "still there at 1000 K" in found["reasons"]["solvus_k:DIAMOND_A4"]


def test_boundaries_of_curves_of_any_shape():
    for end in (700.3, 749.9, 700.0001):
        for power in (0.3, 1.0, 3.0):
            assert boundary(lambda t, e=end, p=power: max(e - t, 0.0) ** p, 700.0, 750.0) == pytest.approx(
                end, abs=0.26
            )
    assert boundary(lambda t: 0.4 * (t > 723.0), 750.0, 700.0) == pytest.approx(723.0, abs=0.26)


def test_a_boundary_is_found_around_points_that_fail():
    def amount(t):
        return math.nan if 708 < t < 731 else max(740.0 - t, 0.0)

    assert boundary(amount, 700.0, 750.0) == pytest.approx(740.0, abs=0.26)
    assert math.isnan(boundary(lambda t: 1.0 if t == 700 else math.nan, 700.0, 750.0))


def test_estimates_from_a_diagram_by_hand():
    t = [600.0, 700.0, 800.0, 900.0, 1000.0]
    # LIQUID, FCC_A1, MG2SI
    fractions = np.array([[0, 0.96, 0.04], [0, 0.99, 0.01], [0, 1.0, 0], [0.2, 0.8, 0], [1.0, 0, 0]])[None]
    found = derived_from_fractions(t, fractions, ("LIQUID", "FCC_A1", "MG2SI"))
    # the line through 1.0 at 1000 K and 0.2 at 900 K ends at 875 K, that through 0.04 and 0.01 at 733 K
    assert found["solidus_k"] == pytest.approx([875.0])
    assert found["solvus_k:MG2SI"] == pytest.approx([700.0 + 100.0 / 3])
    # FCC_A1: 1.0 at 800 K, 0.8 at 900 K, carried on beyond 1000 K, where none is
    assert found["liquidus_k"] == pytest.approx([1000.0])
    assert found["freezing_range_k"] == pytest.approx([125.0])


def test_one_node_alone_is_interpolated():
    found = derived_from_fractions([800.0, 900.0], np.array([[[0, 1.0], [0.5, 0.5]]]), ("LIQUID", "FCC_A1"))
    assert found["solidus_k"] == pytest.approx([900.0 - 100 * (0.5 - 0.002) / 0.5])
    assert np.isnan(found["liquidus_k"]), "there still is solid at the last temperature"
    assert np.isnan(found["freezing_range_k"])


def test_estimates_of_a_fine_diagram_come_close_to_the_engine():
    x, grid = mole_fractions(SIX), np.arange(780.0, 960.0, 5.0)
    phases = ("LIQUID", "FCC_A1", "MG2SI")
    estimated = derived_from_fractions(grid, equilibrium([SIX], grid).fractions(phases), phases)
    with ElementSystem(default_database(), tuple(sorted(x))) as system:
        exact = derived_of(system, x)
    for key in ("liquidus_k", "solidus_k", "freezing_range_k"):
        assert estimated[key][0] == pytest.approx(exact[key], abs=8.0)


def test_unknown_cells_decide_nothing_silently():
    t = [600.0, 700.0, 800.0]
    solid = np.array([[[0, 1.0], [np.nan, np.nan], [1.0, 0.0]]])
    found = derived_from_fractions(t, solid, ("LIQUID", "FCC_A1"))
    assert np.isnan(found["solidus_k"])
    assert np.isnan(found["liquidus_k"])
