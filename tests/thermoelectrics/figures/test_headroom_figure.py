"""zT against doping at the quality factor of each row."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mi_core.thermoelectrics.display import Display
from mi_core.thermoelectrics.figures.headroom import MOST_ROWS, headroom_figure
from mi_core.thermoelectrics.transport.analysis import analyse


def analysed(n):
    return analyse(
        pd.DataFrame(
            {
                "temperature_k": np.linspace(300.0, 700.0, n),
                "seebeck_uv_per_k": np.linspace(-110.0, -180.0, n),
                "conductivity_s_per_m": np.linspace(9e4, 5e4, n),
                "thermal_conductivity_w_per_mk": 1.6,
            }
        )
    )


def test_sample_and_optimum_lie_on_the_line_at_the_zt_of_the_table():
    table = analysed(2)
    figure = headroom_figure(table)
    for number, (_, row) in enumerate(table.iterrows()):
        line, sample, best = figure.data[3 * number : 3 * number + 3]
        assert sample.y[0] == pytest.approx(row["zt_from_parts"])
        assert sample.x[0] == pytest.approx(row["reduced_fermi_level"])
        assert best.y[0] == pytest.approx(row["zt_at_optimum"])
        assert max(line.y) <= best.y[0] * (1 + 1e-9)
        assert np.interp(sample.x[0], line.x, line.y) == pytest.approx(sample.y[0], rel=1e-3)
        assert min(line.x) < min(sample.x[0], best.x[0]) < max(sample.x[0], best.x[0]) < max(line.x)


def test_of_many_rows_some_are_drawn_first_and_last_among_them():
    figure = headroom_figure(analysed(30), Display(celsius=True))
    names = [trace.name for trace in figure.data if trace.mode == "lines"]
    assert len(names) == MOST_ROWS
    assert (names[0], names[-1]) == ("26.85 °C", "426.85 °C")


def test_without_a_quality_factor_a_sentence_stands_there():
    figure = headroom_figure(analysed(2).assign(zt_headroom=np.nan))
    assert not figure.data
    assert "No row has a quality factor" in figure.layout.annotations[0].text
