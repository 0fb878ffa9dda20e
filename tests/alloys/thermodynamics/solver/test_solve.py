"""Phase equilibria: known values, physics that must hold on every point, and pycalphad with all phases."""

from __future__ import annotations

import numpy as np
import pytest
from pycalphad_answers import by_pycalphad, summed
from small_databases import AL_ZN, small

from mi_core.alloys.compositions.composition import mole_fractions
from mi_core.alloys.thermodynamics.database.database import default_database
from mi_core.alloys.thermodynamics.database.ordering import DISORDERED, ORDERED
from mi_core.alloys.thermodynamics.solver.composition_sets import new_set
from mi_core.alloys.thermodynamics.solver.point import accepted
from mi_core.alloys.thermodynamics.solver.refined_hull import column_start
from mi_core.alloys.thermodynamics.solver.solve import solve_point
from mi_core.alloys.thermodynamics.solver.system import ElementSystem


def solved(x: dict[str, float], *temperatures: float):
    with ElementSystem(default_database(), list(x)) as system:
        return [solve_point(system, x, temperature) for temperature in temperatures]


def test_al_mg_si_has_the_fractions_computed_once_with_all_phases():
    (point,) = solved(mole_fractions({"Mg": 1.0, "Si": 0.8}), 700.0)
    assert summed(point) == pytest.approx({"FCC_A1": 0.9866, "MG2SI": 0.0134}, abs=1e-4)


@pytest.mark.parametrize(
    "wt",
    [
        {"Mg": 1.0, "Si": 0.8, "Cu": 0.3},
        {"Zn": 5.6, "Mg": 2.5, "Cu": 1.6},
        {"Mg": 7.585, "Cu": 0.327},  # pycalphad's own verdict refuses 500 K
        {"Cu": 9.965, "Mn": 0.727, "Ti": 0.208, "Zn": 11.558},  # the minimiser loses theta at 450 K
    ],
    ids="-".join,
)
def test_every_point_balances_the_composition_and_obeys_the_phase_rule(wt):
    x = mole_fractions(wt)
    with ElementSystem(default_database(), list(x)) as system:
        points = {t: solve_point(system, x, float(t)) for t in (300, 400, 450, 500, 600, 750, 850, 900, 950)}
        wanted = np.array([x[symbol] for symbol in system.elements])
        for temperature, point in points.items():
            assert point.converged, temperature
            assert sum(phase.fraction for phase in point.phases) == pytest.approx(1, abs=1e-6)
            mixed = sum(phase.fraction * phase.composition for phase in point.phases)  # the lever rule
            assert np.abs(mixed - wanted).max() < 1e-6
            assert len(point.phases) <= len(x)  # at fixed pressure and temperature
            grid = system.grid(float(temperature))
            assert (grid.composition @ point.potentials - grid.energy).max() < 1.0


def test_energies_and_fractions_are_pycalphads_or_better():
    x = mole_fractions({"Mg": 0.9, "Si": 0.6, "Cu": 0.4, "Zn": 2.0})
    with ElementSystem(default_database(), list(x)) as system:
        for temperature in (350.0, 555.0, 777.0, 900.0):
            point = solve_point(system, x, temperature)
            gibbs, fractions = by_pycalphad(system, x, temperature)
            assert point.gibbs == pytest.approx(gibbs, abs=0.1)
            own = summed(point)
            for phase in {*own, *fractions}:
                assert own.get(phase, 0.0) == pytest.approx(fractions.get(phase, 0.0), abs=1e-3)


def test_the_miscibility_gap_of_al_zn_closes_between_600_and_640_k():
    x = {"Al": 0.6, "Zn": 0.4}
    inside, above = solved(x, 600.0, 640.0)
    assert [phase.phase for phase in inside.phases] == ["FCC_A1", "FCC_A1"]
    zinc = sorted(phase.composition[1] for phase in inside.phases)
    assert zinc == pytest.approx([0.220, 0.492], abs=2e-3)
    fraction = (0.4 - zinc[0]) / (zinc[1] - zinc[0])  # lever rule between the two
    rich = max(inside.phases, key=lambda phase: phase.composition[1])
    assert rich.fraction == pytest.approx(fraction, abs=1e-6)
    assert [phase.phase for phase in above.phases] == ["FCC_A1"]


def test_copper_rich_corner_and_the_order_of_beta_brass():
    x = {"Al": 0.02, "Cu": 0.58, "Zn": 0.40}
    with ElementSystem(default_database(), list(x)) as system:
        for temperature, order in ((500.0, ORDERED), (800.0, DISORDERED)):
            point = solve_point(system, x, temperature)
            gibbs, fractions = by_pycalphad(system, x, temperature)
            assert point.gibbs == pytest.approx(gibbs, abs=0.1)
            assert summed(point) == pytest.approx(fractions, abs=1e-3)
            assert {phase.order for phase in point.phases if phase.phase == "BCC_B2"} == {order}
            assert {phase.order for phase in point.phases if phase.phase != "BCC_B2"} == {""}


def test_a_liquid_between_the_sampled_points_is_found():
    # No sampled point of the liquid shows it.
    x = mole_fractions({"Cu": 5.452, "Mn": 0.403, "Si": 1.953, "Ti": 0.079})
    with ElementSystem(default_database(), list(x)) as system:
        point, thorough = (solve_point(system, x, 795.7, thorough=t) for t in (False, True))
    assert point.gibbs == pytest.approx(thorough.gibbs, abs=0.1)
    assert summed(point)["LIQUID"] == pytest.approx(0.0659, abs=1e-3)


def test_pure_aluminium_melts_at_its_melting_point():
    solid, liquid = solved({"Al": 1.0}, 933.0, 934.0)
    assert [phase.phase for phase in solid.phases] == ["FCC_A1"]
    assert [phase.phase for phase in liquid.phases] == ["LIQUID"]


def test_a_point_that_passes_no_test_has_no_phases(monkeypatch):
    monkeypatch.setattr("mi_core.alloys.thermodynamics.solver.point.HIGHEST_DRIVING_FORCE", -1e9)
    (point,) = solved(mole_fractions({"Si": 5.0}), 700.0)
    assert not point.converged
    assert np.isnan(point.gibbs)


def test_an_answer_is_refused_while_something_still_lies_below_its_plane(monkeypatch):
    monkeypatch.setattr("mi_core.alloys.thermodynamics.solver.solve.MOST_ROUNDS", 1)
    monkeypatch.setattr("mi_core.alloys.thermodynamics.solver.solve.STARTS", ((0, 0.0),))
    found = solved(mole_fractions({"Cu": 5.452, "Mn": 0.403, "Si": 1.953, "Ti": 0.079}), 795.7)
    assert not found[0].converged  # a second round would add the liquid


def test_two_sets_of_one_phase_and_composition_are_one_phase_and_keep_the_balance():
    x = mole_fractions({"Zn": 5.0})
    with ElementSystem(default_database(), list(x)) as system:
        sites = np.zeros((2, system.layouts["FCC_A1"].size))
        at = np.array([x[symbol] for symbol in system.elements])
        sites[:, :2], sites[:, 2:] = np.array([at, at]), 1.0
        sites[0, :2] += [2e-4, -2e-4]
        sites[1, :2] -= [2e-4, -2e-4]
        sets = [new_set(system, "FCC_A1", y, 0.5, 600.0) for y in sites]
        energies = [compset.energy for compset in sets]
        potentials = np.linalg.solve(np.array([compset.X for compset in sets]), energies)
        point = accepted(at, sets, potentials, 0.0)
    assert [phase.fraction for phase in point.phases] == pytest.approx([1.0])
    assert point.phases[0].composition == pytest.approx(at, abs=1e-9)


@pytest.mark.parametrize(
    ("wt", "temperature"),
    [
        ({"Cr": 0.266, "Cu": 5.99, "Mg": 8.316, "Ti": 0.29, "Zn": 10.673, "Zr": 0.292}, 400.0),
        ({"Cr": 0.318, "Cu": 0.526, "Fe": 1.162, "Mg": 1.035, "Si": 1.898, "Zn": 11.618}, 400.0),
    ],
)
def test_columns_answer_where_the_minimiser_goes_in_circles_or_loses_a_phase(wt, temperature):
    x = mole_fractions(wt)
    with ElementSystem(default_database(), list(x)) as system:
        point = solve_point(system, x, temperature)
        sets = column_start(system, np.array([x[symbol] for symbol in system.elements]), temperature, 0)
    assert point.converged
    assert sum(compset.NP * compset.energy for compset in sets) == pytest.approx(point.gibbs, abs=1.0)
    assert {compset.phase_record.phase_name for compset in sets} == {phase.phase for phase in point.phases}


@pytest.mark.parametrize("energy", ["+LN(-T)", "+GHSERAL+1/(T-600)", "+1E400"])
def test_a_phase_whose_energy_is_no_number_is_said_and_no_other_takes_its_place(energy):
    text = AL_ZN.replace("FCC_A1,AL:VA;0) 298.15 +GHSERAL", f"FCC_A1,AL:VA;0) 298.15 {energy}")
    with ElementSystem(small(text), ["Al", "Zn"]) as system:
        point = solve_point(system, {"Al": 0.9, "Zn": 0.1}, 600.0)
    assert not point.converged
    assert point.reason == "the energy of FCC_A1 is no finite number at 600 K"
