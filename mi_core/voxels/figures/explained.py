"""A derivative by the density: in the cell, against its answer key, and against what changes of the density do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.figures.colour_scale import ColourScale
from mi_core.figures.marks import say_nothing_there
from mi_core.voxels.figures.density import (
    LESS,
    MORE,
    QUIET,
    Surface,
    coloured_plane,
    signed_shades,
    surfaces_figure,
)

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go
    from pymatgen.core import Structure

BEYOND = 98  # percentile of a plane from which on colours do not change; a lower one than of other fields
MOST_POINTS = 4000  # of a scatter
HEIGHT = 420


def signed_surfaces(
    values: np.ndarray, structure: Structure, share: float, *, symbol: str, unit: str
) -> go.Figure:
    """Return the surfaces on which a field (n_a, n_b, n_c) has a share of its largest value, and of its least."""
    levels = ((share * float(values.max()), MORE), (share * float(values.min()), LESS))
    surfaces = [
        Surface(level, colour, f"{symbol} = {level:+.3g} {unit}".replace("-", "−"))
        for level, colour in levels
        if level != 0
    ]
    return surfaces_figure(values, structure, surfaces)


def signed_plane(
    values: np.ndarray, structure: Structure, axis: int, height: float, *, symbol: str, unit: str
) -> go.Figure:
    """Return a plane of a field (n, m) across an axis of the cell, in colours that go evenly to both sides of 0."""
    top = float(np.percentile(np.abs(values), BEYOND)) or 1e-12
    colours = ColourScale(-top, top)
    title = f"{symbol} ({unit})"
    return coloured_plane(values, structure, axis, height, colours, title=title, shades=signed_shades())


def against_key_figure(derivative: np.ndarray, key: np.ndarray, slope: float, unit: str) -> go.Figure:
    """Return a derivative against its answer key at points of the cell, (n_a, n_b, n_c) each, with the line that fits them.

    slope : of that line through the origin. Of many points a regular sample is drawn.
    """
    import plotly.graph_objects as go

    step = max(-(-key.size // MOST_POINTS), 1)
    x, y = key.ravel()[::step], derivative.ravel()[::step]
    ends = np.array([x.min(), x.max()])
    figure = go.Figure()
    figure.add_scattergl(
        x=x,
        y=y,
        mode="markers",
        marker={"size": 4, "opacity": 0.4},
        name="points of the cell",
        hovertemplate=f"Hartree potential %{{x:.4g}} {unit}<br>network %{{y:.4g}} {unit}<extra></extra>",
    )
    _line(figure, ends, ends, "the same", "dot")
    _line(figure, ends, slope * ends, f"slope {slope:.2f}".replace("-", "−"), "solid")
    return _dressed(figure, f"answer key: Hartree potential ({unit})", f"network: δy/δρ ({unit})")


def occlusion_figure(rows: pd.DataFrame, column: str, title: str, unit: str = "eV") -> go.Figure:
    """Return the network's changes of `occlusion.occluded` against another column of it, a colour for each kind."""
    import plotly.graph_objects as go

    known = rows.dropna(subset=[column, "network"])
    figure = go.Figure()
    if known.empty:
        return say_nothing_there(figure, "Nothing was left out.")
    for what, part in known.groupby("what", sort=False):
        figure.add_scatter(
            x=part[column],
            y=part["network"],
            mode="markers",
            marker={"size": 9, "opacity": 0.75},
            name=str(what),
            customdata=part[["where"]],
            hovertemplate=f"{what}: %{{customdata[0]}}<br>{title} %{{x:.4g}} {unit}"
            f"<br>network %{{y:.4g}} {unit}<extra></extra>",
        )
    both = known[[column, "network"]].to_numpy()
    ends = np.array([both.min(), both.max()])
    _line(figure, ends, ends, "the same", "dot")
    return _dressed(figure, f"{title} ({unit})", f"network answers again ({unit})")


def _line(figure: go.Figure, x: np.ndarray, y: np.ndarray, name: str, dash: str) -> None:
    figure.add_scatter(
        x=x, y=y, mode="lines", name=name, line={"color": QUIET, "width": 1.5, "dash": dash}, hoverinfo="skip"
    )


def _dressed(figure: go.Figure, across: str, up: str) -> go.Figure:
    figure.update_layout(
        height=HEIGHT,
        hovermode="closest",
        margin={"l": 70, "r": 20, "t": 50, "b": 50},
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
    )
    figure.update_xaxes(title=across, zeroline=True)
    figure.update_yaxes(title=up, zeroline=True)
    return figure
