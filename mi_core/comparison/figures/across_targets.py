"""Error against training rows for every target of a table, one regressor in front: where it wins, and where it loses."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from mi_core.comparison.figures.learning_curve import log_ticks
from mi_core.figures.marks import say_nothing_there
from mi_core.figures.measures import dash, legend_below, titled
from mi_core.report import COLOURS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    import plotly.graph_objects as go

IN_FRONT = "rgb(214, 39, 40)"  # seen on white and on dark
PANEL = 260  # pixels
ACROSS = 3


def across_targets_figure(
    curves: pd.DataFrame, titles: Mapping[str, str], front: str, *, across: int = ACROSS
) -> go.Figure:
    """Return a panel per target: mean absolute error over mean absolute deviation against training rows, log–log.

    curves : of `across.curves`; bars are the standard deviation over repeats. The regressor `front` is red and thick. At 1
    a regressor is no better than the mean of the held-out rows.
    """
    import plotly.graph_objects as go
    from plotly.subplots import make_subplots

    if curves.empty:
        return say_nothing_there(go.Figure(), "No learning curve was made in these comparisons.")
    targets = curves.drop_duplicates("target")
    rows = math.ceil(len(targets) / across)
    figure = make_subplots(
        rows=rows,
        cols=across,
        subplot_titles=targets["title"].tolist(),
        horizontal_spacing=0.07,
        vertical_spacing=0.16 / rows + 0.02,
    )
    styles = _styles(list(dict.fromkeys(curves["model"])), front)
    named: set[str] = set()
    for place, target in enumerate(targets["target"]):
        there = curves[curves["target"] == target]
        at = {"row": place // across + 1, "col": place % across + 1}
        for model, own in ((model, there[there["model"] == model]) for model in styles):
            if len(own):
                line = _line(own, titles.get(model, model), styles[model], legend=model not in named)
                figure.add_trace(line, **at)
                named.add(model)
        figure.update_xaxes(type="log", **_row_ticks(there["n_train"]), **at)
        if place + across >= len(targets):  # the lowest panel of its column
            figure.update_xaxes(title_text="Training rows", title_standoff=4, **at)
        figure.update_yaxes(type="log", **_share_ticks(there), **at)
    figure.update_annotations(font_size=13)
    figure.update_yaxes(title_text="Error / deviation", title_standoff=4, col=1)
    words = (
        "Mean absolute error over mean absolute deviation of the held-out rows: 1 is no better than the mean"
    )
    title = titled("Error against training rows, every target", words)
    figure.update_layout(title=title, hovermode="closest", **legend_below(PANEL * rows, len(styles)))
    return figure.update_layout(margin={"t": 110})  # titles of panels stand below that of the figure


def _styles(models: list[str], front: str) -> dict[str, dict]:
    """Return the line of each regressor; the one in front comes last, for it is drawn over the others."""
    others = [model for model in models if model != front]
    styles: dict[str, dict] = {
        model: {"color": COLOURS[n % len(COLOURS)], "dash": dash(n), "width": 1.5}
        for n, model in enumerate(others)
    }
    return styles | {front: {"color": IN_FRONT, "width": 3.5}}


def _line(rows: pd.DataFrame, title: str, style: dict, *, legend: bool) -> go.Scatter:
    import plotly.graph_objects as go

    return go.Scatter(
        x=rows["n_train"],
        y=rows["share"],
        error_y={"type": "data", "array": rows["spread"], "thickness": 1, "width": 2},
        mode="lines+markers",
        marker={"size": 5 if style["width"] < 2 else 7},
        line=style,
        name=title,
        legendgroup=title,
        showlegend=legend,
        hovertemplate=f"<b>{title}</b><br>%{{x:,}} rows<br>%{{y:.3g}} of the deviation<extra></extra>",
    )


def _row_ticks(n_train: pd.Series) -> dict:
    """Return range and ticks of the training rows: panels are narrow, so powers of ten alone where there are two."""
    found = log_ticks(n_train, n_train)
    powers = [10**n for n in range(1, 8) if found["range"][0] <= n <= found["range"][1]]
    few = {"tickvals": powers, "ticktext": [f"{n:,}" for n in powers]} if len(powers) > 1 else {}
    return found | few | {"tickangle": 0}


def _share_ticks(rows: pd.DataFrame) -> dict:
    """Return range and ticks that hold all errors; a spread may be wider than the error, and a logarithm has no 0."""
    lowest = max(rows["share"].min(), 1e-6)
    return log_ticks(np.array([lowest]), np.array([max(rows["share"].max(), 1.1)]))
