"""Scheil solidification: against the package `scheil`, against the rule of the binary, and its numbers for cracking."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from alloy_numbers import scheil_path

from mi_core.alloys.compositions.composition import mole_fractions
from mi_core.alloys.thermodynamics.database.database import default_database
from mi_core.alloys.thermodynamics.results.scheil_path import ScheilPath
from mi_core.errors import InputError

COPPER = {"Cu": 4.0}


@pytest.fixture(scope="module")
def copper() -> ScheilPath:
    return scheil_path(COPPER)


def test_aluminium_copper_as_the_package_has_it(copper):
    from pycalphad import variables as v
    from scheil import simulate_scheil_solidification

    x = mole_fractions(COPPER)["Cu"]
    theirs = simulate_scheil_solidification(
        default_database().db,
        ["AL", "CU", "VA"],
        ["ALCU_THETA", "FCC_A1", "LIQUID"],
        {v.X("CU"): x},
        start_temperature=math.floor(copper.liquidus_k),
        step_temperature=2.0,
        stop=1e-3,
    )
    assert copper.complete
    assert copper.final_k == pytest.approx(theirs.temperatures[-1], abs=1.0)
    assert copper.frame["ALCU_THETA"].iloc[-1] == pytest.approx(
        theirs.cum_phase_amounts["ALCU_THETA"][-1], abs=1e-3
    )
    for temperature in (900.0, 860.0, 830.0):
        ours = np.interp(-temperature, -copper.frame["temperature_k"], copper.frame["fraction_solid"])
        package = np.interp(-temperature, -np.array(theirs.temperatures), theirs.fraction_solid)
        assert ours == pytest.approx(package, abs=4e-3), "steps do not begin at the same temperature"


def test_liquid_follows_the_equation_of_scheil():
    # dilute: k = c_solid / c_liquid is constant, and the liquid left is (c_liquid / c0)^(1 / (k - 1))
    fine, x0 = scheil_path({"Cu": 1.0}, step_k=0.5), mole_fractions({"Cu": 1.0})["Cu"]
    from mi_core.alloys.thermodynamics.solver.solve import solve_point
    from mi_core.alloys.thermodynamics.solver.system import ElementSystem

    with ElementSystem(default_database(), ("Al", "Cu")) as system:
        # the tie-line of the middle of the path, from any alloy between its ends
        point = {
            phase.phase: phase.composition
            for phase in solve_point(system, {"Al": 0.98, "Cu": 0.02}, 915.0).phases
        }
    solid, liquid = (point[name][1] for name in ("FCC_A1", "LIQUID"))
    left = 1.0 - np.interp(-915.0, -fine.frame["temperature_k"], fine.frame["fraction_solid"])
    assert left == pytest.approx((liquid / x0) ** (1 / (solid / liquid - 1)), rel=0.05)


def test_every_row_balances(copper):
    phases = copper.frame.drop(columns=["temperature_k", "fraction_solid"])
    assert phases.sum(axis=1).to_numpy() == pytest.approx(copper.frame["fraction_solid"].to_numpy(), abs=1e-9)
    assert (np.diff(copper.frame["fraction_solid"]) >= 0).all()
    assert (np.diff(copper.frame["temperature_k"]) < 0).all()


def test_numbers_for_hot_cracking_of_a_known_path():
    t = np.array([900.0, 860.0, 820.0, 800.0])
    solid = np.array([0.0, 0.8, 0.9, 1.0])
    path = ScheilPath(pd.DataFrame({"temperature_k": t, "fraction_solid": solid}), complete=True)
    assert path.freezing_range_k == pytest.approx(100.0)
    assert path.terminal_freezing_range_k == pytest.approx(820.0 - 802.0)
    # T(0.87) = 832, T(0.94) = 812
    assert path.cracking_index_k == pytest.approx(20.0 / (math.sqrt(0.94) - math.sqrt(0.87)))


def test_what_was_not_followed_to_its_end_has_no_end():
    path = ScheilPath(
        pd.DataFrame({"temperature_k": [900.0, 880.0], "fraction_solid": [0.0, 0.5]}), complete=False
    )
    assert math.isnan(path.final_k)
    assert math.isnan(path.freezing_range_k)
    assert math.isnan(path.terminal_freezing_range_k)


def test_a356_cracks_less_than_an_alloy_of_copper():
    casting = scheil_path({"Si": 7.0, "Mg": 0.35})
    prone = scheil_path({"Cu": 4.6, "Mg": 0.25})
    assert casting.cracking_index_k < 0.5 * prone.cracking_index_k
    assert casting.terminal_freezing_range_k < prone.terminal_freezing_range_k


def test_masses_solidify_in_proportion_to_what_the_phases_weigh(copper):
    end, mass = copper.frame.iloc[-1], copper.mass_frame.iloc[-1]
    assert list(copper.mass_frame) == list(copper.frame)
    assert mass["FCC_A1"] + mass["ALCU_THETA"] == pytest.approx(mass["fraction_solid"])
    # theta Al2Cu, (2 · 26.982 + 63.546) / 3 g per mole of atoms, in an alloy of the mean molar mass M
    x = mole_fractions(COPPER)["Cu"]
    mean = x * 63.546 + (1 - x) * 26.982
    assert mass["ALCU_THETA"] / end["ALCU_THETA"] == pytest.approx(39.17 / mean, rel=0.02)
    assert mass["fraction_solid"] == pytest.approx(1.0, abs=5e-3)


def test_no_liquidus_within_the_temperatures_is_a_sentence():
    with pytest.raises(InputError, match=r"no beginning: There still is solid at 1000 K"):
        scheil_path({"Si": 30.0})
