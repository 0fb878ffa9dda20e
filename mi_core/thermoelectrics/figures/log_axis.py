"""A logarithmic axis whose ticks are written as plain numbers: 200, 500, 1,000."""

from __future__ import annotations

import numpy as np

from mi_core.thermoelectrics.band_lines import round_values

MOST_TICKS = 7
FEWEST_TICKS = 3


def log_axis(values) -> dict:
    """Return plotly's options of a logarithmic axis for the numbers along it; its own ticks where few are round."""
    values = np.asarray(values, dtype=float)
    values = values[np.isfinite(values) & (values > 0)]
    axis = {"type": "log", "exponentformat": "none"}
    if not len(values):
        return axis
    low, high = float(values.min()), float(values.max())
    ticks = [tick for tick in round_values(low, high, MOST_TICKS) if low <= tick <= high]
    if len(ticks) < FEWEST_TICKS:
        return axis
    return axis | {"tickvals": ticks, "ticktext": [f"{tick:,.6g}" for tick in ticks]}
