"""One prediction beside the true values of the training compounds nearest to it."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from mi_core.figures.marks import DOMAIN_MARKS, error_bars, name_of
from mi_core.prediction.frame import read_nearest
from mi_core.prediction.words import COVERAGE, html_formula, value_text

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

    from mi_core.prediction.frame import NearestCompound
    from mi_core.targets import Target


def neighbours_figure(row: pd.Series, target: Target) -> go.Figure:
    """Return a row of a prediction frame as a point with its interval, the nearest compounds' true values below it."""
    import plotly.graph_objects as go

    compounds = [compound for compound in read_nearest(row["nearest"]) if isfinite(compound.value)]
    figure = go.Figure([_prediction(row, target), _true_values(compounds, target)])
    labels = ["<b>predicted</b>"]
    labels += [f"{html_formula(each.formula)}  {value_text(target, each.value)}" for each in compounds]
    figure.update_yaxes(
        tickvals=list(range(len(labels))),
        ticktext=labels,
        range=[len(labels) - 0.4, -0.6],
        showgrid=False,
        zeroline=False,
        automargin=True,
    )
    figure.update_xaxes(title=target.label, zeroline=False, nticks=6)
    return figure.update_layout(
        height=90 + 28 * len(labels),
        margin={"l": 10, "r": 10, "t": 10, "b": 45},
        showlegend=False,
        hovermode="closest",
    )


def _prediction(row: pd.Series, target: Target) -> go.Scatter:
    import plotly.graph_objects as go

    symbols = {inside: symbol for inside, _, symbol in DOMAIN_MARKS}
    return go.Scatter(
        x=[row["value"]],
        y=[0],
        error_x=error_bars(row.to_frame().T, thickness=3, width=7),
        mode="markers",
        marker={"symbol": symbols[bool(row["in_domain"])], "size": 13},
        name="predicted",
        hovertemplate=f"predicted %{{x:.{target.decimals}f}} {target.unit}<br>{COVERAGE}: "
        f"{value_text(target, row['lower'])} … {value_text(target, row['upper'])}<extra></extra>",
    )


def _true_values(compounds: list[NearestCompound], target: Target) -> go.Scatter:
    import plotly.graph_objects as go

    return go.Scatter(
        x=[compound.value for compound in compounds],
        y=list(range(1, len(compounds) + 1)),
        mode="markers",
        marker={"symbol": "line-ns-open", "size": 14, "line": {"width": 3}},
        name="true value of a training compound",
        customdata=[name_of(compound.formula, compound.id) for compound in compounds],
        hovertemplate=f"<b>%{{customdata}}</b><br>true value %{{x:.{target.decimals}f}} {target.unit}<extra></extra>",
    )
