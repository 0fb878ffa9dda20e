"""The errors of one model on new rows, compositions, papers and hosts, beside how far papers deviate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.figures.marks import say_nothing_there
from mi_core.figures.measures import QUIET, legend_below, three_digits, titled
from mi_core.targets import find_target
from mi_core.words import counted

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

    from mi_core.datasets.consistency import Repeats

COLOUR = "#0b7a8f"


def splits_figure(scores: pd.DataFrame, target: str, repeated: Repeats) -> go.Figure:
    """Return bars of the mean absolute error by what was held out, with R²; lines of papers' deviations and of no model.

    scores : of `trust.split_scores`. repeated : of the target, of `trust.repeated_by`; no line where it has no pairs.
    """
    import plotly.graph_objects as go

    rows = scores[scores["target"] == target]
    figure = go.Figure()
    if rows.empty:
        return say_nothing_there(figure, "The model's card has no errors of this property.")
    known = find_target(target)
    _bars(figure, rows)
    baseline = float(rows["baseline_mae"].iloc[0])
    _line(figure, baseline, f"no model: {three_digits(baseline)}", "dash")
    top = max(baseline, float(rows["mae"].max()))
    if repeated.pairs:
        counts = counted(repeated.compositions, "composition")
        words = f"papers deviate by {three_digits(repeated.deviation)} ({counts})"
        _line(figure, repeated.deviation, words, "dot")
        top = max(top, repeated.deviation)
    unit = f" ({known.unit})" if known.unit else ""
    figure.update_yaxes(title=f"Mean absolute error{unit}", range=[0, 1.18 * top], automargin=True)
    figure.update_xaxes(automargin=True)
    words = "One kind of model, tested on what it never learned"
    return figure.update_layout(
        title=titled(f"{known.title}: how new is new?", words),
        **legend_below(430, 2) | {"margin": {"l": 60, "r": 20, "t": 80, "b": 60}},
    )


def _bars(figure: go.Figure, rows: pd.DataFrame) -> None:
    figure.add_bar(
        x=[f"new {held_out}" for held_out in rows["held_out"]],
        y=rows["mae"],
        marker={"color": COLOUR, "opacity": 0.85},
        width=0.55,
        text=[f"R² {three_digits(r2)}" for r2 in rows["r2"]],
        textposition="outside",
        cliponaxis=False,
        customdata=rows[["n", "coverage"]],
        hovertemplate="%{x}: %{y:.3g} on %{customdata[0]:,} rows<br>90 % intervals hold %{customdata[1]:.1%}<extra></extra>",
        showlegend=False,
    )


def _line(figure: go.Figure, height: float, words: str, dash: str) -> None:
    """Draw a line that the legend names: beside it, words would lie on the bars."""
    figure.add_hline(y=height, line={"color": QUIET, "dash": dash, "width": 1.5}, name=words, showlegend=True)
