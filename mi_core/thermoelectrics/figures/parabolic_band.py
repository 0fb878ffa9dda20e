"""S and S²σ against σ on a logarithmic axis, with lines of one parabolic band: what doping alone could do.

Pisarenko's plot has |S| against the carrier concentration; with σ in its place, which is measured more often, it is also
known as Jonker's. That of S²σ is known as Ioffe's; each of its lines has its top where doping is best for the power factor.
The lines are derived in `mi_core.thermoelectrics.band_lines`.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import numpy as np

from mi_core.figures.colour_scale import plotly_scale
from mi_core.figures.marks import say_nothing_there
from mi_core.figures.measures import QUIET, legend_below, titled
from mi_core.thermoelectrics.band_lines import ALIKE_K, BandLine, band_lines, band_points
from mi_core.thermoelectrics.carriers import carrier_type
from mi_core.thermoelectrics.display import AS_STORED, POWER_FACTOR, Display
from mi_core.thermoelectrics.figures.log_axis import log_axis
from mi_core.thermoelectrics.transport.analysis import SEEBECK, SIGMA, TEMPERATURE
from mi_core.thermoelectrics.transport.merit import power_factor
from mi_core.thermoelectrics.transport.units import MW_PER_M_K2, UV_PER_K

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "star", "hexagon", "triangle-down")
TYPE_SYMBOLS = {"n": ("n-type, S < 0", "circle"), "p": ("p-type, S > 0", "square")}
SERIES = "series"


def pisarenko_figure(points: pd.DataFrame, display: Display = AS_STORED) -> go.Figure:
    """Return |S| against σ: a mark per row coloured by T, and lines of one parabolic band.

    points : columns `temperature_k`, `seebeck_uv_per_k`, `conductivity_s_per_m`, and `series` where there are several
    samples or predicted curves; rows that lack one of the numbers are left out.
    """
    figure = _plane(points, display, SEEBECK, "Pisarenko plot, against conductivity")
    return figure.update_yaxes(title=f"|S| ({display.of(SEEBECK).unit})")


def ioffe_figure(points: pd.DataFrame, display: Display = AS_STORED) -> go.Figure:
    """Return S²σ against σ; points and lines as of `pisarenko_figure`."""
    figure = _plane(points, display, POWER_FACTOR, "Ioffe plot: power factor against conductivity")
    return figure.update_yaxes(title=display.of(POWER_FACTOR).label)


def _plane(points: pd.DataFrame, display: Display, upright: str, title: str) -> go.Figure:
    import plotly.graph_objects as go

    rows, lines = band_points(points), band_lines(points)
    figure = go.Figure()
    if rows.empty or not lines:
        return say_nothing_there(figure, "No row has S other than 0, and σ and T above 0.")
    for line in lines:
        _add_line(figure, line, display, upright)
    groups = _groups(rows)
    for name, symbol, part in groups:
        _add_points(figure, part, name, symbol, display, upright)
    named_at = display.temperature(lines[0].temperature_k)
    words = f"Lines: one parabolic band, by µ_w (cm²/(V s)) at {named_at}"
    along = display.of(SIGMA)
    reach = np.concatenate([rows[SIGMA], *(line.conductivity_s_per_m for line in lines)])
    figure.update_xaxes(title=along.label, **log_axis(along.values(reach)))
    figure.update_yaxes(rangemode="tozero")
    figure.update_coloraxes(**_colour_axis(rows, display))
    layout = legend_below(460, 1 + len(groups) // 4) | {"margin": {"l": 60, "r": 10, "t": 70, "b": 60}}
    return figure.update_layout(title=titled(title, words), showlegend=True, hovermode="closest", **layout)


def _groups(rows: pd.DataFrame) -> list[tuple[str, str, pd.DataFrame]]:
    """Return name, mark and rows of each series; of each type of carriers where there are no series."""
    if SERIES in rows:
        series = list(rows.groupby(SERIES, sort=False))
        return [(escape(str(name)), SYMBOLS[i % len(SYMBOLS)], part) for i, (name, part) in enumerate(series)]
    types = carrier_type(rows[SEEBECK])
    return [
        (name, symbol, rows[types == key])
        for key, (name, symbol) in TYPE_SYMBOLS.items()
        if (types == key).any()
    ]


def _add_points(
    figure: go.Figure,
    rows: pd.DataFrame,
    name: str,
    symbol: str,
    display: Display,
    upright: str,
) -> None:
    rows = rows.sort_values(TEMPERATURE, kind="stable")
    temperature = display.of(TEMPERATURE)
    along = display.of(SIGMA)
    types = [f"{kind}-type" for kind in carrier_type(rows[SEEBECK])]
    figure.add_scatter(
        x=along.values(rows[SIGMA]),
        y=_height(upright, rows[SEEBECK].abs(), rows[SIGMA], display),
        mode="lines+markers",
        line={"color": QUIET, "width": 1, "dash": "dot"},
        marker={
            "color": temperature.values(rows[TEMPERATURE]),
            "coloraxis": "coloraxis",
            "symbol": symbol,
            "size": 11,
            "line": {"width": 1, "color": "white"},
        },
        name=name,
        legendgroup=name,
        showlegend=False,
        customdata=np.stack([temperature.values(rows[TEMPERATURE]), rows[SEEBECK]], axis=1),
        text=types,
        hovertemplate=f"<b>{name}</b><br>%{{customdata[0]:.4g}} {temperature.unit}, %{{text}}: "
        f"S %{{customdata[1]:.4g}} µV/K<br>σ %{{x:.4g}} {along.unit}<br>"
        f"%{{y:.4g}} {display.of(upright).unit}<extra></extra>",
        zorder=1,
    )
    mark = {
        "symbol": symbol,
        "color": QUIET,
        "size": 11,
    }  # colours of the scale stand for temperatures, not for names
    figure.add_scatter(x=[None], y=[None], mode="markers", marker=mark, name=name, legendgroup=name)


def _add_line(figure: go.Figure, line: BandLine, display: Display, upright: str) -> None:
    x = display.of(SIGMA).values(line.conductivity_s_per_m)
    y = _height(upright, line.seebeck_uv_per_k, line.conductivity_s_per_m, display)
    named = int(np.nanargmax(y))
    words = f"{line.weighted_mobility:,.6g}"
    texts = [words if place == named else "" for place in range(len(x))]
    figure.add_scatter(
        x=x,
        y=y,
        mode="lines+text",
        line={"color": QUIET, "width": 1.5},
        text=texts,
        textposition="top center",
        textfont={"color": QUIET, "size": 11},
        cliponaxis=False,
        name=words,
        showlegend=False,
        hovertemplate=f"µ<sub>w</sub> = {words} cm²/(V s) at {display.temperature(line.temperature_k)}<extra></extra>",
        zorder=0,
    )


def _height(upright: str, size, conductivity, display: Display) -> np.ndarray:
    """Return |S| or S²σ as it is shown, of |S| in µV/K and σ in S/m."""
    if upright == SEEBECK:
        return display.of(SEEBECK).values(size)
    return display.of(POWER_FACTOR).values(
        power_factor(np.asarray(size) / UV_PER_K, conductivity) * MW_PER_M_K2
    )


def _colour_axis(rows: pd.DataFrame, display: Display) -> dict:
    """Return the colours of temperatures, without a bar where there is one temperature alone."""
    temperature = display.of(TEMPERATURE)
    bar = {
        "title": {"text": temperature.label, "side": "top"},
        "thickness": 10,
        "outlinewidth": 0,
        "len": 0.9,
    }
    several = bool(np.ptp(rows[TEMPERATURE]) > ALIKE_K)
    return {"colorscale": plotly_scale(), "colorbar": bar, "showscale": several}
