"""The figures of a task of one's own show the numbers that they are given, and what matters stands out."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mi_core.molecules.figures.held_out import covered, held_out_figure
from mi_core.molecules.figures.learning import learning_figure
from mi_core.molecules.figures.method_errors import BASELINE, CHOSEN, method_errors_figure
from mi_core.molecules.figures.own_affinities import affinity_figure

AFFINITIES = pd.DataFrame(
    {
        "task": ["esol_log_s", "bbbp", "no_task_of_ours"],
        "affinity": [0.4, 0.1, -0.3],
        "error": [0.02, 0.05, np.nan],
        "loss": [0.5, 0.8, 1.1],
        "support": [True, True, False],
    }
)
METHODS = pd.DataFrame(
    {
        "method": ["both", "plain"],
        "title": ["Both", "Plain"],
        "transfer": [True, False],
        "rmse": [0.6, 0.9],
        "rmse_spread": [0.1, 0.2],
    }
)
SPLITS = pd.DataFrame(
    [(n, m, e) for n, e in enumerate((0.5, 0.7)) for m in ("both", "chosen")]
    + [(n, m, e) for n, e in enumerate((0.8, 1.0)) for m in ("plain", "baseline")],
    columns=["repeat", "method", "rmse"],
)
ROWS = pd.DataFrame(
    {
        "id": ["<b>a", "b", "c"],
        "label": [1.0, 2.0, 3.0],
        "value": [1.1, 2.5, 2.9],
        "lower": [0.9, 2.2, 2.0],
        "upper": [1.3, 2.8, 3.5],
    }
)
CURVE = {
    "points": [
        {
            "labels": n,
            "chosen": 2 / n**0.5,
            "chosen_spread": 0.1,
            "baseline": 3 / n**0.5,
            "baseline_spread": None,
        }
        for n in (12, 24, 48)
    ],
    "measure": "rmse",
    "factor": 2.0,
    "exponent": 0.5,
    "more": (120.0, 180.0, None),
}


def test_supports_are_bars_of_their_own_with_whiskers():
    figure = affinity_figure(AFFINITIES)
    supports, others = figure.data
    assert list(supports.x) == [0.4, 0.1]
    assert list(supports.error_x.array) == [0.02, 0.05]
    assert all("◆" in name for name in supports.y)
    assert list(others.y) == ["no_task_of_ours"]
    assert list(figure.layout.yaxis.categoryarray)[-1] == supports.y[0], "the highest on top"


def test_no_affinities_are_said():
    assert "No encoder" in affinity_figure(AFFINITIES.iloc[:0]).layout.annotations[0].text


def test_what_is_compared_stands_on_top_and_each_split_is_there():
    figure = method_errors_figure(METHODS, SPLITS, "rmse", unit="eV")
    assert list(figure.layout.yaxis.categoryarray)[::-1] == [CHOSEN, BASELINE, "Both", "Plain"]
    strokes, with_transfer, without = figure.data
    assert len(strokes.x) == 8
    assert dict(zip(with_transfer.y, with_transfer.x, strict=True)) == pytest.approx(
        {CHOSEN: 0.6, "Both": 0.6}
    )
    assert dict(zip(without.y, without.x, strict=True)) == pytest.approx({BASELINE: 0.9, "Plain": 0.9})
    assert with_transfer.error_x.array[0] == pytest.approx(np.std([0.5, 0.7], ddof=1))
    assert "(eV)" in figure.layout.xaxis.title.text
    assert "2 splits" in figure.layout.title.subtitle.text


def test_parity_marks_what_its_interval_misses():
    figure = held_out_figure(ROWS, "mine <i>")
    held, missed, line = figure.data
    assert covered(ROWS).tolist() == [True, False, True]
    assert list(held.x) == [1.0, 3.0]
    assert list(missed.y) == [2.5]
    assert list(held.error_y.array) == pytest.approx([0.2, 0.6])
    assert held.customdata[0][0] == "&lt;b&gt;a"
    assert "67%" in figure.layout.title.subtitle.text
    assert "<i>" not in figure.layout.xaxis.title.text
    assert list(line.x) == list(line.y)


def test_classes_stand_by_their_probability():
    rows = ROWS.assign(label=[0, 1, 1], value=[0.6, 0.2, 0.9], lower=0.0, upper=1.0)
    ones, zeros = held_out_figure(rows, "mine", ("no", "yes")).data
    assert (ones.name, zeros.name) == ("yes", "no")
    assert list(ones.x) == [1, 3]
    assert list(zeros.y) == [0.6]


def test_nothing_held_out_is_said():
    assert held_out_figure(ROWS.iloc[:0], "mine").layout.annotations


def test_the_curve_goes_on_to_half_of_the_error():
    figure = learning_figure(CURVE, 60)
    names = [trace.name for trace in figure.data]
    assert len(names) == 4
    star = figure.data[-1]
    assert star.x[0] == 240
    assert star.y[0] == pytest.approx(2 / 60**0.5 / 2)
    assert star.error_x.arrayminus[0] == pytest.approx(60)
    assert star.error_x.array[0] == pytest.approx(50 * 60 - 180), (
        "an end that is not known goes to that of the axis"
    )
    assert 10 ** figure.layout.xaxis.range[1] > 50 * 60, "the bar is on the axis"
    assert figure.layout.xaxis.type == figure.layout.yaxis.type == "log"


def test_what_cannot_be_said_is_not_extrapolated():
    assert len(learning_figure({**CURVE, "more": None}, 60).data) == 2
    assert learning_figure({**CURVE, "points": []}, 60).layout.annotations
