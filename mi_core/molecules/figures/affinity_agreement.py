"""Exact affinities against an estimate of them, a point for each ordered pair of tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.figures.marks import say_nothing_there
from mi_core.figures.measures import QUIET, legend_below, padded_range, titled
from mi_core.molecules.affinity.agreement import agreement, signed
from mi_core.molecules.figures.affinity_words import FAMILY_COLOURS
from mi_core.molecules.task_groups import FAMILIES, family_of, grouped_name

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from mi_core.molecules.affinity.shipped import Affinities

INNER = (
    0.005,
    0.995,
)  # quantiles that the axes reach to; farther points are there, outside of what is seen first


def agreement_figure(exact: Affinities, estimate: Affinities) -> go.Figure:
    """Return the scatter of all pairs known by both, with the rank correlations in the subtitle."""
    import plotly.graph_objects as go

    one, other = exact.mean, estimate.mean
    known = one.notna() & other.notna()
    figure = go.Figure()
    if not known.any(axis=None):
        return say_nothing_there(figure, "No pair of tasks is known by both.")
    for family in FAMILIES:
        pairs = [(i, j) for i in one.index if family_of(i) == family for j in one.columns if known.loc[i, j]]
        if pairs:
            _add_pairs(figure, exact, estimate, pairs, family)
    found = agreement(one, other)
    words = f"rank correlation {signed(found.over_pairs)} over {found.pairs:,} pairs"
    if found.rows:
        words += f" · {signed(found.within_rows)} within a task"
    for axis, table in (("x", other), ("y", one)):
        values = table.to_numpy()[known.to_numpy()]
        figure.update_layout(
            {f"{axis}axis": {"range": padded_range(np.quantile(values, INNER)), "zeroline": False}}
        )
        figure.add_shape(
            type="line", **_zero_line(axis), line={"color": QUIET, "width": 1, "dash": "dot"}, layer="below"
        )
    figure.update_xaxes(title=estimate.measure.title)
    figure.update_yaxes(title=exact.measure.title)
    return figure.update_layout(
        title=titled(f"{exact.measure.title} against {estimate.measure.title.lower()}", words),
        hovermode="closest",
        **legend_below(430, 1) | {"margin": {"l": 70, "r": 20, "t": 90, "b": 60}},
    )


def _add_pairs(figure: go.Figure, exact: Affinities, estimate: Affinities, pairs: list, family: str) -> None:
    figure.add_scatter(
        x=[estimate.mean.loc[i, j] for i, j in pairs],
        y=[exact.mean.loc[i, j] for i, j in pairs],
        mode="markers",
        marker={"size": 6, "opacity": 0.6, "color": FAMILY_COLOURS[family]},
        customdata=[f"{grouped_name(i)} ← {grouped_name(j)}" for i, j in pairs],
        hovertemplate="<b>%{customdata}</b><br>exact %{y:+.3f}<br>estimate %{x:+.3g}<extra></extra>",
        name=f"{family} helped",
    )


def _zero_line(axis: str) -> dict:
    other = "y" if axis == "x" else "x"
    ends = {f"{other}0": 0, f"{other}1": 1, f"{other}ref": "paper"}
    return {f"{axis}0": 0, f"{axis}1": 0, **ends}
