"""The affinities of all tasks as a map of colours, beside the tree of tasks that help each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.figures.marks import say_nothing_there
from mi_core.figures.measures import QUIET
from mi_core.molecules.affinity.shipped import tree
from mi_core.molecules.figures.affinity_words import (
    DIVERGING,
    FAMILY_COLOURS,
    RISING,
    colour_limit,
    pair_texts,
)
from mi_core.molecules.task_groups import FAMILIES, family_of, grouped_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from mi_core.molecules.affinity.shipped import Affinities

CELL, FRAME = 16, 330  # pixels of a row, and of all that lies above and below
MAP, STRIP, TREE = [0.0, 0.84], [0.848, 0.862], [0.87, 1.0]  # shares of the width
NOT_COMPUTED = "rgba(128, 140, 150, 0.55)"


def known_tasks(affinities: Affinities) -> list[str]:
    """Return the tasks of which any affinity is known, in the order of the table."""
    known = affinities.mean.notna()
    return [task for task in affinities.mean.index if known.loc[task].any() or known[task].any()]


def affinity_figure(affinities: Affinities, *, by_tree: bool = True, chosen: str = "") -> go.Figure:
    """Return the map: a row for the task that is helped, a column for the one beside it, grey where nothing was computed.

    by_tree : in the order of the tree, which stands beside; else as in the table. chosen : a task whose row and column are
    framed. The points of the last trace, one for each cell, say on hover and as `customdata` which two tasks meet there.
    """
    import plotly.graph_objects as go

    names = known_tasks(affinities)
    if not names:
        return say_nothing_there(go.Figure(), "No affinity of this kind is computed yet.")
    figure = go.Figure()
    if by_tree and len(names) > 2:
        names = _add_tree(figure, affinities, names)
    _add_cells(figure, affinities, names)
    _add_families(figure, names)
    _add_points(figure, affinities, names)
    if chosen in names:
        _frame(figure, names.index(chosen), len(names))
    return _laid_out(figure, names)


def _add_cells(figure: go.Figure, affinities: Affinities, names: Sequence[str]) -> None:
    values = affinities.mean.loc[names, names].to_numpy()
    missing = np.where(np.isnan(values) & ~np.eye(len(names), dtype=bool), 1.0, np.nan)
    figure.add_heatmap(
        z=missing,
        colorscale=[[0, NOT_COMPUTED], [1, NOT_COMPUTED]],
        showscale=False,
        hoverinfo="skip",
        name="not computed",
    )
    pays = affinities.measure.pays
    limit = colour_limit(values)
    figure.add_heatmap(
        z=values,
        zmin=-limit if pays else 0.0,
        zmax=limit if pays else float(np.nanmax(values)),
        colorscale=DIVERGING if pays else RISING,
        hoverinfo="skip",
        name="affinity",
        colorbar={
            "orientation": "h",
            "title": {"text": "harms ← 0 → helps" if pays else "Tanimoto similarity", "side": "top"},
            "len": 0.4,
            "thickness": 10,
            "outlinewidth": 0,
            "x": 0,
            "xanchor": "left",
            "y": 1,
            "yanchor": "bottom",
            "nticks": 5,
        },
    )


def _add_points(figure: go.Figure, affinities: Affinities, names: Sequence[str]) -> None:
    """Lay an invisible point over each cell: a map of colours tells nobody where it was clicked."""
    pairs = [(i, j) for i in range(len(names)) for j in range(len(names)) if i != j]
    texts = pair_texts(affinities, names)
    unseen = {"marker": {"opacity": 0}}
    figure.add_scatter(
        x=[j for _, j in pairs],
        y=[i for i, _ in pairs],
        mode="markers",
        marker={"symbol": "square", "size": CELL, "opacity": 0},
        selected=unseen,
        unselected=unseen,
        customdata=[[names[i], names[j]] for i, j in pairs],
        text=[texts[i][j] for i, j in pairs],
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
        name="cells",
    )


def _add_families(figure: go.Figure, names: Sequence[str]) -> None:
    """Mark each row by the family of its task, and name the families in the legend."""
    for family in FAMILIES:
        rows = [row for row, name in enumerate(names) if family_of(name) == family]
        if rows:
            figure.add_scatter(
                x=[0.5] * len(rows),
                y=rows,
                xaxis="x2",
                mode="markers",
                marker={"symbol": "square", "size": CELL - 4, "color": FAMILY_COLOURS[family]},
                name=family,
                hoverinfo="skip",
            )


def _add_tree(figure: go.Figure, affinities: Affinities, names: list[str]) -> list[str]:
    """Draw the tree, and return the names in the order of its leaves."""
    from scipy.cluster.hierarchy import dendrogram

    drawn = dendrogram(tree(affinities.mean.loc[names, names]), no_plot=True)
    x, y = [], []
    for heights, places in zip(drawn["dcoord"], drawn["icoord"], strict=True):
        x += [*heights, None]
        y += [*((place - 5) / 10 for place in places), None]  # scipy puts its leaves at 5, 15, 25 …
    figure.add_scatter(
        x=x,
        y=y,
        xaxis="x3",
        mode="lines",
        line={"color": QUIET, "width": 1},
        hoverinfo="skip",
        showlegend=False,
        name="tree",
    )
    return [names[leaf] for leaf in drawn["leaves"]]


def _frame(figure: go.Figure, place: int, n: int) -> None:
    """Draw a frame around the row and the column of one task."""
    ends = {"line": {"color": QUIET, "width": 2}, "fillcolor": "rgba(0, 0, 0, 0)"}
    figure.add_shape(type="rect", x0=-0.5, x1=n - 0.5, y0=place - 0.5, y1=place + 0.5, **ends)
    figure.add_shape(type="rect", y0=-0.5, y1=n - 0.5, x0=place - 0.5, x1=place + 0.5, **ends)


def _laid_out(figure: go.Figure, names: Sequence[str]) -> go.Figure:
    n = len(names)
    words = [
        f"<span style='color:{FAMILY_COLOURS[family_of(name)]}'>{grouped_name(name)}</span>" for name in names
    ]
    bare = {"showgrid": False, "zeroline": False, "fixedrange": True}
    ticks = bare | {
        "tickvals": list(range(n)),
        "ticktext": words,
        "tickfont": {"size": 10},
        "automargin": True,
    }
    hidden = bare | {"showticklabels": False, "visible": False, "anchor": "y"}
    return figure.update_layout(
        xaxis=ticks | {"range": [-0.5, n - 0.5], "domain": MAP, "tickangle": -90, "title": "trained with"},
        xaxis2=hidden | {"range": [0, 1], "domain": STRIP},
        xaxis3=hidden | {"domain": TREE, "rangemode": "tozero"},
        yaxis=ticks | {"range": [n - 0.5, -0.5], "title": "what it does to"},
        height=FRAME + CELL * n,
        margin={"l": 10, "r": 10, "t": 80, "b": 10},
        hovermode="closest",
        legend={"orientation": "h", "x": 1, "xanchor": "right", "y": 1, "yanchor": "bottom"},
    )
