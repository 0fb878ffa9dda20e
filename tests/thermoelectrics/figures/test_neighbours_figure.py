"""Curves with bands and the measured points of neighbours in the same axes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mi_core.thermoelectrics.display import Display
from mi_core.thermoelectrics.figures.neighbours import neighbours_figure
from mi_core.thermoelectrics.neighbours import known_materials, nearest_measured

CURVES = pd.DataFrame(
    {
        "temperature_k": [500.0, 300.0, 400.0],
        "value": [4.4, 4.8, 4.6],
        "lower": [4.1, 4.5, 4.3],
        "upper": [4.7, 5.1, 4.9],
        "series": "Pb0.97K0.03Te",
    }
)
NONE = CURVES.iloc[:0]
SIGMA = "log10_sigma_s_per_m"


@pytest.fixture
def neighbours(measured):
    return nearest_measured("Pb0.97K0.03Te", known_materials(measured), most=2)


def test_the_band_encloses_the_curve_in_order_of_temperature(neighbours):
    band, curve = neighbours_figure(CURVES, neighbours, SIGMA).data[:2]
    np.testing.assert_allclose(curve.x, [300.0, 400.0, 500.0])
    np.testing.assert_allclose(curve.y, 10 ** np.array([4.8, 4.6, 4.4]))
    assert band.fill == "toself"
    np.testing.assert_allclose(band.x, [300.0, 400.0, 500.0, 500.0, 400.0, 300.0])
    np.testing.assert_allclose(np.log10(np.asarray(band.y, dtype=float)), [5.1, 4.9, 4.7, 4.1, 4.3, 4.5])


def test_measured_points_carry_formula_relation_and_doi(neighbours):
    figure = neighbours_figure(NONE, neighbours, SIGMA)
    papers = {trace.hovertemplate.split("DOI ")[1].split("%")[0] for trace in figure.data}
    assert papers == {"10.1/lead", "10.1/other"}
    assert len(figure.data) == 3  # PbTe in two papers, Pb0.98Na0.02Te in one
    assert all("same host" in trace.hovertemplate for trace in figure.data)
    assert "Pb<sub>0.98</sub>Na<sub>0.02</sub>Te" in {trace.name for trace in figure.data}
    for trace in figure.data:
        np.testing.assert_allclose(trace.x, [300.0, 500.0])
        np.testing.assert_allclose(trace.y, [1e5, 10**4.5])
    assert sum(trace.showlegend for trace in figure.data) == 2


def test_a_curve_without_ends_has_no_band(neighbours):
    figure = neighbours_figure(CURVES.assign(lower=np.nan, upper=np.nan), neighbours.iloc[:0], SIGMA)
    assert len(figure.data) == 1
    assert figure.data[0].fill is None


def test_units_and_axes_are_those_that_are_shown(neighbours):
    display = Display(per_cm=True, celsius=True, log_sigma=True)
    figure = neighbours_figure(CURVES, neighbours, SIGMA, display)
    assert figure.layout.yaxis.type == "log"
    assert figure.layout.yaxis.title.text == "σ (S/cm)"
    np.testing.assert_allclose(figure.data[1].x, [26.85, 126.85, 226.85])
    np.testing.assert_allclose(figure.data[1].y[0], 10 ** (4.8 - 2))
    assert neighbours_figure(CURVES, neighbours, SIGMA).layout.yaxis.type != "log"


def test_a_temperature_listed_twice_is_not_joined(neighbours):
    twice = pd.concat([neighbours, neighbours.assign(zt=0.1)], ignore_index=True)
    assert {trace.mode for trace in neighbours_figure(NONE, twice, "zt").data} == {"markers"}
    assert {trace.mode for trace in neighbours_figure(NONE, neighbours, "zt").data} == {"lines+markers"}


def test_what_contradicts_a_row_is_said_on_it(neighbours):
    words = np.where(neighbours["temperature_k"] == 500, "zT is off", "")
    figure = neighbours_figure(NONE, neighbours.assign(inconsistency=words), "zt")
    assert all(list(trace.text) == ["", "<br>zT is off"] for trace in figure.data)


def test_nothing_at_all_is_said(neighbours):
    figure = neighbours_figure(NONE, neighbours.iloc[:0], "zt")
    assert not figure.data
    assert figure.layout.annotations[0].text == "No zT is known here."
