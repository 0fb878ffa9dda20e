"""How the error of a task of one's own falls with the number of labels, and where it would be halved."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from mi_core.figures.marks import say_nothing_there
from mi_core.figures.measures import QUIET, titled

if TYPE_CHECKING:
    from collections.abc import Mapping

    import plotly.graph_objects as go

TITLE = "Error against the number of labels"
MEASURES = {"rmse": "Root mean square error", "1 - auc": "1 − area under the curve"}
LINES = (
    ("chosen", "what your labels chose", "solid"),
    ("baseline", "weighted mean, without transfer", "dash"),
)
LOWEST = 2  # a bar may go below a point by so much of it before it is cut
WIDEST = 50  # times as many labels: farther no axis goes


def learning_figure(curve: Mapping[str, Any], labels: int, *, unit: str = "") -> go.Figure:
    """Return mean errors over splits with their spread, log–log, and the power law up to where the error is halved.

    curve : fields of a `transfer.learning.LearningCurve`, its points as records; labels : how many the task has.
    """
    import plotly.graph_objects as go

    points = pd.DataFrame(curve["points"])
    figure = go.Figure(
        layout={"title": titled(TITLE, "Bars: standard deviation over splits; both axes logarithmic")}
    )
    if points.empty:
        return say_nothing_there(figure, "The splits are too few or too small for a learning curve.")
    for column, name, dash in LINES:
        figure.add_scatter(
            x=points["labels"],
            y=points[column],
            error_y={
                "type": "data",
                "array": points[f"{column}_spread"],
                "thickness": 1,
                "width": 3,
            },
            mode="lines+markers",
            line={"dash": dash},
            name=name,
            hovertemplate="%{x:,} labels<br>%{y:.3g}<extra>%{fullData.name}</extra>",
        )
    if curve["more"] is not None:
        _extrapolate(figure, curve, labels)
    words = MEASURES[curve["measure"]]
    figure.update_xaxes(title="Labels learned from", **_log_axis(_shown(figure, "x")))
    figure.update_yaxes(title=f"{words} ({unit})" if unit else words, **_log_axis(_shown(figure, "y")))
    return figure.update_layout(
        hovermode="closest",
        height=440,
        margin={"l": 70, "r": 20, "t": 90, "b": 90},
        legend={"orientation": "h", "x": 0, "y": 0, "yref": "container", "yanchor": "bottom"},
    )


def _extrapolate(figure: go.Figure, curve: Mapping[str, Any], labels: int) -> None:
    """Draw the power law beyond what was seen, and the interval in which the error is half of today's."""
    low, middle, high = (math.inf if one is None else float(one) for one in curve["more"])
    half = curve["factor"] * labels ** -curve["exponent"] / 2
    first = min(point["labels"] for point in curve["points"])
    sizes = np.geomspace(first, labels + middle, 60)
    figure.add_scatter(
        x=sizes,
        y=curve["factor"] * sizes ** -curve["exponent"],
        mode="lines",
        line={"dash": "dot", "width": 1.5, "color": QUIET},
        name="power law, extrapolated",
        hoverinfo="skip",
    )
    end = min(high, WIDEST * labels)
    figure.add_scatter(
        x=[labels + middle],
        y=[half],
        error_x={
            "type": "data", "symmetric": False, "array": [end - middle], "arrayminus": [middle - low],
            "thickness": 2, "width": 6,
        },
        mode="markers",
        marker={"symbol": "star", "size": 13},
        name="half of today's error (bar: 90 % interval)",
        hovertemplate="%{x:,.0f} labels<br>%{y:.3g}<extra></extra>",
    )  # fmt: skip


def _shown(figure: go.Figure, axis: str) -> np.ndarray:
    """Return what an axis has to hold: values and the ends of their bars, where these have a logarithm."""
    found = []
    for trace in figure.data:
        values, bars = np.asarray(trace[axis], dtype=float), trace[f"error_{axis}"]
        found.append(values)
        if bars.array is not None:
            up = np.asarray(bars.array, dtype=float)
            down = up if bars.arrayminus is None else np.asarray(bars.arrayminus, dtype=float)
            found += [values + up, np.maximum(values - down, values / LOWEST)]
    joined = np.concatenate(found)
    return joined[np.isfinite(joined) & (joined > 0)]


def _log_axis(values: np.ndarray) -> dict[str, Any]:
    """Return a logarithmic axis whose ticks are written as plain numbers."""
    low, high = np.log10(values.min()), np.log10(values.max())
    margin = 0.08 * (high - low) or 0.1
    ends = [low - margin, high + margin]
    powers = np.arange(np.floor(ends[0]), np.ceil(ends[1]) + 1)
    steps = (1, 2, 5) if high - low > 0.5 else range(1, 10)
    ticks = [step * 10.0**power for power in powers for step in steps]
    ticks = [tick for tick in ticks if ends[0] <= np.log10(tick) <= ends[1]]
    return {
        "type": "log",
        "range": ends,
        "tickvals": ticks,
        "ticktext": [f"{tick:,.6g}" for tick in ticks],
        "zeroline": False,
    }
