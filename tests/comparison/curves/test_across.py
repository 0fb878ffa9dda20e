"""Targets side by side: errors over deviations, places, and which comparisons are of the same rows."""

from __future__ import annotations

import copy
from dataclasses import replace

import numpy as np
import pytest

from mi_core.comparison.curves.across import curves, mean_absolute_deviation, same_rows, standing
from mi_core.comparison.figures.across_targets import IN_FRONT, across_targets_figure
from mi_core.comparison.protocol import Protocol
from mi_core.comparison.run import compare

PROTOCOL = Protocol(folds=3, features=("electronegativity", "atomic_radius"), importance=False)


@pytest.fixture(scope="module")
def two(problem):
    """Comparisons of a target and of ten times its square, of the same rows."""
    other = replace(
        problem, y=10 * problem.y**2, target=replace(problem.target, key="b", title="B"), cache={}
    )
    return [compare(p, ["mean", "ridge"], PROTOCOL) for p in (problem, other)]


def test_shares_are_errors_over_the_deviation_of_the_rows_that_judge_the_curve(two):
    table = curves(two)
    for comparison in two:
        first = comparison.predictions.query("fold == 0 and model == 'mean'")["true"].to_numpy()
        deviation = np.abs(first - first.mean()).mean()
        assert mean_absolute_deviation(comparison) == pytest.approx(deviation)
        own = table[(table["target"] == comparison.target.key) & (table["model"] == "ridge")]
        errors = comparison.learning.query("model == 'ridge'").groupby("n_train")["mae"]
        np.testing.assert_allclose(own.sort_values("n_train")["share"], errors.mean() / deviation)
        np.testing.assert_allclose(own.sort_values("n_train")["spread"], errors.std() / deviation, atol=1e-9)
    assert table[table["model"] == "mean"]["share"].to_numpy() == pytest.approx(1, abs=0.1)


def test_the_standing_names_place_and_best(two):
    rows = standing(curves(two), "mean")
    last = rows[rows["n_train"] == rows["n_train"].max()]
    assert last["rank"].tolist() == [2, 2]
    assert last["best"].tolist() == ["ridge", "ridge"]
    assert (last["best_share"] < last["share"]).all()
    assert standing(curves(two), "ridge")["rank"].tolist()[-1] == 1
    assert standing(curves(two), "unknown").empty


def test_other_splits_and_tables_are_other_rows(two):
    card, other = two[0].card, two[1].card
    assert same_rows(card, other)
    for where, key, value in (
        ("protocol", "seed", 7),
        ("protocol", "holdout", 0.2),
        ("dataset", "sha256", "0"),
    ):
        changed = copy.deepcopy(other)
        changed[where][key] = value
        assert not same_rows(card, changed), key


def test_every_target_has_a_panel_and_one_regressor_is_in_front(two):
    table = curves(two)
    figure = across_targets_figure(table, {"ridge": "Ridge"}, "ridge")
    assert [a.text for a in figure.layout.annotations] == [c.target.title for c in two]
    assert len(figure.data) == 4
    red = [trace for trace in figure.data if trace.line.color == IN_FRONT]
    assert [trace.name for trace in red] == ["Ridge", "Ridge"]
    assert sorted(trace.name for trace in figure.data if trace.showlegend) == ["Ridge", "mean"]
    for trace in red:
        own = table[(table["model"] == "ridge") & np.isclose(table["share"], trace.y[0])]
        assert len(own) == 1
    assert {figure.layout.xaxis.type, figure.layout.yaxis2.type} == {"log"}


def test_a_regressor_that_only_a_later_target_has_is_in_the_legend(two):
    table = curves(two)
    first = table["target"].iloc[0]
    part = table[~((table["target"] == first) & (table["model"] == "ridge"))]
    named = [trace.name for trace in across_targets_figure(part, {}, "mean").data if trace.showlegend]
    assert sorted(named) == ["mean", "ridge"]


def test_without_curves_the_figure_says_so(two):
    empty = curves([replace(c, learning=c.learning.iloc[:0]) for c in two])
    assert empty.empty
    assert "No learning curve" in across_targets_figure(empty, {}, "mean").layout.annotations[0].text
