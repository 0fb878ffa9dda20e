"""The page for a density file: what it is, what it adds up to, and the parts that show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.densities.kinds import DENSITY_UNIT
from mi_core.voxels.numbers import field_numbers
from mi_core.voxels.web.controls import say_numbers
from mi_core.voxels.web.field import session
from mi_core.voxels.web.field.amounts import hartree, total_and_ends
from mi_core.voxels.web.field.shown import Shown, capitalised, choose_field
from mi_core.voxels.web.field.view import FieldView
from mi_core.voxels.web.view import FIELD_PARTS, PAGE
from mi_core.web.components.formulas import escaped, pretty_formula

if TYPE_CHECKING:
    from mi_core.voxels.web.field.session import OpenDensity

RECIPROCAL = ("voxels", "spectrum")  # of FIELD_PARTS


def say_problems() -> None:
    """Say what was wrong with the files of the last drop, and which density the address asks for in vain."""
    for problem in session.problems():
        st.error(escaped(problem), icon=":material/error:")
    wanted = PAGE.now().field.density
    if wanted and wanted not in session.opened():
        st.info(
            f"The density {escaped(wanted)} is no longer here: densities are not kept when a page is loaded anew. Drop its "
            "file again, and it is shown as it was.",
            icon=":material/upload_file:",
        )


def show_density(density: OpenDensity) -> None:
    """Show a density file."""
    head = st.container()  # what is chosen below decides what stands above
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        parts = st.container(width="content")
        shown = choose_field(density)
        _downloads(shown)
        _leave(density)
    with head:
        _said(shown)
    is_density = shown.field.unit == DENSITY_UNIT
    with parts:
        part = PAGE.choose_part(
            {name: title for name, title in FIELD_PARTS.items() if is_density or name not in RECIPROCAL}
        )
    if part == "profiles":
        from mi_core.voxels.web.field.profiles import profiles_part

        profiles_part(shown)
    elif part in RECIPROCAL:
        from mi_core.voxels.web.field.reciprocal import reciprocal_part

        reciprocal_part(shown, part)
    else:
        from mi_core.voxels.web.field.cell import cell_part

        cell_part(shown)


def _said(shown: Shown) -> None:
    """Say in words what is shown, and in one line what it amounts to."""
    field = shown.field
    points = " × ".join(map(str, field.shape))
    st.markdown(
        f"**{escaped(shown.density.name)}**, {pretty_formula(shown.density.formula)}, {points} points. "
        f"**{escaped(capitalised(field.title))}.** {field.what.about}"
    )
    total, ends = total_and_ends(shown)
    mark = {True: " :green[:material/check_circle:]", False: " :orange[:material/warning:]", None: ""}[
        total.fits
    ]
    amount, *others = field_numbers(field, total, ends, hartree(shown))
    say_numbers([amount._replace(after=amount.after + mark), *others])
    if total.fits is False:
        st.warning(total.sentence, icon=":material/warning:")
    if field.remarks:
        st.caption(escaped(" ".join(field.remarks)))


def _downloads(shown: Shown) -> None:
    from mi_core.voxels.web.field.downloads import downloads

    with st.popover("Downloads", icon=":material/download:"):
        downloads(shown)


def _leave(density: OpenDensity) -> None:
    with st.popover("More", icon=":material/more_horiz:", key=f"voxels_more_{density.id}_{PAGE.turn()}"):
        st.button(
            "Take its crystal to the other pages",
            icon=":material/deployed_code:",
            on_click=_take_crystal,
            args=(density,),
            key="voxels_take_crystal",
            type="tertiary",
        )
        st.button(
            "Close this density",
            icon=":material/close:",
            on_click=_close,
            args=(density,),
            key="voxels_close",
            type="tertiary",
        )


def _take_crystal(density: OpenDensity) -> None:
    from mi_core.structures.limits import DEFAULT_LIMITS
    from mi_core.structures.rows import crystal_row
    from mi_core.web.crystals.session import add_materials

    row = crystal_row(density.id, density.name, density.fields[0].structure, DEFAULT_LIMITS)
    (added,) = add_materials([row])
    st.toast(f"{escaped(added.id)} is among the crystals of this session.", icon=":material/check_circle:")


def _close(density: OpenDensity) -> None:
    session.close(density)
    PAGE.now().field = FieldView()
    PAGE.next_turn()
