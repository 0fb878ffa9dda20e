"""Layers beside those of random weights, and what is said of them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mi_core.errors import InputError
from mi_core.representations.comparison import compare_layers, often_met
from mi_core.representations.layers import ATOMS, Layers
from mi_core.representations.measures import MEASURES
from mi_core.representations.verdicts import FALLS, FLAT, GROWS, GROWS_OVERALL, UNKNOWN, trend_of, verdicts

N = 120
LABELS = np.array(["fcc", "bcc"])[np.arange(N) % 2]


def made_layers(apart: tuple[float, ...], seed: int = 0) -> Layers:
    """Two clouds, this far apart in each layer; every three atoms are of one frame."""
    rng = np.random.default_rng(seed)
    values = {
        f"layer {number}": (rng.normal(size=(N, 4)) + distance * (LABELS == "fcc")[:, None]).astype("float32")
        for number, distance in enumerate(apart)
    }
    frame = [f"frame {number // 6}" for number in range(N)]
    points = pd.DataFrame({"id": np.arange(N).astype(str), "formula": "Si", "source": "", "group": frame})
    return Layers(ATOMS, tuple(values), values, points)


@pytest.fixture(scope="module")
def compared():
    random = [made_layers((0.2, 0.2, 0.2), seed) for seed in (1, 2, 3)]
    return compare_layers(made_layers((0.2, 1.5, 4)), random, LABELS)


def test_there_is_a_row_per_layer_and_measure(compared):
    assert list(compared["layer"].unique()) == ["layer 0", "layer 1", "layer 2"]
    assert list(compared["measure"].unique()) == list(MEASURES)
    assert len(compared) == 3 * len(MEASURES)
    assert (compared["n"] == N).all()
    assert (compared["random_low"] <= compared["random_mean"]).all()
    assert (compared["random_mean"] <= compared["random_high"]).all()


def test_a_network_that_parts_labels_more_and_more_is_said_to(compared):
    for verdict in verdicts(compared):
        assert verdict.trend == GROWS
        assert verdict.beyond_random
        assert verdict.learned
        assert "the growth was learned" in verdict.sentence


def test_a_network_as_good_as_random_ones_is_said_to_be_no_better():
    random = [made_layers((0.2, 1.5, 4), seed) for seed in (1, 2, 3)]
    frame = compare_layers(made_layers((0.2, 1.5, 3), 4), random, LABELS, measures=[MEASURES["silhouette"]])
    (verdict,) = verdicts(frame)
    assert verdict.trend == GROWS
    assert not verdict.beyond_random
    assert not verdict.learned
    assert "less than any of them" in verdict.sentence


@pytest.mark.parametrize(
    ("values", "trend"),
    [
        ([0.2, 0.5, 0.9], GROWS),
        ([0.2, 0.95, 0.9], GROWS_OVERALL),
        ([0.2, 0.9, 0.901], GROWS_OVERALL),
        ([0.9, 0.95, 0.2], FALLS),
        ([0.9, 0.2, 0.901], FLAT),
        ([-0.3, -0.1, 0.1], GROWS),
    ],
)
def test_the_trend_over_layers(values, trend):
    assert trend_of(np.array(values)) == trend


def test_a_rise_that_is_lost_again_is_told_and_is_no_growth_that_was_learned(compared):
    purity = compared[compared["measure"] == "purity"]
    (verdict,) = verdicts(purity.assign(value=[0.6, 0.9, 0.55], random_low=0.1, random_high=[0.5, 0.3, 0.2]))
    assert verdict.trend == FALLS
    assert verdict.beyond_random
    assert not verdict.learned
    assert "0.55 in layer 2, after 0.90 in layer 1; there random" in verdict.sentence
    assert verdict.sentence.endswith("more than any of them.")


def test_growth_that_random_weights_may_have_is_not_said_to_be_learned(compared):
    purity = compared[compared["measure"] == "purity"]
    (verdict,) = verdicts(purity.assign(value=[0.5, 0.6, 0.7], random_low=0.1, random_high=0.6))
    assert verdict.beyond_random
    assert not verdict.learned
    assert verdict.sentence.endswith("though by no more growth than random weights may have.")


def test_layers_without_a_number_are_passed_over(compared):
    ratio = compared[compared["measure"] == "variance_ratio"]
    (verdict,) = verdicts(ratio.assign(value=[np.inf, 1.0, 2.0]))
    assert "in layer 1" in verdict.sentence
    (verdict,) = verdicts(ratio.assign(value=[np.inf, np.nan, 2.0]))
    assert verdict.trend == UNKNOWN


def test_points_without_a_label_and_rare_labels_are_left_out():
    labels = LABELS.astype(object)
    labels[:2], labels[2:4], labels[4:6] = "hcp", None, ""
    frame = compare_layers(
        made_layers((1.0,)), [made_layers((0.0,), 1)], labels, measures=[MEASURES["purity"]]
    )
    assert frame["n"].item() == N - 6
    groups = np.array(["a", "a", "b", "b", "c", "c"], dtype=object)
    kept = often_met(np.array(["x", "y", "x", "y", "z", "z"], dtype=object), groups, fewest=2)
    assert kept.tolist() == [True] * 4 + [False] * 2


def test_what_cannot_be_compared_is_refused_in_a_sentence():
    trained = made_layers((1.0,))
    with pytest.raises(InputError, match="at least one network of random weights"):
        compare_layers(trained, [], LABELS)
    with pytest.raises(InputError, match="120 points of layer 0, layer 1 beside 120 of layer 0"):
        compare_layers(trained, [made_layers((1.0, 1.0))], LABELS)
    with pytest.raises(InputError, match="got 1 of 1; choose other labels"):
        compare_layers(trained, [trained], ["fcc"] * N)
    with pytest.raises(InputError, match="got 3 and 120"):
        compare_layers(trained, [trained], ["fcc"] * 3)
