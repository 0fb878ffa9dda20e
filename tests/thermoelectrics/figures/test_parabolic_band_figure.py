"""S and S²σ against σ, with lines of one parabolic band."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mi_core.thermoelectrics.band_lines import band_lines
from mi_core.thermoelectrics.display import Display
from mi_core.thermoelectrics.figures.parabolic_band import ioffe_figure, pisarenko_figure

POINTS = pd.DataFrame(
    {
        "temperature_k": [500.0, 300.0, 400.0, 400.0],
        "seebeck_uv_per_k": [-205.0, -150.0, 90.0, np.nan],
        "conductivity_s_per_m": [4.2e4, 8e4, 9e4, 9e4],
    }
)


def marks(figure):
    """The traces of points: those that are drawn and hold no line of a band."""
    return [trace for trace in figure.data if trace.marker.coloraxis]


def lines(figure):
    return [trace for trace in figure.data if trace.mode == "lines+text"]


def test_each_point_lies_at_its_s_and_sigma_and_is_named_by_its_type():
    electrons, holes = marks(pisarenko_figure(POINTS))
    assert (electrons.name, holes.name) == ("n-type, S < 0", "p-type, S > 0")
    np.testing.assert_allclose(electrons.x, [8e4, 4.2e4])
    np.testing.assert_allclose(electrons.y, [150.0, 205.0])
    np.testing.assert_allclose(electrons.marker.color, [300.0, 500.0])
    np.testing.assert_allclose(holes.y, [90.0])


def test_the_lines_are_those_of_the_band_each_named_once():
    figure, expected = pisarenko_figure(POINTS), band_lines(POINTS)
    assert len(lines(figure)) == len(expected) > 1
    for trace, line in zip(lines(figure), expected, strict=True):
        np.testing.assert_allclose(trace.x, line.conductivity_s_per_m)
        np.testing.assert_allclose(trace.y, line.seebeck_uv_per_k)
        assert [text for text in trace.text if text] == [f"{line.weighted_mobility:,.6g}"]


def test_power_factors_follow_from_s_and_sigma_and_lines_have_a_top():
    figure = ioffe_figure(POINTS)
    np.testing.assert_allclose(marks(figure)[0].y, [1e3 * 150e-6**2 * 8e4, 1e3 * 205e-6**2 * 4.2e4])
    for trace in lines(figure):
        top = int(np.argmax(trace.y))
        assert 0 < top < len(trace.y) - 1
        assert trace.text[top]


def test_units_are_those_that_are_shown():
    display = Display(per_cm=True, microwatts=True, celsius=True)
    figure = ioffe_figure(POINTS, display)
    electrons = marks(figure)[0]
    np.testing.assert_allclose(electrons.x, [800.0, 420.0])
    np.testing.assert_allclose(electrons.y, [1e4 * 150e-6**2 * 8e4, 1e4 * 205e-6**2 * 4.2e4])
    np.testing.assert_allclose(electrons.marker.color, [26.85, 226.85])
    assert figure.layout.xaxis.title.text == "σ (S/cm)"
    assert figure.layout.yaxis.title.text == "S²σ (µW/(cm K²))"
    assert "at 26.85 °C" in figure.layout.title.subtitle.text


def test_series_have_their_marks_and_harmless_names():
    figure = pisarenko_figure(POINTS.assign(series=["a", "a", "<b>", "<b>"]))
    assert [trace.name for trace in marks(figure)] == ["a", "&lt;b&gt;"]
    assert len({trace.marker.symbol for trace in marks(figure)}) == 2
    named = [trace for trace in figure.data if trace.showlegend is None]
    assert [trace.name for trace in named] == ["a", "&lt;b&gt;"]


def test_one_temperature_needs_no_bar_of_colours():
    assert pisarenko_figure(POINTS).layout.coloraxis.showscale
    assert not pisarenko_figure(POINTS.assign(temperature_k=300.0)).layout.coloraxis.showscale


@pytest.mark.parametrize("make", [pisarenko_figure, ioffe_figure])
def test_without_points_a_sentence_stands_there(make):
    figure = make(POINTS.assign(seebeck_uv_per_k=0.0))
    assert not figure.data
    assert "No row has S other than 0" in figure.layout.annotations[0].text
