"""The part of the page that tries what voxels cannot see."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.voxels.web import held
from mi_core.voxels.web.controls import choose_grid
from mi_core.voxels.web.view import LAST_DRAW, PAGE

if TYPE_CHECKING:
    from pymatgen.core import Structure

    from mi_core.voxels.unseen import Change

NOTHING = 1e-6  # of the largest voxel: below it a change is rounding


def unseen_part(structure: Structure) -> None:
    """Show what changes the voxels of a crystal and what does not."""
    view = PAGE.now()
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        grid = choose_grid()
        st.button("Try others", icon=":material/casino:", key="voxels_draw", on_click=_draw_again)
    with st.spinner("Trying …"):
        tried = held.changes(structure, grid, view.draw)
    st.table([_row(change) for change in tried], border="horizontal")
    st.markdown(
        "- **Not seen, and rightly so:** where the origin lies, which cell was chosen, and how often it repeats. A model on "
        "voxels answers alike for all of them.\n"
        "- **Not seen, and a limit:** phases. A crystal and its image under inversion have the same voxels, and so have the "
        "rare homometric ones, different crystals with the same distances between atoms.\n"
        "- **Seen, though it should not matter:** rotation. Networks therefore learn each crystal in many orientations, and "
        "their answer is the mean over several."
    )


def _row(change: Change) -> dict[str, str]:
    same = change.share < NOTHING
    return {
        "What was done": change.done,
        "Largest change (e/Å³)": f"{change.largest:.1e}".replace("-", "−")
        if same
        else f"{change.largest:.3f}",
        "of the largest voxel": f"{change.share:.0e}".replace("-", "−")
        if same
        else f"{100 * change.share:.0f} %",
        "Verdict": "the same voxels" if same else "other voxels",
    }


def _draw_again() -> None:
    view = PAGE.now()
    view.draw = (view.draw + 1) % (LAST_DRAW + 1)
