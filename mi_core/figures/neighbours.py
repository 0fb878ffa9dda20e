"""One prediction beside the true values of the training compounds nearest to it."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from mi_core.figures.marks import DOMAIN_MARKS, name_of
from mi_core.prediction.frame import read_nearest
from mi_core.prediction.words import COVERAGE, html_formula, value_text

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

    from mi_core.prediction.frame import NearestCompound
    from mi_core.targets import Target

PREDICTED = "predicted"


def neighbours_figure(row: pd.Series, target: Target) -> go.Figure:
    """Return a row of a prediction frame as a point with its interval, the nearest compounds' true values below it."""
    import plotly.graph_objects as go

    digits = f".{target.decimals}f"
    compounds = [compound for compound in read_nearest(row["nearest"]) if isfinite(compound.value)]
    symbol = next(mark for inside, _, mark in DOMAIN_MARKS if inside == bool(row["in_domain"]))
    figure = go.Figure()
    figure.add_scatter(
        x=[row["value"]],
        y=[0],
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [row["upper"] - row["value"]],
            "arrayminus": [row["value"] - row["lower"]],
            "thickness": 3,
            "width": 7,
        },
        mode="markers",
        marker={"symbol": symbol, "size": 13},
        name=PREDICTED,
        hovertemplate=f"predicted %{{x:{digits}}} {target.unit}<br>{COVERAGE}: "
        f"{value_text(target, row['lower'])} … {value_text(target, row['upper'])}<extra></extra>",
    )
    figure.add_scatter(
        x=[compound.value for compound in compounds],
        y=list(range(1, len(compounds) + 1)),
        mode="markers",
        marker={"symbol": "line-ns-open", "size": 14, "line": {"width": 3}},
        name="true value of a training compound",
        customdata=[name_of(compound.formula, compound.id) for compound in compounds],
        hovertemplate=f"<b>%{{customdata}}</b><br>true value %{{x:{digits}}} {target.unit}<extra></extra>",
    )
    labels = [f"<b>{PREDICTED}</b>", *(_label(target, compound) for compound in compounds)]
    figure.update_yaxes(
        tickvals=list(range(len(labels))),
        ticktext=labels,
        range=[len(labels) - 0.4, -0.6],
        showgrid=False,
        zeroline=False,
        automargin=True,
    )
    figure.update_xaxes(title=target.label, zeroline=False, nticks=6)
    figure.update_layout(
        height=90 + 28 * len(labels),
        margin={"l": 10, "r": 10, "t": 10, "b": 45},
        showlegend=False,
        hovermode="closest",
    )
    return figure


def _label(target: Target, compound: NearestCompound) -> str:
    return f"{html_formula(compound.formula)}  {value_text(target, compound.value)}"
