"""Ticks of logarithmic axes."""

from __future__ import annotations

import numpy as np

from mi_core.thermoelectrics.figures.log_axis import log_axis


def test_round_numbers_within_are_written_plainly():
    axis = log_axis([180.0, np.nan, -3.0, 2300.0])
    assert axis["tickvals"] == [200.0, 500.0, 1000.0, 2000.0]
    assert axis["ticktext"] == ["200", "500", "1,000", "2,000"]


def test_where_few_are_round_plotly_chooses():
    assert "tickvals" not in log_axis([1.5, 1.8])
    assert log_axis([])["type"] == "log"
