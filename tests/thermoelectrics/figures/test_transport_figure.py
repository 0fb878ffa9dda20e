"""The figure of transport against temperature."""

from __future__ import annotations

import numpy as np
import pandas as pd

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
