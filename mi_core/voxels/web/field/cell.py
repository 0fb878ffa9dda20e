"""The part of the page that shows a field in the cell: surfaces about the atoms, and a plane."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.densities.drawing import DRAWN_POINTS, for_drawing, repeated
from mi_core.voxels.figures.field import (
    BEYOND,
    SIGNS,
    surfaces_of,
    usual_share,
)
from mi_core.voxels.web.controls import choose_height, choose_named, choose_number, choose_share
from mi_core.voxels.web.field.pictures import is_logarithmic, plane_of
from mi_core.voxels.web.field.view import MOST_REPEATS
from mi_core.voxels.web.view import PAGE
from mi_core.web.components.figure_downloads import figure_with_downloads

if TYPE_CHECKING:
    from mi_core.densities.field import ScalarField
    from mi_core.voxels.web.field.shown import Shown

POINTS = {
    1: DRAWN_POINTS,
    2: 48,
    3: 36,
}  # along the longest axis of a cell that is drawn so often: browsers hold no more


def cell_part(shown: Shown) -> None:
    """Show a field in the cell."""
    has_log = is_logarithmic(shown.field, "log")
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        times = _choose_times()
        if has_log:
            view = PAGE.now()
            log = st.toggle(
                "Logarithmic colours", value=view.colours == "log", key=f"voxels_colours_{PAGE.turn()}"
            )
            view.colours = "log" if log else "linear"
    is_log = is_logarithmic(shown.field, PAGE.now().colours)
    left, right = st.columns(2, gap="medium")
    with right:  # first of all: it is drawn at once, while without a graphics card the surface takes seconds
        _plane(shown, times, log=is_log)
    with left:
        _surface(shown, times)
    _caption(shown.field, log=is_log)


def _choose_times() -> tuple[int, int, int]:
    """Offer how often the cell is repeated in the pictures."""
    view = PAGE.now().field
    with st.popover(f"Cells: {' × '.join(map(str, view.times))}", icon=":material/apps:", key="voxels_times"):
        counts = [
            choose_number(f"Along {axis}", MOST_REPEATS, value, f"times_{axis}")
            for axis, value in zip("abc", view.times, strict=True)
        ]
    if (times := (counts[0], counts[1], counts[2])) != view.times:
        view.times = times
        st.rerun()  # the name of the popover says how many
    return times


def _surface(shown: Shown, times: tuple[int, int, int]) -> None:
    from mi_core.voxels.figures.density import surfaces_figure

    view = PAGE.now().field
    share = view.surface or usual_share(shown.field.kind)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        chosen = choose_share(share, f"surface_{shown.field.kind}")
        view.surface = None if chosen == usual_share(shown.field.kind) else chosen
        if shown.field.what.has_sign:
            view.sign = choose_named("Sign", SIGNS, view.sign, "sign")
    # the level is that of one cell, however coarse several of them are drawn
    surfaces = surfaces_of(_drawn(shown, DRAWN_POINTS), chosen, view.sign)
    drawn = repeated(_drawn(shown, POINTS[max(times)]), times)
    figure_with_downloads(surfaces_figure(drawn.values, drawn.structure, surfaces), f"{shown.name}-surface")


def _drawn(shown: Shown, points: int) -> ScalarField:
    return shown.once(("drawn", points), partial(for_drawing, shown.field, points))


def _plane(shown: Shown, times: tuple[int, int, int], *, log: bool) -> None:
    axis, height = choose_height()
    figure = plane_of(shown.field, times, axis, height, log=log)
    figure_with_downloads(figure, f"{shown.name}-plane")


def _caption(field: ScalarField, *, log: bool) -> None:
    from mi_core.voxels.figures.density import MOST_ATOMS, NEAR_A

    sentences = [f"Atoms within {NEAR_A} Å of the plane are marked on it."]
    if not log and field.kind != "elf":
        sentences.append(f"Colours leave out the most extreme {100 - BEYOND:g} % of the plane.")
    if max(field.shape) > DRAWN_POINTS:
        sentences.append(
            f"The surface is drawn on at most {DRAWN_POINTS} points along an axis of the cell, without the waves that these "
            "cannot show; numbers, planes and profiles are of the whole grid."
        )
    if len(field.structure) > MOST_ATOMS:
        sentences.append(f"{MOST_ATOMS:,} atoms are drawn.")
    st.caption(" ".join(sentences))
