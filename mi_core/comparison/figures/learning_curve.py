"""How the error falls with the number of training rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.figures.marks import say_nothing_there
from mi_core.figures.measures import MEASURES, dash, legend_below, with_unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    import plotly.graph_objects as go

    from mi_core.targets import Target

STEPS = (1, 2, 5)
FEW = 4  # labels; with fewer of them every digit is labelled


def learning_figure(
    learning: pd.DataFrame, target: Target, titles: Mapping[str, str], *, measure: str = "mae"
) -> go.Figure:
    """Return the held-out error against the number of training rows, log–log, a line per model.

    learning : `model`, `n_train`, `repeat` and the measure (unit of the target); bars are the standard deviation over
    repeats. On these axes a straight line is a power law, and its slope says what more data would bring.
    """
    import plotly.graph_objects as go

    figure = go.Figure(layout={"title": f"{MEASURES[measure]} against training rows"})
    table = spread(learning, measure)
    if table.empty:
        return say_nothing_there(figure, "No learning curve was made in this comparison.")
    unit = f" {target.unit}" if target.unit else ""
    for place, (model, rows) in enumerate(table.groupby("model", sort=False)):
        figure.add_scatter(
            x=rows["n_train"],
            y=rows["mean"],
            error_y={"type": "data", "array": rows["std"], "thickness": 1, "width": 3},
            mode="lines+markers",
            marker={"size": 6},
            line={"dash": dash(place)},
            name=titles.get(model, model),
            customdata=np.stack([rows["std"], rows["count"]], axis=1),
            hovertemplate=f"<b>%{{fullData.name}}</b><br>%{{x:,}} rows<br>%{{y:.3g}} ± %{{customdata[0]:.2g}}{unit}"
            "<br>%{customdata[1]} repeats<extra></extra>",
        )
    low, high = (table["mean"] - table["std"].fillna(0)), (table["mean"] + table["std"].fillna(0))
    figure.update_xaxes(title="Training rows", type="log", **log_ticks(table["n_train"], table["n_train"]))
    figure.update_yaxes(
        title=with_unit(MEASURES[measure], target.unit),
        type="log",
        **log_ticks(np.where(low > 0, low, table["mean"]), high),
    )
    return figure.update_layout(hovermode="closest", **legend_below(440, table["model"].nunique()))


def spread(learning: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Return mean, standard deviation (n - 1) and count of the repeats by model and n_train; models keep their order."""
    grouped = learning.groupby(["model", "n_train"], sort=False)[measure]
    table = grouped.agg(["mean", "std", "count"]).reset_index()
    order = {model: place for place, model in enumerate(dict.fromkeys(learning["model"]))}
    return table.sort_values(
        ["model", "n_train"], key=lambda column: column.map(order) if column.name == "model" else column
    ).reset_index(drop=True)


def log_ticks(low, high) -> dict:
    """Return range and ticks of a logarithmic axis at 1, 2, 5, 10 …, written as plain numbers."""
    bottom, top = np.log10(np.min(low)), np.log10(np.max(high))
    margin = 0.05 * (top - bottom) or 0.1
    ends = [bottom - margin, top + margin]
    powers = np.arange(np.floor(ends[0]), np.ceil(ends[1]) + 1)
    for steps in (STEPS, range(1, 10)):
        values = [step * 10.0**power for power in powers for step in steps]
        shown = [value for value in values if ends[0] <= np.log10(value) <= ends[1]]
        if len(shown) >= FEW:
            break
    return {
        "range": ends,
        "tickvals": shown,
        "ticktext": [f"{value:,.6g}" for value in shown],
        "zeroline": False,
    }
