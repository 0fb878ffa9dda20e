"""Misses by hand: interpolation between nodes, units, sides of a range, tolerances, and what is not known."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.alloys.compositions.composition import ELEMENTS
from mi_core.alloys.compositions.prices import PRICES, cost_per_kg
from mi_core.alloys.specification.misses import distances, meets, wished_values
from mi_core.alloys.specification.reading import specification_from_json
from mi_core.alloys.specification.wishes import wishes

PHASES, T = ("FCC_A1", "MG2SI"), (400.0, 500.0, 600.0)
FRACTIONS = np.array([[[0.96, 0.04], [0.98, 0.02], [1.0, 0.0]], [[0.99, 0.01], [1.0, 0.0], [np.nan, np.nan]]])
WT = np.zeros((2, 9))
WT[:, ELEMENTS.index("Mg")] = [1.0, 0.5]
WT[:, ELEMENTS.index("Si")] = [0.6, 0.0]


def spec(**parts):
    return specification_from_json(parts)


def phase(name, temperature, **bound) -> dict:
    return {"phase": name, "temperature_k": temperature} | bound


def missed(wanted, derived=None, **options) -> np.ndarray:
    return distances(wishes(wanted), wished_values(wanted, FRACTIONS, T, PHASES, WT, derived, **options))


@pytest.mark.parametrize(
    ("temperature", "expected"),
    [
        (400, [0.04, 0.01]),
        (450, [0.03, 0.005]),
        (520, [0.016, np.nan]),
        (500, [0.02, 0.0]),
        (300, [np.nan] * 2),
    ],
)
def test_fractions_between_nodes_are_interpolated_and_outside_unknown(temperature, expected):
    wanted = spec(phases=[phase("MG2SI", temperature, min=0)])
    found = wished_values(wanted, FRACTIONS, T, PHASES, WT)
    assert found[:, 0] == pytest.approx(expected, nan_ok=True)


def test_misses_are_distances_to_the_nearer_side():
    wanted = spec(phases=[phase("MG2SI", 400, min=0.02, max=0.03), phase("MG2SI", 400, value=0.03)])
    assert missed(wanted) == pytest.approx(np.array([[0.01, 0.01], [0.01, 0.02]]))


def test_a_phase_that_is_not_there_has_nothing_and_what_failed_is_not_known():
    wanted = spec(phases=[phase("TAU", 400, min=0.01), phase("TAU", 600, max=0.0)])
    assert missed(wanted) == pytest.approx(np.array([[0.01, 0.0], [0.01, np.nan]]), nan_ok=True)


def test_composition_in_weight_percent_aluminium_the_rest():
    wanted = spec(composition_wt={"Mg": {"max": 0.8}, "Al": {"min": 99.0}, "Zn": {"min": 0.1}})
    assert missed(wanted) == pytest.approx(np.array([[0.2, 0.6, 0.1], [0.0, 0.0, 0.1]]))


def test_costs_are_those_of_the_metals():
    wanted = spec(cost_per_kg={"max": 0.0})
    expected = [cost_per_kg({"Mg": 1.0, "Si": 0.6}), cost_per_kg({"Mg": 0.5})]
    assert missed(wanted)[:, 0] == pytest.approx(expected)
    own = PRICES | {"Mg": 1000.0}
    assert missed(wanted, prices=own)[1, 0] == pytest.approx(cost_per_kg({"Mg": 0.5}, own))


def test_an_element_without_a_price_has_an_unknown_cost_only_where_it_is():
    wanted = spec(cost_per_kg={"max": 3.0})
    found = missed(wanted, prices={"Al": 2.4, "Mg": 2.8})
    assert np.isnan(found[0, 0])
    assert found[1, 0] == 0.0


def test_derived_temperatures_are_given_or_estimated():
    wanted = spec(derived={"solidus_k": {"min": 830}, "solvus_k:MG2SI": {"max": 520}})
    given = {"solidus_k": np.array([820.0, np.nan]), "solvus_k:MG2SI": np.array([500.0, 530.0])}
    assert missed(wanted, given) == pytest.approx(np.array([[10.0, 0.0], [np.nan, 10.0]]), nan_ok=True)
    # MG2SI falls by 0.02 in 100 K, so that its line ends at 600 K; there is no liquid
    estimated = missed(wanted)
    assert estimated[0, 1] == pytest.approx(80.0)
    assert np.isnan(estimated[:, 0]).all()


def test_tolerances_values_are_met_nearby_and_ranges_exactly():
    wanted = spec(
        phases=[phase("MG2SI", 400, value=0.03), phase("MG2SI", 400, max=0.03)],
        derived={"solidus_k": {"min": 830}, "liquidus_k": {"value": 900}},
    )
    of = wishes(wanted)
    assert meets(of, np.array([0.02, 1e-4, 0.5, 2.0])).tolist() == [True] * 4
    assert meets(of, np.array([0.0201, 2e-4, 0.6, 2.1])).tolist() == [False] * 4
    assert meets(of, np.full(4, np.nan)).tolist() == [False] * 4


def test_no_wish_is_no_column():
    assert missed(spec()).shape == (2, 0)
