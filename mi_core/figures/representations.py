"""Figures of what networks have learned: measures against layers, variance by components, what sets clusters apart."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mi_core.figures.measures import QUIET

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    import plotly.graph_objects as go

BAND = "rgba(128, 140, 150, 0.3)"
TRAINED = "rgb(222, 132, 44)"  # seen on white and on dark
PANEL = 250  # pixels
MOST_BARS = 12


def measures_figure(compared: pd.DataFrame, titles: Mapping[str, str]) -> go.Figure:
    """Return a panel per measure, two in a row: its value in each layer, over the band of networks of random weights.

    compared : of `representations.comparison.compare_layers`; titles : of its measures. What is not finite is left out.
    """
    from plotly.subplots import make_subplots

    measures = list(dict.fromkeys(compared["measure"]))
    rows = math.ceil(len(measures) / 2)
    figure = make_subplots(
        rows=rows,
        cols=2,
        subplot_titles=[titles.get(name, name) for name in measures],
        vertical_spacing=0.28 / rows,
        horizontal_spacing=0.09,
    )
    for number, name in enumerate(measures):
        place = {"row": number // 2 + 1, "col": number % 2 + 1}
        _panel(figure, compared[compared["measure"] == name], place, named=number == 0)
    figure.update_yaxes(zeroline=False)
    figure.update_annotations(font_size=14)
    return figure.update_layout(
        height=80 + PANEL * rows,
        margin={"l": 50, "r": 15, "t": 70, "b": 50},
        legend={"orientation": "h", "y": 1.0 + 0.14 / rows, "yanchor": "bottom", "x": 0},
        hovermode="x unified",
    )


def _panel(figure: go.Figure, rows: pd.DataFrame, place: dict[str, int], *, named: bool) -> None:
    finite = rows.replace([math.inf, -math.inf], math.nan)
    bare = {"mode": "lines", "line": {"width": 0}, "showlegend": False, "hoverinfo": "skip"}
    figure.add_scatter(x=finite["layer"], y=finite["random_high"], **bare, **place)
    figure.add_scatter(
        x=finite["layer"], y=finite["random_low"], **bare, **place, fill="tonexty", fillcolor=BAND
    )
    lines = (
        ("random_mean", "random weights, least to largest", {"color": QUIET, "width": 1.5}),
        ("chance", "chance", {"color": QUIET, "width": 1, "dash": "dot"}),
        ("value", "trained", {"color": TRAINED, "width": 3}),
    )
    for column, name, line in lines:
        figure.add_scatter(
            x=finite["layer"],
            y=finite[column],
            name=name,
            mode="lines+markers" if column == "value" else "lines",
            line=line,
            legendgroup=column,
            showlegend=named,
            hovertemplate="%{y:.3g}",
            **place,
        )


def variance_figure(explained: pd.DataFrame) -> go.Figure:
    """Return the share of the variance that the first principal components hold together, a line per layer.

    explained : layer, component (from 1), share.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    for name, rows in explained.groupby("layer", sort=False):
        figure.add_scatter(
            x=rows["component"],
            y=rows["share"].cumsum(),
            name=str(name),
            mode="lines+markers",
            hovertemplate="%{y:.1%}",
        )
    figure.update_xaxes(title="Principal components", dtick=1)
    figure.update_yaxes(title="Variance explained", tickformat=".0%", range=[0, 1.04])
    return figure.update_layout(
        title="How few directions a layer uses",
        height=360,
        margin={"l": 60, "r": 15, "t": 60, "b": 50},
        hovermode="x unified",
    )


def differences_figure(differences: pd.DataFrame, title: str) -> go.Figure:
    """Return bars of what sets a cluster apart: the difference of its mean from that of the rest, by property.

    differences : property, difference in standard deviations; the largest, of either sign, come first.
    """
    import plotly.graph_objects as go

    largest = differences.reindex(differences["difference"].abs().sort_values(ascending=False).index).head(
        MOST_BARS
    )
    figure = go.Figure(
        go.Bar(
            x=largest["difference"],
            y=largest["property"],
            orientation="h",
            hovertemplate="%{y}: %{x:+.2f}σ<extra></extra>",
        )
    )
    figure.update_yaxes(autorange="reversed", automargin=True)
    figure.update_xaxes(title="Difference from the rest (standard deviations)", zeroline=True)
    return figure.update_layout(
        title=title, height=140 + 28 * len(largest), margin={"l": 10, "r": 15, "t": 60, "b": 50}
    )
