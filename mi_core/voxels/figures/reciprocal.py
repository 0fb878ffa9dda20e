"""Voxels in reciprocal space: a surface of one level, and a slice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.figures.colour_scale import ColourScale, plotly_scale
from mi_core.figures.marks import say_nothing_there
from mi_core.voxels.axes import axes_of, empty_below, over_shell_mean
from mi_core.voxels.figures.level import level_surface, mesh

if TYPE_CHECKING:
    import plotly.graph_objects as go

HEIGHT = 420
TITLES = {"plain": "|ρ(G)| (e/Å³)", "log": "|ρ(G)| (e/Å³)", "shell": "|ρ(G)| / mean of shell"}


def scaled(values: np.ndarray, grid: str, scale: str) -> np.ndarray:
    """Return voxels as a scale of `axes.SCALES` shows them: in e/Å³, or over the mean of their shell."""
    return over_shell_mean(values, grid) if scale == "shell" else values.astype(float)


def surface_figure(values: np.ndarray, grid: str, scale: str, share: float) -> go.Figure:
    """Return the surface in 3D on which voxels (32, 32, 32) have a share of their largest value.

    A spot has one colour, that of its strongest voxel, on the scale of `slice_figure`.
    """
    import plotly.graph_objects as go

    axes, shown = axes_of(grid), scaled(values, grid, scale)
    places, triangles = level_surface(shown, share * float(shown.max()), periodic=False)
    figure = go.Figure(layout={"height": HEIGHT, "margin": {"l": 0, "r": 0, "t": 0, "b": 70}})
    if not len(triangles):
        return say_nothing_there(figure, "Nothing reaches this level.")
    first, step = np.array([(axis.middles[0], axis.middles[1] - axis.middles[0]) for axis in axes]).T
    strength = _strongest_near(shown, places)
    colours = _colours(shown, log=scale == "log")
    figure.add_trace(
        mesh(
            first + places * step,
            triangles,
            intensity=np.log10(strength) if colours.log else strength,
            customdata=strength,
            cmin=colours.ends[0],
            cmax=colours.ends[1],
            colorscale=plotly_scale(),
            colorbar=_bar(TITLES[scale], colours, below=True),
            hovertemplate="%{x:.2f}, %{y:.2f}, %{z:.2f}<br>%{customdata:.4g}<extra></extra>",
        )
    )
    figure.update_scenes(
        aspectmode="cube",
        camera={"eye": {"x": 1.8, "y": 1.4, "z": 0.9}, "center": {"x": 0, "y": 0, "z": -0.12}},
        **{f"{name}axis": _scene_axis(axis) for name, axis in zip("xyz", axes, strict=True)},
    )
    return figure


def slice_figure(values: np.ndarray, grid: str, scale: str, along: int, at: int) -> go.Figure:
    """Return the slice of voxels (32, 32, 32) at bin `at` of axis `along` (0, 1 or 2), as a map of colours.

    The colours are those of the whole, so that slices can be compared; empty voxels stay blank.
    """
    import plotly.graph_objects as go

    axes, shown = axes_of(grid), scaled(values, grid, scale)
    across, up = (axes[other] for other in range(3) if other != along)
    colours = _colours(shown, log=scale == "log")
    cut = np.take(shown, at, axis=along).T
    drawn = np.where(
        cut > empty_below(shown), np.log10(np.maximum(cut, colours.low)) if colours.log else cut, np.nan
    )
    low, high = colours.ends
    figure = go.Figure(
        go.Heatmap(
            x=across.middles,
            y=up.middles,
            z=drawn,
            customdata=cut,
            zmin=low,
            zmax=high,
            colorscale=plotly_scale(),
            colorbar=_bar(TITLES[scale], colours),
            hoverongaps=False,
            hovertemplate=f"{across.title} %{{x:.2f}}<br>{up.title} %{{y:.2f}}<br>%{{customdata:.4g}}<extra></extra>",
        )
    )
    figure.update_layout(height=HEIGHT, margin={"l": 60, "r": 10, "t": 10, "b": 50})
    figure.update_xaxes(title=across.label, showgrid=False, zeroline=False, constrain="domain")
    figure.update_yaxes(title=up.label, showgrid=False, zeroline=False, constrain="domain")
    if grid == "cartesian":
        figure.update_yaxes(scaleanchor="x")
    return figure


def _strongest_near(shown: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Return the largest value among the voxels around each place, (n,) float32."""
    from scipy.ndimage import maximum_filter

    nearest = np.clip(np.rint(places).astype(int), 0, np.array(shown.shape) - 1)
    return maximum_filter(shown, size=3, mode="nearest")[tuple(nearest.T)].astype(np.float32)


def _colours(shown: np.ndarray, *, log: bool) -> ColourScale:
    """Return the scale over all voxels; a logarithmic one from the weakest, but at most DECADES."""
    high = max(float(shown.max()), 1e-12)
    if not log:
        return ColourScale(0.0, high)
    weakest = float(shown[shown > empty_below(shown)].min(initial=high))
    return ColourScale(min(weakest, 0.5 * high), high, log=True)


def _bar(title: str, colours: ColourScale, *, below: bool = False) -> dict:
    place = {"orientation": "h", "y": -0.02, "yanchor": "top", "len": 0.8} if below else {}
    labels = colours.labels()
    return {
        "title": {"text": title, "side": "bottom" if below else "right"},
        "thickness": 12,
        "outlinewidth": 0,
        **place,
        "tickvals": [colours.raised(tick) for tick in labels],
        "ticktext": list(labels.values()),
    }


def _scene_axis(axis) -> dict:
    step = float(axis.middles[1] - axis.middles[0])
    ends = [float(axis.middles[0]) - step / 2, float(axis.middles[-1]) + step / 2]
    return {"title": {"text": axis.label}, "range": ends, "nticks": 6}
