"""Conditions hold what was specified, and random ones hold the alloy they were made from."""

import numpy as np
import pytest

from mi_core.alloys.models.condition import condition_of, open_condition, stack
from mi_core.alloys.models.random_condition import SCENARIOS, random_condition, training_conditions
from mi_core.alloys.specification.reading import specification_from_json

PHASES = ("FCC_A1", "LIQUID", "MG2SI")
NODES = (400.0, 450.0, 500.0, 800.0, 820.0, 840.0)


def _condition(**parts):
    return condition_of(specification_from_json(parts), PHASES, NODES)


def test_a_wish_at_a_node_is_one_cell():
    found = _condition(phases=[{"phase": "MG2SI", "temperature_k": 450, "min": 0.01, "max": 0.02}])
    assert np.argwhere(found.mask).tolist() == [[1, 2]]
    assert found.low[1, 2] == pytest.approx(0.01)
    assert found.high[1, 2] == pytest.approx(0.02)


def test_a_wish_between_nodes_is_asked_of_both():
    found = _condition(phases=[{"phase": "LIQUID", "temperature_k": 810, "max": 0.0}])
    assert np.argwhere(found.mask).tolist() == [[3, 1], [4, 1]]


def test_a_least_solidus_forbids_liquid_below_it():
    found = _condition(derived={"solidus_k": {"min": 830}})
    assert found.mask[:, 1].tolist() == [True] * 5 + [False]
    assert found.high[:5, 1].max() <= 0.005


def test_a_most_liquidus_asks_for_liquid_only_above_it():
    found = _condition(derived={"liquidus_k": {"max": 815}})
    assert found.mask[:, 1].tolist() == [False] * 4 + [True] * 2
    assert found.low[4:, 1].min() >= 0.99


def test_bounds_of_the_composition_reach_the_condition():
    found = _condition(composition_wt={"Zn": {"max": 1.0}, "Mg": {"min": 0.5}, "Al": {"min": 95.0}})
    assert found.wt_high[7] == pytest.approx(1.0)
    assert found.wt_low[3] == pytest.approx(0.5)
    assert float(found.most_alloying) == pytest.approx(5.0)


def test_phases_that_the_grid_lacks_are_left_out():
    assert not _condition(phases=[{"phase": "SIGMA", "temperature_k": 450, "max": 0.0}]).mask.any()


def test_conditions_stack_to_a_batch():
    batch = stack([open_condition(6, 3)] * 4)
    assert batch.mask.shape == (4, 6, 3)
    assert batch.most_alloying.shape == (4,)
    assert batch[1].wt_high.shape == (9,)


@pytest.fixture
def diagrams():
    rng = np.random.default_rng(0)
    fractions = rng.dirichlet([0.2] * 8, (300, 19)).astype(np.float32)
    fractions[fractions < 1e-3] = 0
    fractions[0, 3] = np.nan
    wt = rng.uniform(0, 5, (300, 9)) * (rng.random((300, 9)) < 0.5)
    return fractions, wt


def test_training_conditions_hold_their_alloys(diagrams):
    fractions, wt = diagrams
    found = training_conditions(np.random.default_rng(1), fractions, wt)
    seen = found.mask
    assert np.isfinite(fractions[seen]).all()
    assert (found.low[seen] <= fractions[seen] + 1e-6).all()
    assert (found.high[seen] >= fractions[seen] - 1e-6).all()
    assert (found.low[~seen] == 0).all()
    assert (found.high[~seen] == 1).all()
    assert (found.wt_low <= wt + 1e-5).all()
    assert (found.wt_high >= wt - 1e-5).all()
    assert (found.wt_high < 100).any()
    assert (found.low < found.high)[seen].any()  # some are ranges
    assert (found.low == found.high)[seen].any()  # some are values


@pytest.mark.parametrize("rate", [0.1, 0.7, 0.9])
def test_the_hidden_share_is_the_one_asked_for(diagrams, rate):
    fractions, wt = diagrams
    rng = np.random.default_rng(2)
    shown = np.mean(
        [random_condition(rng, fractions[n], wt[n], hidden_share=rate).mask.mean() for n in range(1, 200)]
    )
    assert shown == pytest.approx(1 - rate, abs=0.01)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_scenario_shows_something(diagrams, scenario):
    fractions, wt = diagrams
    rng = np.random.default_rng(3)
    masks = np.array([random_condition(rng, fractions[n], wt[n], scenario=scenario).mask for n in range(50)])
    assert masks.any(axis=(1, 2)).all()
    if scenario == "one temperature":
        assert (masks.any(axis=2).sum(axis=1) == 1).all()
    if scenario == "one phase":
        assert (masks.any(axis=1).sum(axis=1) == 1).all()
    if scenario == "few cells":
        assert masks.sum(axis=(1, 2)).max() <= 8
