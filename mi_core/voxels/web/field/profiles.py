"""The part of the page that shows a field along a line, and its mean over planes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from mi_core.densities.profiles import line_profile, macroscopic_average, planar_average
from mi_core.errors import InputError
from mi_core.voxels.figures.field import line_figure, planar_figure
from mi_core.voxels.places import atom_names, line_between, usual_ends
from mi_core.voxels.web.controls import choose_axis
from mi_core.voxels.web.view import PAGE
from mi_core.web.components.figure_downloads import figure_with_downloads
from mi_core.web.shell.frame import show_error

if TYPE_CHECKING:
    from pymatgen.core import Structure

    from mi_core.densities.field import ScalarField
    from mi_core.densities.profiles import Profile
    from mi_core.voxels.web.field.shown import Shown

LINE_POINTS = 400
VALUE = "value"


def profiles_part(shown: Shown) -> None:
    """Show a field along a line, and its mean over planes."""
    left, right = st.columns(2, gap="medium")
    with left:
        _line(shown)
    with right:
        _planar(shown)


def _line(shown: Shown) -> None:
    st.subheader("Between two points", anchor=False)
    field = shown.field
    start, end = _choose_ends(field.structure, shown.density.id)
    try:
        first, last = line_between(start, end, field.structure)
        profile = line_profile(field, first, last, points=LINE_POINTS)
    except InputError as problem:
        show_error(problem)
        return
    numbers = _frame("distance_a", profile, _column(field))
    figure_with_downloads(line_figure(field, profile, (start, end)), f"{shown.name}-line", data=numbers)
    st.caption(
        "An atom at the end of the line is that of its images which is nearest to the start. Between points of the grid the "
        "field is a cubic spline."
    )


def _choose_ends(structure: Structure, density_id: str) -> tuple[str, str]:
    view = PAGE.now().field
    usual = usual_ends(structure)
    atoms = atom_names(structure)
    chosen = []
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        for label, name, value in (
            ("From", "start", view.start or usual[0]),
            ("To", "end", view.end or usual[1]),
        ):
            options = atoms if value in atoms else [*atoms, value]
            chosen.append(
                st.selectbox(
                    label,
                    options,
                    index=options.index(value),
                    accept_new_options=True,
                    key=f"voxels_{name}_{density_id}_{PAGE.turn()}",
                    help="An atom, or fractional coordinates such as 0.5 0.5 0.",
                )
            )
    view.start, view.end = ("" if got == own else got for got, own in zip(chosen, usual, strict=True))
    return chosen[0], chosen[1]


def _planar(shown: Shown) -> None:
    st.subheader("Averaged over planes", anchor=False)
    field, view = shown.field, PAGE.now().field
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        view.average = choose_axis("Along", "abc", view.average, "average")
        axis = "abc"[view.average]
        planar = planar_average(field, axis)
        window = _choose_window(float(planar.distance[1]) * len(planar.values))
    smooth = macroscopic_average(field, axis, window) if window else None
    numbers = _frame("height_a", planar, f"mean_{_column(field)}")
    if smooth is not None:
        numbers = numbers.merge(_frame("height_a", smooth, f"macroscopic_{_column(field)}"))
    figure_with_downloads(
        planar_figure(field, axis, planar, smooth), f"{shown.name}-planar-{axis}", data=numbers
    )
    st.caption(
        "The mean over each plane of the other two axes. The macroscopic average takes the mean of that over a window, too: "
        "with the distance between layers as window, the oscillation in each layer goes and what is left are steps between "
        "materials, or between a slab and the vacuum."
    )


def _choose_window(height: float) -> float:
    """Offer the window of the macroscopic average; 0 for none."""
    view = PAGE.now().field
    window = st.number_input(
        "Window of the macroscopic average (Å)",
        0.0,
        height,
        min(view.window, height),
        0.1,
        "%.3f",
        key=f"voxels_window_{view.average}_{PAGE.turn()}",
        help="0 for none.",
    )
    view.window = window
    return window


def _column(field: ScalarField) -> str:
    """Return the heading of a column of values, with the unit."""
    return {"e/Å³": "density_e_per_a3", "eV": "potential_ev"}.get(field.unit, VALUE)


def _frame(distance: str, profile: Profile, column: str) -> pd.DataFrame:
    return pd.DataFrame({distance: profile.distance, column: profile.values})  # noqa: PD011 - no frame of pandas
