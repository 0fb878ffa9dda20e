"""What is left of the truth when the prediction is taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.figures.marks import names, say_nothing_there
from mi_core.figures.measures import (
    POINTS_UP_TO,
    QUIET,
    dash,
    density,
    legend_below,
    padded_range,
    three_digits,
    titled,
    with_unit,
)
from mi_core.figures.parity import known, worst

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    import plotly.graph_objects as go

    from mi_core.targets import Target

BINS = 60
SHOWN_SHARE = 0.99  # of the residuals; the tails would flatten the histogram


def residuals_figure(predictions: pd.DataFrame, target: Target, *, title: str) -> go.Figure:
    """Return predicted - true against predicted for one model's held-out rows (unit of the target).

    A cloud that opens to one side has errors that grow with the value; one that leans has a bias.
    """
    import plotly.graph_objects as go

    rows = known(predictions)
    figure = go.Figure(layout={"title": title, "height": 440, "hovermode": "closest"})
    if rows.empty:
        return say_nothing_there(figure, "No row has both a true and a predicted value.")
    residual = (rows["predicted"] - rows["true"]).to_numpy()
    x_range, y_range = padded_range(rows["predicted"]), padded_range(residual)
    unit = f" {target.unit}" if target.unit else ""
    dense = len(rows) > POINTS_UP_TO
    if dense:
        hover = f"predicted %{{x:.3g}}{unit}<br>residual %{{y:.3g}}{unit}"
        figure.add_trace(density(rows["predicted"].to_numpy(), residual, x_range, y_range, hover))
    shown = worst(rows) if dense else rows
    figure.add_scatter(
        x=shown["predicted"],
        y=shown["predicted"] - shown["true"],
        mode="markers",
        marker={"size": 5, "opacity": 0.6},
        customdata=names(shown),
        hovertemplate=f"<b>%{{customdata}}</b><br>predicted %{{x:.4g}}{unit}<br>residual %{{y:.4g}}{unit}<extra></extra>",
    )
    figure.add_hline(y=0, line={"dash": "dot", "width": 1.5, "color": QUIET})
    figure.update_xaxes(
        title=with_unit(f"Predicted {target.symbol}", target.unit), range=x_range, zeroline=False
    )
    figure.update_yaxes(title=with_unit("Predicted − true", target.unit), range=y_range, zeroline=False)
    words = f"mean {three_digits(float(residual.mean()))} · standard deviation {three_digits(float(residual.std()))}{unit}"
    return figure.update_layout(
        title=titled(title, words), showlegend=False, margin={"l": 70, "r": 20, "t": 90, "b": 50}
    )


def residual_histogram(predictions: pd.DataFrame, target: Target, titles: Mapping[str, str]) -> go.Figure:
    """Return the share of held-out rows per residual (predicted - true, unit of the target), a line per model."""
    import plotly.graph_objects as go

    figure = go.Figure(layout={"title": "How residuals are spread", "hovermode": "closest"})
    table = residual_shares(predictions)
    if not table:
        return say_nothing_there(figure, "No row has both a true and a predicted value.")
    unit = f" {target.unit}" if target.unit else ""
    for place, (model, (middles, shares)) in enumerate(table.items()):
        name = titles.get(model, model)
        figure.add_scatter(
            x=middles,
            y=100 * shares,
            mode="lines",
            line={"shape": "hvh", "width": 1.8, "dash": dash(place)},
            name=name,
            hovertemplate=f"<b>{name}</b><br>%{{x:.3g}}{unit}<br>%{{y:.1f}} % of rows<extra></extra>",
        )
    figure.add_vline(x=0, line={"dash": "dot", "width": 1.5, "color": QUIET})
    figure.update_xaxes(title=with_unit("Predicted − true", target.unit), zeroline=False)
    figure.update_yaxes(title="Rows (%)", rangemode="tozero", zeroline=False)
    return figure.update_layout(**legend_below(420, len(table)))


def residual_shares(predictions: pd.DataFrame) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Return by model the middles of common bins and the share of the model's rows in each; tails are left out."""
    rows = known(predictions)
    if rows.empty:
        return {}
    residual = rows["predicted"] - rows["true"]
    reach = float(residual.abs().quantile(SHOWN_SHARE)) or 1.0
    edges = np.linspace(-reach, reach, BINS + 1)
    middles = (edges[1:] + edges[:-1]) / 2
    return {
        model: (middles, np.histogram(part, edges)[0] / len(part))
        for model, part in residual.groupby(rows["model"], sort=False)
    }
