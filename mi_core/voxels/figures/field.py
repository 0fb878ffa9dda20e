"""Any field on a grid of the cell: which surfaces and which colours show it, and its profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.densities.kinds import DENSITY_UNIT
from mi_core.figures.colour_scale import ColourScale
from mi_core.voxels.figures.density import (
    DECADES,
    LESS,
    MORE,
    POSITIVE,
    Surface,
    coloured_plane,
    signed_shades,
)

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from pymatgen.core import Structure

    from mi_core.densities.field import ScalarField
    from mi_core.densities.profiles import Profile

SIGNS = {"both": "Both", "positive": "Positive", "negative": "Negative"}
USUAL_SHARES = {"valence": 0.2, "elf": 0.8, "difference": 0.1}
USUAL_SHARE = 0.1  # of other kinds
ROUNDING = 1e-9  # e/Å³: what is left of two densities that are the same
FLAT = 1e-3  # of the range of a field: a plane that varies less is drawn as even, and not as its rounding
BEYOND = 99.5  # percentile of a plane from which on colours do not change: near nuclei values are extreme
HEIGHT = 380


def usual_share(kind: str) -> float:
    """Return the level at which a kind of field is usually drawn, as a share of its extreme."""
    return USUAL_SHARES.get(kind, USUAL_SHARE)


def surfaces_of(field: ScalarField, share: float, sign: str) -> list[Surface]:
    """Return the surfaces at a share of the extreme of a field; of one with a sign at both levels, or at one of SIGNS.

    None of a density that is nothing but rounding, as is the difference of one and itself.
    """
    if not field.what.has_sign:
        level = share * float(field.values.max())
        return [Surface(level, POSITIVE, _level_name(field, level))]
    extreme = float(np.abs(field.values).max())
    if field.unit == DENSITY_UNIT and extreme < ROUNDING:
        return []
    level = share * extreme
    drawn = {"positive": Surface(level, MORE, _level_name(field, level))}
    drawn["negative"] = Surface(-level, LESS, _level_name(field, -level))
    return [surface for name, surface in drawn.items() if sign in ("both", name)]


def field_plane_figure(
    field: ScalarField, values: np.ndarray, structure: Structure, axis: int, height: float, *, log: bool
) -> go.Figure:
    """Return a plane of a field (n, m) as a map of colours: those of a sign go evenly to both sides of 0.

    structure : the crystal of the plane, repeated along the two axes that it spans. log : of densities.
    """
    shades = signed_shades() if is_two_sided(field) else None
    colours = _colours(field, values, log=log)
    return coloured_plane(values, structure, axis, height, colours, title=_titled(field), shades=shades)


def _colours(field: ScalarField, values: np.ndarray, *, log: bool) -> ColourScale:
    """Return the colours of a plane of a field."""
    low, high = float(field.values.min()), float(field.values.max())
    least = max(FLAT * (high - low), ROUNDING if field.unit == DENSITY_UNIT else 1e-12)
    if is_two_sided(field):
        top = max(float(np.percentile(np.abs(values), BEYOND)), least)
        return ColourScale(-top, top)
    if field.kind == "elf":
        return ColourScale(0.0, 1.0)
    if log:
        return ColourScale(10.0**-DECADES * max(high, least), max(high, least), log=True)
    is_deep = field.kind == "potential"  # wells at the nuclei, where densities have peaks
    shares = (100 - BEYOND, 100) if is_deep else (0, BEYOND)
    bottom, top = (float(end) for end in np.percentile(values, shares))
    middle, half = (bottom + top) / 2, max(top - bottom, least) / 2
    return ColourScale(middle - half, middle + half)


def is_two_sided(field: ScalarField) -> bool:
    """Whether 0 parts the colours of a field: of one with a sign, whose zero means something."""
    return field.what.has_sign and field.kind != "potential"


def line_figure(field: ScalarField, profile: Profile, ends: tuple[str, str]) -> go.Figure:
    """Return a field against the distance from one end of a line to the other."""
    import plotly.graph_objects as go

    figure = go.Figure()
    figure.add_scatter(
        x=profile.distance,
        y=profile.values,
        mode="lines",
        hovertemplate=f"%{{x:.3f}} Å<br>%{{y:.5g}} {field.unit}<extra></extra>",
    )
    _dressed(figure, field, f"distance from {ends[0]} towards {ends[1]} (Å)")
    return figure.update_layout(showlegend=False)


def planar_figure(field: ScalarField, axis: str, planar: Profile, smooth: Profile | None) -> go.Figure:
    """Return the mean over planes against their height, and beside it the macroscopic average if there is one."""
    import plotly.graph_objects as go

    figure = go.Figure()
    for name, profile in (("planar average", planar), ("macroscopic average", smooth)):
        if profile is not None:
            figure.add_scatter(
                x=profile.distance,
                y=profile.values,
                mode="lines",
                name=name,
                hovertemplate=f"%{{x:.3f}} Å<br>%{{y:.5g}} {field.unit}<extra>{name}</extra>",
            )
    _dressed(figure, field, f"height above the plane at {axis} = 0 (Å)")
    return figure.update_layout(
        showlegend=smooth is not None, legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0}
    )


def _dressed(figure: go.Figure, field: ScalarField, title: str) -> None:
    figure.update_layout(height=HEIGHT, margin={"l": 70, "r": 20, "t": 40, "b": 50}, hovermode="x unified")
    figure.update_xaxes(title=title, zeroline=False)
    figure.update_yaxes(title=_titled(field), zeroline=field.what.has_sign)


def _titled(field: ScalarField) -> str:
    return f"{field.what.symbol} ({field.unit})" if field.unit else field.what.symbol


def _level_name(field: ScalarField, level: float) -> str:
    return f"{field.what.symbol} = {level:.3g} {field.unit}".strip().replace("-", "−")
