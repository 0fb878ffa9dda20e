"""Predicted against true values of one model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.evaluation.metrics import regression_metrics
from mi_core.figures.marks import names, say_nothing_there
from mi_core.figures.measures import (
    NAMED_WORST,
    POINTS_UP_TO,
    QUIET,
    density,
    fixed,
    padded_range,
    three_digits,
    titled,
    with_unit,
)

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

    from mi_core.targets import Target

HEIGHT = 480


def parity_figure(predictions: pd.DataFrame, target: Target, *, title: str) -> go.Figure:
    """Return the parity plot of one model's held-out rows, both axes alike, errors in the subtitle.

    predictions : `id`, `formula`, `true`, `predicted` (unit of the target), a row per tested row.
    Few rows are points; many are counted per cell, and the worst of them are points with their names.
    """
    import plotly.graph_objects as go

    rows = known(predictions)
    figure = go.Figure(layout={"title": title, "hovermode": "closest", "height": HEIGHT})
    if rows.empty:
        return say_nothing_there(figure, "No row has both a true and a predicted value.")
    ends = padded_range(rows[["true", "predicted"]])
    unit = f" {target.unit}" if target.unit else ""
    if len(rows) > POINTS_UP_TO:
        hover = f"true %{{x:.3g}}{unit}<br>predicted %{{y:.3g}}{unit}"
        figure.add_trace(density(rows["true"].to_numpy(), rows["predicted"].to_numpy(), ends, ends, hover))
    figure.add_trace(_points(worst(rows) if len(rows) > POINTS_UP_TO else rows, unit, few=len(rows) < 400))
    figure.add_scatter(
        x=ends, y=ends, mode="lines", line={"dash": "dot", "width": 1.5, "color": QUIET}, hoverinfo="skip"
    )
    figure.update_xaxes(
        title=with_unit(f"True {target.symbol}", target.unit), range=ends, zeroline=False, constrain="domain"
    )
    figure.update_yaxes(
        title=with_unit(f"Predicted {target.symbol}", target.unit),
        range=ends,
        zeroline=False,
        scaleanchor="x",
        constrain="domain",
    )
    return figure.update_layout(
        title=titled(title, error_words(rows, target)),
        showlegend=False,
        margin={"l": 70, "r": 20, "t": 90, "b": 50},
    )


def known(predictions: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with a finite true and predicted value, numbered anew."""
    finite = np.isfinite(predictions[["true", "predicted"]]).all(axis=1)
    return predictions[finite].reset_index(drop=True)


def worst(rows: pd.DataFrame, count: int = NAMED_WORST) -> pd.DataFrame:
    """Return the rows whose prediction is farthest from the truth."""
    errors = (rows["predicted"] - rows["true"]).abs()
    return rows.loc[errors.nlargest(count).index]


def error_words(rows: pd.DataFrame, target: Target) -> str:
    """Return the errors over all rows together, in words: MAE, RMSE, R², number of rows."""
    if len(rows) < 2:
        return f"{len(rows)} row"
    metrics = regression_metrics(rows["true"], rows["predicted"])
    mae, rmse = (f"{three_digits(metrics[key])} {target.unit}".strip() for key in ("mae", "rmse"))
    return f"MAE {mae} · RMSE {rmse} · R² {fixed(metrics['r2'], 3)} · {metrics['n']:,} held-out rows"


def _points(rows: pd.DataFrame, unit: str, *, few: bool):
    import plotly.graph_objects as go

    return go.Scatter(
        x=rows["true"],
        y=rows["predicted"],
        mode="markers",
        marker={"size": 7 if few else 5, "opacity": 0.75 if few else 0.5},
        customdata=names(rows),
        hovertemplate=f"<b>%{{customdata}}</b><br>true %{{x:.4g}}{unit}<br>predicted %{{y:.4g}}{unit}<extra></extra>",
    )
