"""What a model answered for molecules while it had not seen them, beside what was measured."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from mi_core.evaluation.metrics import regression_metrics
from mi_core.figures.marks import error_bars, say_nothing_there
from mi_core.figures.measures import QUIET, fixed, padded_range, three_digits, titled
from mi_core.prediction.words import COVERAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import pandas as pd
    import plotly.graph_objects as go

HEIGHT = 520
BARS_UP_TO = 400  # molecules; with more of them intervals hide each other
TITLE = "Predicted while held out"
NOTHING = "No molecule has both a label and a prediction."


def held_out_figure(rows: pd.DataFrame, name: str, classes: Sequence[str] = ()) -> go.Figure:
    """Return predicted against measured values with intervals; of classes, molecules by predicted probability.

    rows : columns id, label, value, lower, upper; name : of the column; classes : the words for 0 and 1, () for numbers.
    """
    import plotly.graph_objects as go

    figure = go.Figure(layout={"title": TITLE, "hovermode": "closest", "height": HEIGHT})
    if rows.empty:
        return say_nothing_there(figure, NOTHING)
    _ranked(figure, rows, classes) if classes else _parity(figure, rows, name)
    return figure.update_layout(
        margin={"l": 70, "r": 20, "t": 90, "b": 90},
        legend={"orientation": "h", "x": 0, "y": 0, "yref": "container", "yanchor": "bottom"},
    )


def covered(rows: pd.DataFrame) -> np.ndarray:
    """Return whether each interval holds the label, (n,)."""
    return ((rows["lower"] <= rows["label"]) & (rows["label"] <= rows["upper"])).to_numpy()


def _parity(figure: go.Figure, rows: pd.DataFrame, name: str) -> None:
    """Draw numbers, both axes alike."""
    ends, inside = padded_range(rows[["label", "value"]]), covered(rows)
    for held, words, symbol in (
        (True, "interval holds the label", "circle"),
        (False, "it does not", "diamond-open"),
    ):
        part = rows[inside == held]
        bars = error_bars(part, thickness=1, width=0) if len(rows) <= BARS_UP_TO else None
        figure.add_scatter(
            x=part["label"],
            y=part["value"],
            error_y=bars,
            mode="markers",
            marker={"size": 7, "symbol": symbol},
            name=words,
            showlegend=bool(len(part)),
            customdata=_hover(part),
            hovertemplate="<b>%{customdata[0]}</b><br>measured %{x:.4g}<br>predicted %{y:.4g}<br>"
            f"{COVERAGE}: %{{customdata[1]:.4g}} … %{{customdata[2]:.4g}}<extra></extra>",
        )
    figure.add_scatter(
        x=ends, y=ends, mode="lines", line={"dash": "dot", "width": 1.5, "color": QUIET}, hoverinfo="skip", showlegend=False
    )  # fmt: skip
    metrics = regression_metrics(rows["label"], rows["value"])
    subtitle = (
        f"RMSE {three_digits(metrics['rmse'])} · R² {fixed(metrics['r2'], 2)} · {COVERAGE} intervals hold "
        f"{inside.mean():.0%} of {len(rows):,} molecules"
    )
    label = escape(name)
    figure.update_xaxes(title=f"Measured: {label}", range=ends, zeroline=False, constrain="domain")
    figure.update_yaxes(
        title=f"Predicted: {label}", range=ends, zeroline=False, scaleanchor="x", constrain="domain"
    )
    figure.update_layout(title=titled(TITLE, subtitle))


def _ranked(figure: go.Figure, rows: pd.DataFrame, classes: Sequence[str]) -> None:
    """Draw probabilities in their order, each class by a mark of its own."""
    order = rows.sort_values("value", kind="stable").reset_index(drop=True)
    for label, symbol in ((1, "circle"), (0, "diamond-open")):
        part = order[order["label"] == label]
        figure.add_scatter(
            x=part.index + 1,
            y=part["value"],
            error_y=error_bars(part, thickness=1, width=0) if len(rows) <= BARS_UP_TO else None,
            mode="markers",
            marker={"size": 8, "symbol": symbol},
            name=escape(classes[label]),
            customdata=_hover(part),
            hovertemplate="<b>%{customdata[0]}</b><br>probability %{y:.2f}<br>band %{customdata[1]:.2f} … "
            "%{customdata[2]:.2f}<extra></extra>",
        )
    right = float(((order["value"] >= 0.5) == (order["label"] == 1)).mean())
    subtitle = f"{right:.0%} of {len(order):,} molecules on the right side of one half; bars: bands of the probability"
    figure.update_xaxes(title="Molecules by predicted probability, lowest first", zeroline=False)
    figure.update_yaxes(title=f"Probability of {escape(classes[1])}", range=[-0.03, 1.03], zeroline=False)
    figure.update_layout(title=titled(TITLE, subtitle))


def _hover(part: pd.DataFrame) -> list[list]:
    return [
        [escape(row_id), lower, upper]
        for row_id, lower, upper in zip(part["id"], part["lower"], part["upper"], strict=True)
    ]
