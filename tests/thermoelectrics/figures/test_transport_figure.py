"""The figure of transport against temperature."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mi_core.thermoelectrics.display import Display
from mi_core.thermoelectrics.figures.transport import PANELS, transport_figure
from mi_core.thermoelectrics.transport.analysis import analyse


def test_each_line_holds_its_column_in_the_order_of_temperature():
    table = pd.DataFrame(
        {
            "temperature_k": [600.0, 300.0, np.nan, -5.0],
            "seebeck_uv_per_k": [-205.0, -150.0, -100.0, -100.0],
            "conductivity_s_per_m": [4.2e4, 8e4, 9e4, 9e4],
            "thermal_conductivity_w_per_mk": [1.4, 1.5, 1.6, 1.6],
        }
    )
    analysed = analyse(table)
    figure = transport_figure(analysed)
    columns = [column for panel in PANELS for column, _, _ in panel.lines]
    assert len(figure.data) == len(columns)
    for line, column in zip(figure.data, columns, strict=True):
        assert list(line.x) == [300.0, 600.0]
        np.testing.assert_allclose(line.y, analysed[column].iloc[[1, 0]])


def test_panels_follow_units_and_axes():
    table = pd.DataFrame(
        {
            "temperature_k": [300.0, 400.0],
            "seebeck_uv_per_k": -150.0,
            "conductivity_s_per_m": [8e4, 4e2],
            "thermal_conductivity_w_per_mk": 1.5,
        }
    )
    display = Display(per_cm=True, microwatts=True, celsius=True, log_sigma=True)
    figure = transport_figure(analyse(table), display)
    titles = [annotation.text for annotation in figure.layout.annotations]
    assert {"σ (S/cm)", "S²σ (µW/(cm K²))"} < set(titles)
    sigma = figure.data[1]
    np.testing.assert_allclose(sigma.x, [26.85, 126.85])
    np.testing.assert_allclose(sigma.y, [800.0, 4.0])
    assert figure.layout.yaxis2.type == "log"
    assert figure.layout.yaxis3.type != "log"
    assert figure.layout.xaxis5.title.text == "T (°C)"
