"""The figures of representations show each number once, and leave out what is not finite."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mi_core.figures.representations import differences_figure, measures_figure, variance_figure


@pytest.fixture
def compared() -> pd.DataFrame:
    layers = ["input", "hidden", "last"]
    return pd.DataFrame(
        [
            {
                "layer": layer,
                "measure": measure,
                "value": float("inf") if (measure, layer) == ("ratio", "last") else 0.5 + 0.1 * i,
                "chance": 0.2,
                "random_mean": 0.4,
                "random_low": 0.3,
                "random_high": 0.5,
                "n": 100,
            }
            for measure in ("purity", "ratio", "probe")
            for i, layer in enumerate(layers)
        ]
    )


def test_each_measure_has_a_panel_with_its_line_over_the_band(compared):
    figure = measures_figure(compared, {"purity": "Purity"})
    trained = [trace for trace in figure.data if trace.name == "trained"]
    assert [list(trace.x) for trace in trained] == [["input", "hidden", "last"]] * 3
    assert list(trained[0].y) == pytest.approx([0.5, 0.6, 0.7])
    assert np.isnan(trained[1].y[-1]), "what is infinite would flatten the rest"
    assert len({trace.xaxis for trace in trained}) == 3
    assert [trace.showlegend for trace in trained] == [True, False, False]
    assert [note.text for note in figure.layout.annotations] == ["Purity", "ratio", "probe"]
    bands = [trace for trace in figure.data if trace.fill == "tonexty"]
    assert [list(band.y) for band in bands] == [[0.3] * 3] * 3


def test_the_variance_adds_up_over_components():
    explained = pd.DataFrame({"layer": ["a"] * 3, "component": [1, 2, 3], "share": [0.5, 0.3, 0.2]})
    (line,) = variance_figure(explained).data
    assert list(line.y) == pytest.approx([0.5, 0.8, 1.0])


def test_the_largest_differences_come_first_whatever_their_sign():
    differences = pd.DataFrame({"property": list("abc"), "difference": [0.2, -3.0, 1.0]})
    (bars,) = differences_figure(differences, "Apart").data
    assert list(bars.y) == ["b", "c", "a"]
    assert list(bars.x) == [-3.0, 1.0, 0.2]
