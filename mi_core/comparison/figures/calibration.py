"""Do the intervals keep what they promise? Observed against expected coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from mi_core.evaluation.coverage import coverage_curve
from mi_core.figures.marks import say_nothing_there
from mi_core.figures.measures import QUIET, dash, legend_below

if TYPE_CHECKING:
    from collections.abc import Mapping

    import plotly.graph_objects as go

PROMISED = 0.9


def calibration_table(predictions: pd.DataFrame) -> pd.DataFrame:
    """Return `model`, `expected`, `observed`, `rows` of every model that gives intervals.

    predictions : `model`, `fold`, `true`, `predicted`, `lower`, `upper`.
    """
    with_interval = predictions[predictions["lower"].notna() & predictions["upper"].notna()]
    parts = [
        coverage_curve(
            rows["true"], rows["predicted"], (rows["upper"] - rows["lower"]) / 2, rows["fold"]
        ).assign(model=model)
        for model, rows in with_interval.groupby("model", sort=False)
    ]
    columns = ["model", "expected", "observed", "rows"]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)


def calibration_figure(
    predictions: pd.DataFrame, titles: Mapping[str, str], *, promised: float = PROMISED
) -> go.Figure:
    """Return the share of held-out rows inside intervals of each level, a line per model; the diagonal is perfect.

    The large mark is the coverage of the intervals that the model gave, which promise `promised`; the line stretches or
    shrinks them to other levels (`evaluation.coverage`). Below the diagonal a model is too sure of itself.
    """
    import plotly.graph_objects as go

    figure = go.Figure(layout={"title": "Coverage of the intervals", "hovermode": "closest"})
    table = calibration_table(predictions)
    if table.empty:
        return say_nothing_there(figure, "No model of this comparison gives intervals.")
    for place, (model, rows) in enumerate(table.groupby("model", sort=False)):
        name = titles.get(model, model)
        figure.add_scatter(
            x=100 * rows["expected"],
            y=100 * rows["observed"],
            mode="lines",
            line={"dash": dash(place)},
            name=name,
            legendgroup=model,
            hovertemplate=f"<b>{name}</b><br>expected %{{x:.0f}} %<br>observed %{{y:.1f}} %<extra></extra>",
        )
    _mark_given(figure, predictions, titles, promised)
    figure.add_scatter(
        x=[0, 100],
        y=[0, 100],
        mode="lines",
        line={"dash": "dot", "width": 1.5, "color": QUIET},
        hoverinfo="skip",
        showlegend=False,
    )
    ends = [-2, 102]
    figure.update_xaxes(
        title="Expected coverage (%)", dtick=20, range=ends, zeroline=False, constrain="domain"
    )
    figure.update_yaxes(
        title="Observed coverage (%)", range=ends, zeroline=False, scaleanchor="x", constrain="domain"
    )
    return figure.update_layout(**legend_below(440, table["model"].nunique() + 1))


def given_coverage(predictions: pd.DataFrame) -> pd.Series:
    """Return by model the share of rows whose interval, as the model gave it, holds the true value."""
    rows = predictions[predictions[["true", "lower", "upper"]].notna().all(axis=1)]
    held = (rows["true"] >= rows["lower"]) & (rows["true"] <= rows["upper"])
    return held.groupby(rows["model"], sort=False).mean()


def _mark_given(
    figure: go.Figure, predictions: pd.DataFrame, titles: Mapping[str, str], promised: float
) -> None:
    shares = given_coverage(predictions)
    figure.add_scatter(
        x=[100 * promised] * len(shares),
        y=100 * shares,
        mode="markers",
        marker={"size": 11, "symbol": "diamond-open", "color": QUIET, "line": {"width": 2}},
        name=f"the models' own {promised:.0%} intervals",
        customdata=[titles.get(model, model) for model in shares.index],
        hovertemplate="<b>%{customdata}</b><br>its own intervals hold %{y:.1f} %<extra></extra>",
    )
