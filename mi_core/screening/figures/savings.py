"""How much computing a ranking saves: stable compounds found against candidates computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.figures.measures import QUIET

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

MOST_POINTS = 2000  # of the line: more cannot be seen


def savings_figure(curve: pd.DataFrame, *, recall: float, computed: float, stable_share: float) -> go.Figure:
    """Return the recall curve of `mi_core.screening.savings`, with the point where `recall` is reached.

    computed : share of the candidates that must be computed for it, 0–1. stable_share : of all candidates, for the line of
    a perfect ranking.
    """
    import plotly.graph_objects as go

    thinned = curve.iloc[_kept(len(curve))]
    figure = go.Figure(layout={"title": "Stable compounds found against candidates computed"})
    figure.add_vrect(
        x0=100 * computed, x1=100, fillcolor="rgba(43, 138, 62, 0.14)", line_width=0, layer="below"
    )
    lines = (
        ("perfect ranking", [0, 100 * stable_share, 100], [0, 100, 100], {"dash": "dot", "color": QUIET}),
        ("random order", [0, 100], [0, 100], {"dash": "dash", "color": QUIET}),
        ("this model", 100 * thinned["computed"], 100 * thinned["recall"], {"width": 3}),
    )
    for name, x, y, line in lines:
        figure.add_scatter(x=x, y=y, mode="lines", line=line, name=name)
    figure.update_traces(hovertemplate="%{x:.1f} % computed: %{y:.1f} % found<extra>%{fullData.name}</extra>")
    figure.add_scatter(
        x=[100 * computed],
        y=[100 * recall],
        mode="markers",
        marker={"size": 13, "symbol": "circle-open", "line": {"width": 3}},
        name=f"{100 * recall:g} % found",
        hovertemplate="%{x:.1f} % computed<extra></extra>",
    )
    figure.add_annotation(
        x=50 * (1 + computed),
        y=4,
        text=f"<b>{100 * (1 - computed):.1f} % saved</b>",
        showarrow=False,
        yanchor="bottom",
    )
    figure.update_xaxes(title="Candidates computed, best-ranked first (%)", range=[0, 100], zeroline=False)
    figure.update_yaxes(title="Stable compounds found (%)", range=[0, 102], zeroline=False)
    return figure.update_layout(
        height=430,
        margin={"l": 70, "r": 20, "t": 80, "b": 50},
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0},
    )


def _kept(n: int) -> list[int]:
    """Return the rows to draw: all of them, or evenly chosen ones with both ends."""
    step = max(1, n // MOST_POINTS)
    return [*range(0, n - 1, step), n - 1]
