"""Loss against the number of labels for each way of support, and target by target against sets drawn at random."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.figures.marks import say_nothing_there
from mi_core.figures.measures import QUIET, legend_below, padded_range, titled
from mi_core.molecules.supports.arms import ALL, MORGAN, NONE, RANDOM, SUPPORT, TITLES
from mi_core.molecules.supports.verdict import by_target
from mi_core.molecules.task_groups import grouped_name

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

COLOURS = {SUPPORT: "#d62728", RANDOM: "#7f7f7f", ALL: "#1f77b4", NONE: "#2ca02c", MORGAN: "#9467bd"}
ROW = 24  # pixels
INNER = (0.01, 0.97)  # quantiles of the random sets that are seen first; few are far worse than all others


def curves_figure(losses: pd.DataFrame) -> go.Figure:
    """Return the mean loss over targets against the number of labels, a line for each arm, bars over seeds."""
    import plotly.graph_objects as go

    figure = go.Figure()
    if losses.empty:
        return say_nothing_there(figure, "The comparison has not been computed yet.")
    per_seed = losses.groupby(["arm", "labels", "seed", "target"])["loss"].mean()
    means = per_seed.groupby(["arm", "labels", "seed"]).mean().groupby(["arm", "labels"]).agg(["mean", "sem"])
    for arm, title in TITLES.items():
        if arm not in means.index.get_level_values("arm"):
            continue
        rows = means.loc[arm]
        figure.add_scatter(
            x=rows.index,
            y=rows["mean"],
            error_y={"type": "data", "array": rows["sem"], "thickness": 1.2, "width": 4},
            mode="lines+markers",
            line={"color": COLOURS[arm], "width": 3 if arm == SUPPORT else 2},
            marker={"size": 8},
            name=title,
            hovertemplate="%{x} labels: %{y:.3f}<extra>" + title + "</extra>",
        )
    ticks = sorted(losses["labels"].unique())
    figure.update_xaxes(
        type="log", tickvals=ticks, ticktext=[str(n) for n in ticks], title="Labels of the target"
    )
    # A network on few labels of a class may be far worse than a guess, and would press all other lines into one.
    others = means.drop(index=NONE, level="arm", errors="ignore")["mean"]
    ends = [*others, means["mean"].min(), 1.0]
    figure.update_yaxes(title="Loss over that of the mean label", range=padded_range(ends, 0.1))
    n = losses["target"].nunique()
    return figure.update_layout(
        title=titled("What support is worth", f"mean over {n} targets; lower is better, 1 is a guess"),
        **legend_below(430, 3),
    )


def targets_figure(losses: pd.DataFrame, labels: int | None = None) -> go.Figure:
    """Return for each target the loss with the four tasks chosen, beside the random sets, from least to greatest.

    labels : a number of labels, None for the mean over all numbers.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    part = losses if labels is None else losses[losses["labels"] == labels]
    if part.empty:
        return say_nothing_there(figure, "The comparison has not been computed yet.")
    means = by_target(part).groupby("target").mean()
    gain = (means[RANDOM] - means[SUPPORT]) / means[RANDOM]
    order = gain.sort_values().index
    drawn = part[part["arm"] == RANDOM].groupby(["target", "set", "seed"])["loss"].mean().reset_index()
    drawn["share"] = drawn["loss"] / drawn["target"].map(means[RANDOM])
    _add_random_sets(figure, drawn)
    for arm in (ALL, SUPPORT):
        if arm in means:
            _add_arm(figure, (means[arm] / means[RANDOM])[order], arm)
    figure.add_vline(x=1, line={"color": QUIET, "width": 1})
    figure.update_yaxes(
        categoryorder="array", categoryarray=[grouped_name(target) for target in order], automargin=True
    )
    ends = [*drawn["share"].quantile(INNER), *(means[SUPPORT] / means[RANDOM]).dropna()]
    figure.update_xaxes(
        title="Loss over the mean of the random sets (left is better)", range=padded_range(ends)
    )
    better = int((gain > 0).sum())
    return figure.update_layout(
        title=titled(
            "Chosen against random",
            f"{labels or 'all numbers of'} labels; chosen tasks better on {better} of {len(gain)} targets",
        ),
        **legend_below(190 + ROW * len(order), 3),
    )


def _add_random_sets(figure: go.Figure, drawn: pd.DataFrame) -> None:
    figure.add_scatter(
        x=drawn["share"],
        y=[grouped_name(target) for target in drawn["target"]],
        mode="markers",
        marker={"color": QUIET, "size": 6, "opacity": 0.6},
        name=TITLES[RANDOM],
        hovertemplate="%{x:.2f} of the mean random set<extra>%{y}</extra>",
    )


def _add_arm(figure: go.Figure, shares: pd.Series, arm: str) -> None:
    figure.add_scatter(
        x=shares,
        y=[grouped_name(target) for target in shares.index],
        mode="markers",
        marker={"color": COLOURS[arm], "size": 11, "symbol": "diamond"},
        name=TITLES[arm],
        hovertemplate="%{x:.2f} of the mean random set<extra>%{y}</extra>",
    )
