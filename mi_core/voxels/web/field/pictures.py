"""The plane and the profiles of a field, as the page and its report draw them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from mi_core.densities.kinds import DENSITY_UNIT
from mi_core.densities.profiles import line_profile, macroscopic_average, planar_average, plane
from mi_core.voxels.figures.field import field_plane_figure, is_two_sided, line_figure, planar_figure
from mi_core.voxels.places import line_between

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from mi_core.densities.field import ScalarField
    from mi_core.densities.profiles import Profile

LINE_POINTS = 400
VALUE = "value"


@dataclass(frozen=True)
class Drawn:
    """A profile as a figure, and its numbers as a table."""

    figure: go.Figure
    numbers: pd.DataFrame


def is_logarithmic(field: ScalarField, colours: str) -> bool:
    """Return whether the colours of a field's plane are logarithmic where `colours` are wished."""
    return colours == "log" and field.unit == DENSITY_UNIT and not is_two_sided(field)


def plane_of(
    field: ScalarField, times: tuple[int, int, int], axis: int, height: float, *, log: bool
) -> go.Figure:
    """Return a plane across an axis of a cell that is repeated; `height` is fractional."""
    import numpy as np

    found = plane(field, "abc"[axis], height)
    along = [1 if other == axis else times[other] for other in range(3)]
    structure = field.structure.copy()
    structure.make_supercell(along, to_unit_cell=False)
    values = np.tile(found.values, [times[other] for other in range(3) if other != axis])
    return field_plane_figure(field, values, structure, axis, height, log=log)


def line_of(field: ScalarField, start: str, end: str) -> Drawn:
    """Return a field between two places; InputError for a line without a length."""
    first, last = line_between(start, end, field.structure)
    profile = line_profile(field, first, last, points=LINE_POINTS)
    return Drawn(line_figure(field, profile, (start, end)), _frame("distance_a", profile, _column(field)))


def height_of(field: ScalarField, axis: str) -> float:
    """Return the height of the cell above the plane that is across an axis, Å."""
    return float(field.structure.lattice.d_hkl([int(axis == other) for other in "abc"]))


def averages_of(field: ScalarField, axis: str, window: float) -> Drawn:
    """Return the mean over planes across an axis, and over a window (Å) unless it is 0."""
    planar = planar_average(field, axis)
    smooth = macroscopic_average(field, axis, window) if window else None
    numbers = _frame("height_a", planar, f"mean_{_column(field)}")
    if smooth is not None:
        numbers = numbers.merge(_frame("height_a", smooth, f"macroscopic_{_column(field)}"))
    return Drawn(planar_figure(field, axis, planar, smooth), numbers)


def _column(field: ScalarField) -> str:
    """Return the heading of a column of values, with the unit."""
    return {"e/Å³": "density_e_per_a3", "eV": "potential_ev"}.get(field.unit, VALUE)


def _frame(distance: str, profile: Profile, column: str) -> pd.DataFrame:
    return pd.DataFrame({distance: profile.distance, column: profile.values})  # noqa: PD011 - no frame of pandas
