"""Predicted values of one property with their intervals, lowest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.figures.marks import DOMAIN_MARKS, error_bars, names, predicted, say_nothing_there
from mi_core.prediction.words import COVERAGE

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

    from mi_core.targets import Target

NAMED_ROWS = 30  # above it the names would overlap: rows are numbered and named on hover


def values_figure(frame: pd.DataFrame, target: Target) -> go.Figure:
    """Return the sorted values of one target of a prediction frame, in the target's unit.

    Few rows are listed by name, lowest value on top; many are drawn by rank. Filled circles lie inside the training
    domain, open diamonds outside.
    """
    import plotly.graph_objects as go

    rows = predicted(frame, target.key).sort_values("value", kind="stable").reset_index(drop=True)
    figure = go.Figure(layout={"title": f"{target.title} with {COVERAGE} intervals", "hovermode": "closest"})
    if rows.empty:
        return say_nothing_there(figure, f"No prediction of the {target.title.lower()}.")
    labels, without_lines = names(rows), {"showgrid": False, "zeroline": False}
    value_axis = {"title": target.label, "zeroline": False}
    if len(rows) <= NAMED_ROWS:
        _points(figure, rows, labels, target, "x")
        ticks = {"tickvals": list(rows.index), "ticktext": labels, "automargin": True}
        row_axis = without_lines | ticks | {"range": [len(rows) - 0.4, -0.6]}
        axes, height, left = {"xaxis": value_axis, "yaxis": row_axis}, 150 + 30 * len(rows), 10
    else:
        _points(figure, rows, labels, target, "y")
        row_axis = without_lines | {"title": "Rank, lowest first", "range": [0, len(rows) + 1]}
        value_axis["range"] = _value_range(rows)
        axes, height, left = {"xaxis": row_axis, "yaxis": value_axis}, 440, 70
    return figure.update_layout(
        **axes,
        height=height,
        margin={"l": left, "r": 20, "t": 80, "b": 50},
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0},
    )


def _points(figure: go.Figure, rows: pd.DataFrame, labels: list[str], target: Target, across: str) -> None:
    """Draw the values along x, against the number of the row, or along y, smaller and against the rank."""
    listed = across == "x"
    for inside, title, symbol in DOMAIN_MARKS:
        part = rows[(rows["in_domain"] == inside).to_numpy(dtype=bool)]
        bars = error_bars(part, thickness=2, width=5) if listed else error_bars(part, thickness=0.6, width=0)
        figure.add_scatter(
            x=part["value"] if listed else part.index + 1,
            y=part.index if listed else part["value"],
            **{f"error_{across}": bars},
            mode="markers",
            marker={"symbol": symbol, "size": 11 if listed else 5},
            opacity=None if listed else 0.6,
            zorder=None if listed else int(inside),
            name=title,
            showlegend=bool(len(part)),
            customdata=_hover(part, labels),
            hovertemplate=_template(across, f".{target.decimals}f", target.unit),
        )


def _value_range(rows: pd.DataFrame) -> list[float]:
    """Return the ends of the value axis: all values and all but the widest intervals, which would flatten the rest."""
    low = min(rows["value"].min(), rows["lower"].quantile(0.01))
    high = max(rows["value"].max(), rows["upper"].quantile(0.99))
    margin = 0.04 * (high - low)
    return [float(low - margin), float(high + margin)]


def _hover(part: pd.DataFrame, labels: list[str]) -> list[list]:
    ends = zip(part.index, part["lower"], part["upper"], strict=True)
    return [[labels[i], lower, upper] for i, lower, upper in ends]


def _template(axis: str, digits: str, unit: str) -> str:
    interval = f"%{{customdata[1]:{digits}}} … %{{customdata[2]:{digits}}}"
    return (
        f"<b>%{{customdata[0]}}</b><br>%{{{axis}:{digits}}} {unit}<br>{COVERAGE}: {interval}<extra></extra>"
    )
