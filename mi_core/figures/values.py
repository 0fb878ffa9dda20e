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

    Few rows are listed by name, many are ranked. Filled circles lie inside the training domain, open diamonds outside.
    """
    import plotly.graph_objects as go

    rows = predicted(frame, target.key).sort_values("value", kind="stable").reset_index(drop=True)
    figure = go.Figure(layout={"title": f"{target.title} with {COVERAGE} intervals", "hovermode": "closest"})
    if rows.empty:
        return say_nothing_there(figure, f"No prediction of the {target.title.lower()}.")
    draw = _listed if len(rows) <= NAMED_ROWS else _ranked
    draw(figure, rows, names(rows), f".{target.decimals}f", target.unit)
    value_axis, row_axis = (figure.layout.xaxis, figure.layout.yaxis)
    if draw is _ranked:
        value_axis, row_axis = row_axis, value_axis
    value_axis.update(title=target.label, zeroline=False)
    row_axis.update(showgrid=False, zeroline=False)
    figure.update_layout(legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0})
    return figure


def _listed(figure: go.Figure, rows: pd.DataFrame, labels: list[str], digits: str, unit: str) -> None:
    """Draw a line per row, lowest value on top."""
    for inside, title, symbol in DOMAIN_MARKS:
        chosen = (rows["in_domain"] == inside).to_numpy(dtype=bool)
        part = rows[chosen]
        figure.add_scatter(
            x=part["value"],
            y=part.index,
            error_x=error_bars(part, thickness=2, width=5),
            mode="markers",
            marker={"symbol": symbol, "size": 11},
            name=title,
            showlegend=bool(len(part)),
            customdata=_hover(part, labels),
            hovertemplate=_template("x", digits, unit),
        )
    figure.update_yaxes(
        tickvals=list(rows.index), ticktext=labels, range=[len(rows) - 0.4, -0.6], automargin=True
    )
    figure.update_layout(height=150 + 30 * len(rows), margin={"l": 10, "r": 20, "t": 80, "b": 50})


def _ranked(figure: go.Figure, rows: pd.DataFrame, labels: list[str], digits: str, unit: str) -> None:
    """Draw value against rank."""
    for inside, title, symbol in DOMAIN_MARKS:
        chosen = (rows["in_domain"] == inside).to_numpy(dtype=bool)
        part = rows[chosen]
        figure.add_scatter(
            x=part.index + 1,
            y=part["value"],
            error_y=error_bars(part, thickness=0.6, width=0),
            mode="markers",
            marker={"symbol": symbol, "size": 5},
            opacity=0.6,
            zorder=int(inside),
            name=title,
            showlegend=bool(len(part)),
            customdata=_hover(part, labels),
            hovertemplate=_template("y", digits, unit),
        )
    figure.update_xaxes(title="Rank, lowest first", range=[0, len(rows) + 1])
    figure.update_yaxes(range=_room(rows))
    figure.update_layout(height=440, margin={"l": 70, "r": 20, "t": 80, "b": 50})


def _room(rows: pd.DataFrame) -> list[float]:
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
