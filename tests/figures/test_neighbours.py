"""One prediction is drawn with its interval and the known true values of its neighbours."""

from __future__ import annotations

import pytest

from mi_core.figures.neighbours import neighbours_figure
from mi_core.targets import TARGETS


def test_interval_and_true_values_are_those_of_the_row(frame_of):
    row = frame_of(1).iloc[2]
    prediction, truths = neighbours_figure(row, TARGETS[row["target"]]).data
    assert prediction.x[0] == pytest.approx(row["value"])
    assert prediction.x[0] - prediction.error_x.arrayminus[0] == pytest.approx(row["lower"])
    assert prediction.x[0] + prediction.error_x.array[0] == pytest.approx(row["upper"])
    assert list(truths.x) == [-1.25, 0.5]  # the compound of unknown value is left out


def test_neighbours_are_named_with_their_values(frame_of):
    labels = neighbours_figure(frame_of(1).iloc[0], TARGETS["gap_ev"]).layout.yaxis.ticktext
    assert labels[1:] == ("SrTiO<sub>3</sub>  −1.250", "KNbO<sub>3</sub>  0.500")


def test_a_row_without_neighbours_is_drawn_alone(frame_of):
    row = frame_of(1).iloc[0].copy()
    row["nearest"] = ""
    prediction, truths = neighbours_figure(row, TARGETS[row["target"]]).data
    assert len(prediction.x) == 1
    assert len(truths.x) == 0
