"""What the card of the model of measured properties says of four kinds of new rows, and how it is drawn."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from mi_core.pretrained.store import load_model
from mi_core.thermoelectrics.figures.trust import splits_figure
from mi_core.thermoelectrics.learned import MODEL
from mi_core.thermoelectrics.trust import HELD_OUT, noise_floor, split_scores, split_table


@pytest.fixture(scope="module")
def model():
    return load_model(MODEL)


@pytest.fixture(scope="module")
def scores(model):
    return split_scores(model.card)


def test_every_property_has_all_four_splits(model, scores):
    assert len(scores) == len(HELD_OUT) * len(model.card.targets)
    assert (scores["n"] == scores["n"].iloc[0]).all()
    zt = scores[scores["target"] == "zt"].set_index("held_out")
    assert zt.loc["compositions", "mae"] == model.card.targets["zt"]["metrics"]["mae"]
    assert zt.loc["hosts", "r2"] == model.card.targets["zt"]["measured_on"]["by host"]["r2"]


def test_new_hosts_are_harder_than_new_compositions_than_new_rows(scores):
    for _, rows in scores.groupby("target"):
        mae = rows.set_index("held_out")["mae"]
        assert mae["rows"] < mae["compositions"] < min(mae["papers"], mae["hosts"])


def test_intervals_hold_on_new_compositions_and_on_new_hosts(scores):
    coverage = scores.pivot_table(index="target", columns="held_out", values="coverage")
    assert coverage["compositions"].between(0.86, 0.96).all()
    assert coverage["hosts"].between(0.85, 0.95).all()


def test_the_noise_floor_is_the_mean_difference_of_papers():
    rows = pd.DataFrame(
        {
            "formula": ["PbTe", "PbTe", "TePb", "SnSe"],
            "temperature_k": 300.0,
            "doi": ["10.1/a", "10.1/b", "10.1/c", "10.1/a"],
            "zt": [0.1, 0.3, 0.4, 0.9],
        }
    )
    assert noise_floor(rows, "zt") == pytest.approx((0.2 + 0.3 + 0.1) / 3)
    assert math.isnan(noise_floor(rows.iloc[3:], "zt"))


def test_the_model_keeps_what_the_floor_needs(model):
    assert 0.05 < noise_floor(model.training, "zt") < 0.2


def test_the_figure_has_a_bar_for_each_split_and_both_lines(scores):
    figure = splits_figure(scores, "zt", 0.11)
    (bars,) = figure.data
    np.testing.assert_allclose(bars.y, scores.loc[scores["target"] == "zt", "mae"])
    assert list(bars.x) == [f"new {held_out}" for held_out in HELD_OUT]
    assert len(figure.layout.shapes) == 2
    assert figure.layout.yaxis.range[1] > max(bars.y)


def test_without_repeats_there_is_no_floor(scores):
    assert len(splits_figure(scores, "zt", math.nan).layout.shapes) == 1


def test_a_property_that_the_card_lacks_is_said(scores):
    assert "no errors" in splits_figure(scores, "gap_ev", 0.1).layout.annotations[0].text


def test_the_table_names_properties_and_units(scores):
    table = split_table(scores, dict.fromkeys(scores["target"], 0.1))
    assert "Seebeck coefficient (µV/K)" in set(table["property"])
    assert len(table) == len(scores)
