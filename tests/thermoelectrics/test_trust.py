"""What the card of the model of measured properties says of four kinds of new rows, and how it is drawn."""

from __future__ import annotations

import math

import numpy as np
import pytest

from mi_core.datasets.consistency import Repeats
from mi_core.evaluation.distance import DISTANCE_CLASSES, SAME_HOST, SAME_SERIES
from mi_core.pretrained.store import load_model
from mi_core.thermoelectrics.figures.trust import splits_figure
from mi_core.thermoelectrics.learned import MODEL
from mi_core.thermoelectrics.trust import (
    HELD_OUT,
    distance_scores,
    repeated_by,
    split_scores,
    split_table,
    split_words,
    spread_words,
)

NOTHING_REPEATED = Repeats(0, 0, 0, *(math.nan,) * 4)


@pytest.fixture(scope="module")
def model():
    return load_model(MODEL)


@pytest.fixture(scope="module")
def scores(model):
    return split_scores(model.card)


def test_errors_by_distance_are_of_the_same_rows(model, scores):
    found = distance_scores(model.card, "zt")
    zt = scores[scores["target"] == "zt"].set_index("held_out")
    for held_out, part in found.groupby("held_out"):
        assert part["n"].sum() == zt.loc[held_out, "n"]
        assert np.average(part["mae"], weights=part["n"]) == pytest.approx(zt.loc[held_out, "mae"])
        assert np.average(part["coverage"], weights=part["n"]) == pytest.approx(zt.loc[held_out, "coverage"])
    assert set(found["held_out"]) == set(HELD_OUT)
    assert (
        distance_scores(model.card, "zt")
        .query("held_out == 'hosts'")["relation"]
        .isin(["same elements", "new"])
        .all()
    )


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
    assert coverage[["compositions", "papers"]].stack().between(0.86, 0.95).all()
    assert coverage["hosts"].between(0.85, 0.95).all()


def test_intervals_hold_on_new_papers_about_known_hosts_and_a_known_series_is_told_apart(model):
    for target in model.card.targets:
        of_papers = distance_scores(model.card, target).query("held_out == 'papers'").set_index("relation")
        assert of_papers.index.tolist() == list(DISTANCE_CLASSES)
        assert of_papers.loc[SAME_HOST, "coverage"] > 0.88
        assert 0.70 < of_papers.loc[SAME_SERIES, "coverage"] <= of_papers["coverage"].max()


@pytest.fixture(scope="module")
def repeated(model):
    return repeated_by(model.training, model.card.targets)


def test_the_model_keeps_what_the_deviation_of_papers_needs(repeated, model):
    assert list(repeated) == list(model.card.targets)
    assert 0.03 < repeated["zt"].deviation < repeated["zt"].difference < 0.2


def test_it_is_said_to_be_an_estimate_and_on_how_little_it_rests(repeated):
    words = split_words(repeated["zt"])
    assert "an estimate of what even a perfect model" in words
    assert (
        "few of the compositions that the errors are from (11 compositions, 25 papers, 105 pairs of papers)"
        in words
    )
    assert spread_words(repeated["seebeck_uv_per_k"], "seebeck_uv_per_k") == (
        "Seebeck coefficient: papers deviate by 6.63 to 157 µV/K, by composition."
    )
    assert spread_words(NOTHING_REPEATED, "zt") == ""
    assert split_words(NOTHING_REPEATED) == "“No model” answers with the median for all."


def test_the_figure_has_a_bar_for_each_split_and_both_lines(scores, repeated):
    figure = splits_figure(scores, "zt", repeated["zt"])
    (bars,) = figure.data
    np.testing.assert_allclose(bars.y, scores.loc[scores["target"] == "zt", "mae"])
    assert list(bars.x) == [f"new {held_out}" for held_out in HELD_OUT]
    assert [line.name for line in figure.layout.shapes] == [
        f"no model: {scores.set_index('target').loc['zt', 'baseline_mae'].iloc[0]:.3f}",
        "papers deviate by 0.0764 (11 compositions)",
    ]
    assert figure.layout.yaxis.range[1] > max(bars.y)


def test_without_repeats_there_is_no_line_of_papers(scores):
    assert len(splits_figure(scores, "zt", NOTHING_REPEATED).layout.shapes) == 1


def test_a_property_that_the_card_lacks_is_said(scores):
    assert "no errors" in splits_figure(scores, "gap_ev", NOTHING_REPEATED).layout.annotations[0].text


def test_the_table_names_properties_and_units(scores, repeated):
    table = split_table(scores, repeated)
    assert "Seebeck coefficient (µV/K)" in set(table["property"])
    assert len(table) == len(scores)
    assert table["papers_deviate"].tolist() == [repeated[key].deviation for key in scores["target"]]
