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

#: What can be drawn: title, factor to the unit drawn, unit, whether more is better (None: neither).
MEASURES = {
    "specification_met": ("Specifications met by at least one proposal", 100.0, "%", True),
    "share_proposals_met": ("Proposals that meet their specification", 100.0, "%", True),
    "rmse_best": ("RMSE over the specified cells, best proposal", 100.0, "mol% of phase", False),
    "rmse_mean": ("RMSE over the specified cells, mean of all proposals", 100.0, "mol% of phase", False),
    "diversity_wt": ("Diversity: mean distance between two proposals", 1.0, "wt%", None),
    "novelty_wt": ("Novelty: mean distance to the nearest training alloy", 1.0, "wt%", None),
    "seconds_per_proposal": ("Time per proposal", 1000.0, "ms", False),
}


def evaluation_figure(
    table: pd.DataFrame, titles: Mapping[str, str], *, measure: str = "specification_met"
) -> go.Figure:
    """Return a measure by what of the diagram was given, a line per model, bars for the spread over seeds.

    table : rows of `mi_core.alloys.evaluation.scores.summary` of one K, a row per scenario and model; scenarios and
    models are drawn in their first order. titles : of models.
    """
    import plotly.graph_objects as go

    title, factor, unit, more_is_better = MEASURES[measure]
    figure = go.Figure(layout={"title": title, "hovermode": "closest"})
    known = table[table[measure].notna()] if measure in table else table.iloc[:0]
    if known.empty:
        return say_nothing_there(figure, "Nothing was evaluated under these conditions.")
    scenarios = list(dict.fromkeys(table["scenario"]))
    for place, (model, rows) in enumerate(known.groupby("model", sort=False)):
        spread = factor * rows.get(f"{measure}_spread", 0 * rows[measure]).fillna(0)
        figure.add_scatter(
            x=rows["scenario"],
            y=factor * rows[measure],
            error_y={"type": "data", "array": spread, "thickness": 1.5, "visible": bool((spread > 0).any())},
            mode="lines+markers",
            marker={"size": 8},
            line={"dash": dash(place), "width": 2},
            name=titles.get(model, model),
            customdata=np.stack([spread, rows["seeds"], rows["specifications"]], axis=1),
            hovertemplate=f"<b>%{{fullData.name}}</b><br>%{{x}}<br>%{{y:.3g}} {unit} ± %{{customdata[0]:.2g}}"
            "<br>%{customdata[2]} specifications, %{customdata[1]} seeds<extra></extra>",
        )
    figure.update_xaxes(categoryorder="array", categoryarray=scenarios)
    better = {True: " (more is better)", False: " (less is better)", None: ""}[more_is_better]
    axis = {"title": f"{unit}{better}", "rangemode": "tozero"}
    if measure == "seconds_per_proposal":
        axis |= {"type": "log", "rangemode": "normal"}
    figure.update_yaxes(**axis)
    return figure.update_layout(**legend_below(440, known["model"].nunique()))
