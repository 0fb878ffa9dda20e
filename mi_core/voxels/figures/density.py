"""A density in the cell: a surface of one level about the atoms, and a plane across an axis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.figures.colour_scale import ColourScale, plotly_scale, scale_over
from mi_core.figures.marks import say_nothing_there
from mi_core.voxels.figures.cell import atoms_in_cell, cell_edges
from mi_core.voxels.figures.level import level_surface, mesh

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    import plotly.graph_objects as go
    from pymatgen.core import Structure

HEIGHT = 420
POSITIVE = "#3cc0d0"
MORE, LESS = "#d9480f", "#1971c2"  # above 0 and below, as red and blue of the scale of planes with a sign
QUIET = "rgb(128, 140, 150)"
MOST_ATOMS = 600  # drawn
NEAR_A = 0.4  # Å from a plane: such atoms are marked on it
DECADES = 3  # that logarithmic colours show below the maximum


@dataclass(frozen=True, slots=True)
class Surface:
    """A surface of one level, in the unit of the field, with its colour and its name in the legend."""

    level: float
    colour: str
    name: str


def density_surface_figure(values: np.ndarray, structure: Structure, share: float) -> go.Figure:
    """Return the surface in 3D on which a density has a share of its maximum.

    values : (n_a, n_b, n_c) in e/Å³, on a grid of the cell.
    """
    level = share * float(values.max())
    return surfaces_figure(values, structure, [Surface(level, POSITIVE, f"ρ = {level:.3g} e/Å³")])


def surfaces_figure(values: np.ndarray, structure: Structure, surfaces: Sequence[Surface]) -> go.Figure:
    """Return surfaces in 3D of a field (n_a, n_b, n_c) on a grid of the cell, with the cell and its atoms."""
    import plotly.graph_objects as go

    figure = go.Figure(layout={"height": HEIGHT, "margin": {"l": 0, "r": 0, "t": 10, "b": 0}})
    cell = structure.lattice.matrix
    for surface in surfaces:
        places, triangles = level_surface(values, surface.level, periodic=True)
        if len(triangles):
            figure.add_trace(_drawn(surface, places / values.shape @ cell, triangles))
    if not figure.data:
        return say_nothing_there(figure, "Nothing reaches this level.")
    x, y, z = cell_edges(cell).T
    figure.add_scatter3d(
        x=x, y=y, z=z, mode="lines", line={"color": QUIET, "width": 3}, hoverinfo="skip", showlegend=False
    )
    _add_atoms(figure, atoms_in_cell(structure).head(MOST_ATOMS))
    hidden = {"visible": False, "showbackground": False}
    figure.update_scenes(
        aspectmode="data",
        camera={"eye": {"x": 1.9, "y": 1.42, "z": 0.8}, "center": {"x": 0, "y": 0, "z": -0.26}},
        xaxis=hidden,
        yaxis=hidden,
        zaxis=hidden,
    )
    return figure.update_layout(legend={"orientation": "h", "y": 0, "x": 0, "itemsizing": "constant"})


def plane_figure(
    values: np.ndarray, structure: Structure, axis: int, height: float, top: float, *, log: bool
) -> go.Figure:
    """Return a plane of a density, (n, m) in e/Å³ on a grid along the two axes that it spans, as a map of colours.

    axis, height : 0, 1 or 2 for a, b or c, and where along it the plane lies, fractional. top : e/Å³ of the last of
    logarithmic colours; others go over the values of the plane, which are small beside those of a core elsewhere.
    """
    colours = (
        ColourScale(10.0**-DECADES * top, top, log=True)
        if log
        else scale_over(values.ravel(), None, log=False)
    )
    return coloured_plane(values, structure, axis, height, colours, title="ρ (e/Å³)")


def coloured_plane(
    values: np.ndarray,
    structure: Structure,
    axis: int,
    height: float,
    colours: ColourScale,
    *,
    title: str,
    shades: list | None = None,
) -> go.Figure:
    """Return a plane of a field (n, m) as `plane_figure` does, in given colours.

    title : symbol and unit of the field; shades : of plotly, by default those of the house.
    """
    import plotly.graph_objects as go

    spanned = [other for other in range(3) if other != axis]
    flat = _flat(structure.lattice.matrix[spanned])
    x, y, field = _upright(values, flat)
    low, high = colours.ends
    bar = {"title": {"text": title, "side": "right"}, "thickness": 12, "outlinewidth": 0}
    if colours.log:
        labels = colours.labels()
        bar |= {"tickvals": [colours.raised(tick) for tick in labels], "ticktext": list(labels.values())}
    figure = go.Figure(
        go.Heatmap(
            x=x,
            y=y,
            z=np.log10(np.maximum(field, colours.low)) if colours.log else field,
            customdata=field,
            zmin=low,
            zmax=high,
            colorscale=shades or plotly_scale(),
            colorbar=bar,
            hoverongaps=False,
            hovertemplate=f"%{{x:.2f}}, %{{y:.2f}} Å<br>{title} %{{customdata:.4g}}<extra></extra>",
        )
    )
    _outline(figure, flat)
    _mark_atoms(figure, structure, axis, height, flat)
    first, second = ("abc"[other] for other in spanned)
    figure.update_layout(height=HEIGHT, margin={"l": 60, "r": 10, "t": 10, "b": 50}, showlegend=False)
    figure.update_xaxes(title=f"along {first} (Å)", showgrid=False, zeroline=False, constrain="domain")
    figure.update_yaxes(
        title=f"across {first}, towards {second} (Å)", showgrid=False, zeroline=False, constrain="domain",
        scaleanchor="x",
    )  # fmt: skip
    return figure


def signed_shades() -> list:
    """Return the colours of a plane of what has a sign, blue below 0 and red above."""
    from plotly.colors import get_colorscale

    return get_colorscale("RdBu_r")


def _drawn(surface: Surface, vertices: np.ndarray, triangles: np.ndarray):
    return mesh(
        vertices,
        triangles,
        color=surface.colour,
        opacity=0.5,
        hoverinfo="skip",
        name=surface.name,
        showlegend=True,
        lighting={"ambient": 0.75, "diffuse": 0.6, "specular": 0.15},
    )


def _add_atoms(figure: go.Figure, atoms: pd.DataFrame) -> None:
    for element, rows in atoms.groupby("element", sort=False):
        figure.add_scatter3d(
            x=rows["x"],
            y=rows["y"],
            z=rows["z"],
            mode="markers",
            marker={
                "size": float(22 * rows["radius"].iloc[0]),
                "color": rows["colour"].iloc[0],
                "line": {"width": 1, "color": "rgb(60, 70, 80)"},
            },
            name=str(element),
            hovertemplate=f"<b>{element}</b><extra></extra>",
        )


def _flat(vectors: np.ndarray) -> np.ndarray:
    """Return two vectors (2, 3) as they lie in their plane, (2, 2) in Å, the first along x."""
    length = np.linalg.norm(vectors[0])
    along = vectors[1] @ vectors[0] / length
    return np.array([[length, 0.0], [along, np.sqrt(max(vectors[1] @ vectors[1] - along**2, 0.0))]])


def _upright(values: np.ndarray, flat: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return x (p,), y (q,) in Å and the values (q, p) there, NaN outside the parallelogram; linear between points."""
    from scipy.ndimage import map_coordinates

    corners = np.array([[0, 0], [1, 0], [0, 1], [1, 1]]) @ flat
    size = corners.max(axis=0) - corners.min(axis=0)
    step = max(size.max() / 240, 0.02)
    x, y = (
        np.linspace(corners[:, axis].min(), corners[:, axis].max(), max(round(size[axis] / step), 2) + 1)
        for axis in range(2)
    )
    points = np.stack(np.meshgrid(x, y), axis=-1)  # (q, p, 2)
    places = points @ np.linalg.inv(flat)
    inside = ((places > -1e-6) & (places < 1 + 1e-6)).all(axis=-1)
    found = map_coordinates(values, np.moveaxis(places * values.shape, -1, 0), order=1, mode="grid-wrap")
    return x, y, np.where(inside, found, np.nan)


def _outline(figure: go.Figure, flat: np.ndarray) -> None:
    x, y = (np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]) @ flat).T
    figure.add_scatter(x=x, y=y, mode="lines", line={"color": QUIET, "width": 1.5}, hoverinfo="skip")


def _mark_atoms(figure: go.Figure, structure: Structure, axis: int, height: float, flat: np.ndarray) -> None:
    """Mark the atoms near the plane with their symbols."""
    atoms = atoms_in_cell(structure).head(MOST_ATOMS)
    spanned = ["abc"[other] for other in range(3) if other != axis]
    thickness = structure.volume / abs(np.linalg.det(flat))
    near = atoms[np.abs(atoms["abc"[axis]] - height) * thickness < NEAR_A]
    x, y = (near[spanned].to_numpy() @ flat).T
    figure.add_scatter(
        x=x,
        y=y,
        text=near["element"],
        mode="markers+text",
        textposition="middle center",
        marker={"size": 22, "color": near["colour"], "line": {"width": 1, "color": "rgb(60, 70, 80)"}},
        textfont={"size": 11, "color": "#10171e"},
        hovertemplate="<b>%{text}</b><extra></extra>",
        cliponaxis=False,
    )
