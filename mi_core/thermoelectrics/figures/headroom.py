"""zT against doping at the quality factor of each row: where the sample stands, and where it would be best."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.figures.colour_scale import plotly_scale
from mi_core.figures.marks import say_nothing_there
from mi_core.figures.measures import legend_below, titled
from mi_core.thermoelectrics.display import AS_STORED, Display
from mi_core.thermoelectrics.headroom import headroom_rows
from mi_core.thermoelectrics.transport.analysis import SEEBECK, TEMPERATURE
from mi_core.thermoelectrics.transport.parabolic_band import level_of_seebeck, seebeck_of_level
from mi_core.thermoelectrics.transport.quality import optimum, zt_of_level
from mi_core.thermoelectrics.transport.units import UV_PER_K

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

MOST_ROWS = 6  # lines of more would hide each other
REACH = 2.5  # k_B T beyond sample and optimum
STEPS = 160


def headroom_figure(analysed: pd.DataFrame, display: Display = AS_STORED) -> go.Figure:
    """Return zT against the reduced Fermi level for the quality factors of up to MOST_ROWS rows spread over temperature.

    analysed : of `transport.analysis.analyse`. A circle is the sample, a star the best doping.
    """
    import plotly.graph_objects as go
    from plotly.colors import sample_colorscale

    rows = headroom_rows(analysed)
    figure = go.Figure()
    if rows.empty:
        return say_nothing_there(figure, "No row has a quality factor: it needs S, σ, κ and T.")
    rows = rows.iloc[np.unique(np.linspace(0, len(rows) - 1, MOST_ROWS).round().astype(int))]
    shares = np.linspace(0, 0.9, len(rows)) if len(rows) > 1 else [0.35]
    for (_, row), colour in zip(rows.iterrows(), sample_colorscale(plotly_scale(), shares), strict=True):
        _add_row(figure, row, colour, display)
    figure.update_xaxes(title="Reduced Fermi level η: more carriers →", zeroline=False)
    figure.update_yaxes(title="zT", rangemode="tozero")
    return figure.update_layout(
        title=titled(
            "Room that doping leaves", "Circle: the sample; star: the best its quality factor allows"
        ),
        hovermode="closest",
        **legend_below(420, 2) | {"margin": {"l": 60, "r": 10, "t": 70, "b": 60}},
    )


def _add_row(figure: go.Figure, row: pd.Series, colour: str, display: Display) -> None:
    factor = float(row["quality_factor"])
    best = optimum(factor)
    here = float(level_of_seebeck(row[SEEBECK] / UV_PER_K))
    ends = min(here, float(best.level)) - REACH, max(here, float(best.level)) + REACH
    name = display.temperature(row[TEMPERATURE])
    shared = {"legendgroup": name, "name": name}
    level = np.linspace(*ends, STEPS)
    figure.add_scatter(
        x=level,
        y=zt_of_level(level, factor),
        mode="lines",
        line={"color": colour, "width": 2},
        hovertemplate=f"{name}, B = {factor:.3g}<extra></extra>",
        **shared,
    )
    marks = {
        "the sample": (here, "circle", 11),
        "the best doping": (float(best.level), "star", 14),
    }
    for words, (place, symbol, size) in marks.items():
        zt, seebeck = float(zt_of_level(place, factor)), float(seebeck_of_level(place)) * UV_PER_K
        figure.add_scatter(
            x=[place],
            y=[zt],
            mode="markers",
            marker={
                "symbol": symbol,
                "size": size,
                "color": colour,
                "line": {"width": 1, "color": "white"},
            },
            showlegend=False,
            hovertemplate=f"{name}: {words}<br>zT {zt:.3f}, |S| {seebeck:.0f} µV/K, η %{{x:.2f}}<extra></extra>",
            **shared,
        )
