"""The figure of values holds the frame's numbers, sorted, with both ends of each interval."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.figures.values import NAMED_ROWS, values_figure
from mi_core.prediction.frame import failed_row, make_frame
from mi_core.prediction.words import INSIDE, OUTSIDE
from mi_core.structures.material import Material
from mi_core.targets import TARGETS

GAP = TARGETS["gap_ev"]


@pytest.mark.parametrize("n", [1, NAMED_ROWS, NAMED_ROWS + 1, 1000])
def test_every_value_and_interval_is_drawn_once_in_order(frame_of, n):
    frame = frame_of(n)
    rows = frame[frame["target"] == GAP.key].sort_values("value")
    listed = n <= NAMED_ROWS
    figure = values_figure(frame, GAP)
    across, along, bars = ("x", "y", "error_x") if listed else ("y", "x", "error_y")
    drawn = sorted(
        (place, value, value - minus, value + plus)
        for trace in figure.data
        for place, value, minus, plus in zip(
            trace[along], trace[across], trace[bars].arrayminus, trace[bars].array, strict=True
        )
    )
    expected = rows[["value", "lower", "upper"]].to_numpy()
    np.testing.assert_allclose(np.array(drawn)[:, 1:], expected)


def test_the_domain_is_told_by_the_mark(frame_of):
    frame = frame_of(9)
    figure = values_figure(frame, GAP)
    assert [(t.name, len(t.x), t.marker.symbol) for t in figure.data] == [
        (INSIDE, 6, "circle"),
        (OUTSIDE, 3, "diamond-open"),
    ]


def test_the_value_axis_carries_symbol_and_unit(frame_of):
    assert values_figure(frame_of(3), GAP).layout.xaxis.title.text == "E<sub>gap</sub> (eV)"
    assert values_figure(frame_of(300), GAP).layout.yaxis.title.text == "E<sub>gap</sub> (eV)"


def test_without_a_prediction_the_figure_says_so():
    figure = values_figure(make_frame([failed_row(Material("a"), GAP, "no")]), GAP)
    assert "No prediction" in figure.layout.annotations[0].text
    assert not figure.data


def test_names_of_users_cannot_smuggle_html_in(frame_of):
    frame = frame_of(2).assign(id=["<b>x", "<b>x", "<b>x", "y", "y", "y"])
    assert "<b>" not in "".join(values_figure(frame, GAP).layout.yaxis.ticktext)


def test_one_absurdly_wide_interval_does_not_flatten_the_rest(frame_of):
    frame = frame_of(1000)
    rows = frame["target"] == GAP.key
    frame.loc[frame[rows].index[0], "upper"] = 1e6
    low, high = values_figure(frame, GAP).layout.yaxis.range
    assert low < frame.loc[rows, "value"].min()
    assert frame.loc[rows, "value"].max() < high < 10
