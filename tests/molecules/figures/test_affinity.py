"""Figures of affinities: the right order, both directions, grey gaps, and errors."""

from __future__ import annotations

import numpy as np
import pytest
from shipped_affinities import MATRIX, TASKS, affinity_values

from mi_core.molecules.affinity.shipped import affinities_of, tree_order
from mi_core.molecules.figures.affinity import affinity_figure, known_tasks
from mi_core.molecules.figures.affinity_agreement import agreement_figure
from mi_core.molecules.figures.affinity_bars import ENDS, both_ends, task_figure
from mi_core.molecules.figures.affinity_words import DIVERGING, affinity_text, colour_limit
from mi_core.molecules.task_groups import grouped_name

SOLUBILITY, LIPOPHILICITY, *_ = TASKS


@pytest.fixture
def affinities():
    return affinities_of(affinity_values(), "exact")


def trace(figure, name):
    return next(each for each in figure.data if each.name == name)


@pytest.mark.parametrize("by_tree", [True, False])
def test_rows_and_columns_stand_in_the_order_of_the_tree_or_of_the_table(affinities, by_tree):
    figure = affinity_figure(affinities, by_tree=by_tree)
    names = tree_order(affinities.mean.loc[TASKS, TASKS]) if by_tree else list(TASKS)
    for axis in (figure.layout.xaxis, figure.layout.yaxis):
        assert [grouped_name(name) in text for name, text in zip(names, axis.ticktext, strict=True)] == [
            True
        ] * 5
    np.testing.assert_allclose(trace(figure, "affinity").z, affinities.mean.loc[names, names])
    assert any(each.name == "tree" for each in figure.data) is by_tree
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]  # the first row is on top


def test_a_cell_tells_both_directions_and_which_tasks_meet_in_it(affinities):
    cells = trace(affinity_figure(affinities, by_tree=False), "cells")
    place = [tuple(pair) for pair in cells.customdata].index((SOLUBILITY, LIPOPHILICITY))
    assert (cells.x[place], cells.y[place]) == (1, 0)
    first, second = cells.text[place].split("<br>")
    assert "solubility ← lipophilicity: +0.305 ± 0.005" in first
    assert "lipophilicity ← solubility: +0.255 ± 0.005" in second
    assert len(cells.x) == 5 * 4


def test_the_colours_are_centred_and_gaps_are_grey(affinities):
    values = affinity_values()
    gap = values[~((values["task"] == SOLUBILITY) & (values["beside"] == LIPOPHILICITY))]
    figure = affinity_figure(affinities_of(gap, "exact"), by_tree=False)
    cells = trace(figure, "affinity")
    assert cells.zmin == -cells.zmax
    assert [shade for place, shade in DIVERGING if place == 0.5] == [cells.colorscale[3][1]]
    missing = np.argwhere(np.isfinite(trace(figure, "not computed").z.astype(float)))
    assert missing.tolist() == [[0, 1]]
    assert any("not computed" in text for text in trace(figure, "cells").text)


def test_one_large_affinity_does_not_wash_out_the_others():
    values = np.full((48, 48), 0.1)
    values[0, 1], values[0, 2] = -30, np.nan
    assert colour_limit(values) == pytest.approx(0.1)
    assert colour_limit(np.full((2, 2), np.nan)) == 1


def test_groups_are_in_the_legend_and_the_chosen_task_is_framed(affinities):
    figure = affinity_figure(affinities, by_tree=False, chosen=LIPOPHILICITY)
    assert {each.name for each in figure.data if each.showlegend is not False and each.type == "scatter"} == {
        "Properties", "SIDER", "Tox21",
    }  # fmt: skip
    assert (figure.layout.shapes[0].y0, figure.layout.shapes[1].x1) == (0.5, 1.5)


def test_nothing_and_two_tasks_are_figures_too(affinities):
    nothing = affinities_of(affinity_values(MATRIX * np.nan), "exact")
    assert "No affinity" in affinity_figure(nothing).layout.annotations[0].text
    two = affinity_values()
    two = affinities_of(two[two["task"].isin(TASKS[:2]) & two["beside"].isin(TASKS[:2])], "exact")
    assert known_tasks(two) == list(TASKS[:2])
    assert trace(affinity_figure(two), "affinity").z.shape == (2, 2)


def test_bars_are_sorted_with_errors_and_the_null_beside_them(affinities):
    similarity = affinities_of(affinity_values(np.abs(MATRIX) + 0.3, seeds=(0,)), "similarity")
    figure = task_figure(affinities, SOLUBILITY, similarity)
    bars, null = figure.data
    assert bars.y[0] == "lipophilicity"
    assert list(bars.x) == sorted(bars.x, reverse=True)
    assert bars.error_x.array == pytest.approx([0.005] * 4)
    assert len({colour for colour, value in zip(bars.marker.color, bars.x, strict=True) if value > 0}) == 1
    assert null.x[0] == pytest.approx(0.6)
    assert null.xaxis == "x2"
    assert "No affinity of HIV" in task_figure(affinities, "hiv").layout.annotations[0].text


def test_of_many_bars_the_best_and_the_worst_are_drawn(affinities):
    import pandas as pd

    rows = pd.DataFrame({"beside": [str(n) for n in range(47)]})
    assert both_ends(rows)["beside"].tolist() == [str(n) for n in [*range(ENDS), *range(47 - ENDS, 47)]]


def test_the_scatter_says_how_well_an_estimate_agrees(affinities):
    twin = affinities_of(affinity_values(MATRIX.T, seeds=(0,)), "twin")
    figure = agreement_figure(affinities, twin)
    assert sum(len(each.x) for each in figure.data) == 20
    place = list(figure.data[0].customdata).index("solubility ← lipophilicity")
    assert (figure.data[0].x[place], figure.data[0].y[place]) == pytest.approx((0.25, 0.305))
    assert "over 20 pairs" in figure.layout.title.subtitle.text


def test_affinities_in_words():
    assert affinity_text(-0.1234, 0.01) == "−0.123 ± 0.0100"
    assert affinity_text(float("nan")) == "not computed"
