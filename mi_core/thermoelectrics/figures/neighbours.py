"""Curves against temperature with their bands, and the measured points of the nearest compositions in the same axes."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import numpy as np

from mi_core.figures.marks import say_nothing_there
from mi_core.figures.measures import legend_below
from mi_core.prediction.words import COVERAGE, html_formula
from mi_core.report import COLOURS
from mi_core.thermoelectrics.display import AS_STORED, Display, Shown
from mi_core.thermoelectrics.figures.log_axis import log_axis
from mi_core.thermoelectrics.transport.analysis import TEMPERATURE

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

SYMBOLS = ("circle-open", "square-open", "diamond-open", "triangle-up-open", "cross-open", "star-open")
BAND_OPACITY = 0.16


def neighbours_figure(
    curves: pd.DataFrame, known_curves: pd.DataFrame, quantity: str, display: Display = AS_STORED
) -> go.Figure:
    """Return one quantity against temperature: curves as lines with bands, and measured points of neighbours.

    curves : columns `temperature_k`, `value`, `lower`, `upper` in the unit of the column that `quantity` names, and
        `series`; NaN ends where there is no band; may be empty
    known_curves : of `mi_core.thermoelectrics.neighbours.nearest_measured`, with the column `quantity`; may be empty. A
        column `inconsistency` says what contradicts a row
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    shown, temperature = display.of(quantity), display.of(TEMPERATURE)
    series = list(curves.dropna(subset=["value"]).groupby("series", sort=False))
    neighbours = list(known_curves.dropna(subset=[quantity]).groupby(["rank", "address"], sort=True))
    if not series and not neighbours:
        return say_nothing_there(figure, f"No {shown.symbol} is known here.")
    for place, (name, rows) in enumerate(series):
        _add_curve(figure, str(name), rows.sort_values(TEMPERATURE), shown, temperature, COLOURS[place % 10])
    listed: set[int] = set()
    for (rank, _), rows in neighbours:
        colour = COLOURS[(len(series) + int(rank)) % 10]
        symbol = SYMBOLS[int(rank) % len(SYMBOLS)]
        _add_measured(
            figure, rows, quantity, display, colour=colour, symbol=symbol, in_legend=rank not in listed
        )
        listed.add(rank)
    figure.update_xaxes(title=temperature.label, zeroline=False)
    figure.update_yaxes(title=shown.label)
    if display.is_log(quantity):
        figure.update_yaxes(**log_axis(shown.values([*curves["value"], *known_curves[quantity]])))
    layout = legend_below(430, len(series) + len(listed)) | {"margin": {"l": 60, "r": 10, "t": 20, "b": 60}}
    return figure.update_layout(showlegend=True, hovermode="closest", **layout)


def _add_curve(
    figure: go.Figure, name: str, rows: pd.DataFrame, shown: Shown, temperature: Shown, colour: str
) -> None:
    x, name = temperature.values(rows[TEMPERATURE]), html_formula(name)
    band = rows[["lower", "upper"]].notna().all(axis=1).to_numpy()
    lower, upper = shown.values(rows["lower"]), shown.values(rows["upper"])
    if band.any():
        figure.add_scatter(
            x=np.concatenate([x[band], x[band][::-1]]),
            y=np.concatenate([upper[band], lower[band][::-1]]),
            mode="lines",
            line={"width": 0},
            fill="toself",
            fillcolor=faint(colour),
            hoverinfo="skip",
            showlegend=False,
            legendgroup=name,
            zorder=0,
        )
    interval = f"<br>{COVERAGE}: %{{customdata[0]:.4g}} … %{{customdata[1]:.4g}}" if band.any() else ""
    figure.add_scatter(
        x=x,
        y=shown.values(rows["value"]),
        mode="lines+markers",
        line={"color": colour, "width": 3},
        marker={"size": 7},
        name=name,
        legendgroup=name,
        customdata=np.stack([lower, upper], axis=1),
        hovertemplate=f"<b>{name}</b><br>%{{x:.4g}} {temperature.unit}: %{{y:.4g}} {shown.unit}{interval}<extra></extra>",
        zorder=2,
    )


def _add_measured(
    figure: go.Figure,
    rows: pd.DataFrame,
    quantity: str,
    display: Display,
    *,
    colour: str,
    symbol: str,
    in_legend: bool,
) -> None:
    """Draw what one paper measured of one composition; joined unless a temperature occurs twice."""
    shown, temperature, first = display.of(quantity), display.of(TEMPERATURE), rows.iloc[0]
    name = html_formula(first["formula"])
    paper = escape(first["address"].removeprefix("https://doi.org/")) or "no DOI known"
    where = f"%{{x:.4g}} {temperature.unit}: %{{y:.4g}} {shown.unit}"
    doubts = rows["inconsistency"] if "inconsistency" in rows else [""] * len(rows)
    figure.add_scatter(
        x=temperature.values(rows[TEMPERATURE]),
        y=shown.values(rows[quantity]),
        mode="markers" if rows[TEMPERATURE].duplicated().any() else "lines+markers",
        line={"color": colour, "width": 1, "dash": "dot"},
        marker={"color": colour, "symbol": symbol, "size": 8, "line": {"width": 2}},
        name=name,
        legendgroup=f"measured {first['rank']}",
        showlegend=in_legend,
        text=[f"<br>{escape(words)}" if words else "" for words in doubts],
        hovertemplate=f"<b>{name}</b>, measured<br>{where}<br>{first['relation']}, "
        f"{first['distance']:.1%} of the atoms differ<br>DOI {paper}%{{text}}<extra></extra>",
        zorder=1,
    )


def faint(colour: str, opacity: float = BAND_OPACITY) -> str:
    """Return a colour such as #0b7f91 as that of a band."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {opacity:g})"
