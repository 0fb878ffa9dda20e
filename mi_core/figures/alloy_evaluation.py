"""All generators side by side: how often the engine confirms them, and how far their diagrams are off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.figures.marks import say_nothing_there
from mi_core.figures.measures import dash, legend_below

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    import plotly.graph_objects as go

#: What can be drawn: title, factor to the unit drawn, unit, whether more is better.
MEASURES = {
    "share_met": ("Specifications met by at least one proposal", 100.0, "%", True),
    "share_proposals_met": ("Proposals that meet the specification", 100.0, "%", True),
    "rmse_best": ("RMSE over the specified cells, best proposal", 100.0, "% of phase", False),
    "rmse_mean": ("RMSE over the specified cells, mean of proposals", 100.0, "% of phase", False),
    "diversity": ("Diversity: mean distance between proposals", 1.0, "wt%", True),
    "novelty": ("Novelty: mean distance to the data set", 1.0, "wt%", True),
    "seconds_per_proposal": ("Time per proposal", 1000.0, "ms", False),
}


def evaluation_figure(
    frame: pd.DataFrame, titles: Mapping[str, str], *, measure: str = "share_met"
) -> go.Figure:
    """Return a measure against what was hidden, a line per model, bars for the spread over seeds.

    frame : model, condition (in the order to draw), the measure, and optionally `seed`; one value of K. titles : of models.
    """
    import plotly.graph_objects as go

    title, factor, unit, more = MEASURES[measure]
    figure = go.Figure(layout={"title": title})
    table = spread(frame, measure)
    if table.empty:
        return say_nothing_there(figure, "Nothing was evaluated under these conditions.")
    for place, (model, rows) in enumerate(table.groupby("model", sort=False)):
        bars = rows["count"].max() > 1
        figure.add_scatter(
            x=rows["condition"],
            y=factor * rows["mean"],
            error_y={"type": "data", "array": factor * rows["std"].fillna(0), "thickness": 1.5}
            if bars
            else None,
            mode="lines+markers",
            marker={"size": 8},
            line={"dash": dash(place), "width": 2},
            name=titles.get(model, model),
            customdata=np.stack([factor * rows["std"].fillna(0), rows["count"]], axis=1),
            hovertemplate=f"<b>%{{fullData.name}}</b><br>%{{x}}<br>%{{y:.3g}} {unit}"
            + (" ± %{customdata[0]:.2g}, %{customdata[1]} seeds" if bars else "")
            + "<extra></extra>",
        )
    figure.update_xaxes(title="What of the diagram was given")
    better = "more is better" if more else "less is better"
    axis = {"title": f"{unit} ({better})", "rangemode": "tozero"}
    if measure == "seconds_per_proposal":
        axis |= {"type": "log", "rangemode": "normal"}
    figure.update_yaxes(**axis)
    return figure.update_layout(hovermode="closest", **legend_below(440, table["model"].nunique()))


def spread(frame: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Return mean, standard deviation (n - 1) and count over seeds by model and condition, both in their first order."""
    known = frame.dropna(subset=[measure]) if measure in frame else frame.iloc[:0].assign(**{measure: np.nan})
    grouped = known.groupby(["model", "condition"], sort=False)[measure]
    return grouped.agg(["mean", "std", "count"]).reset_index()
