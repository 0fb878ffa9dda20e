"""The part of the page that shows a field along a line, and its mean over planes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.errors import InputError
from mi_core.voxels.places import atom_names, usual_ends
from mi_core.voxels.web.controls import choose_axis
from mi_core.voxels.web.field.pictures import averages_of, height_of, line_of
from mi_core.voxels.web.view import PAGE
from mi_core.web.components.figure_downloads import figure_with_downloads
from mi_core.web.shell.frame import show_error

if TYPE_CHECKING:
    from pymatgen.core import Structure

    from mi_core.voxels.web.field.shown import Shown


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
        line = line_of(field, start, end)
    except InputError as problem:
        show_error(problem)
        return
    figure_with_downloads(line.figure, f"{shown.name}-line", data=line.numbers)
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
        window = _choose_window(height_of(field, axis))
    averages = averages_of(field, axis, window)
    figure_with_downloads(averages.figure, f"{shown.name}-planar-{axis}", data=averages.numbers)
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
