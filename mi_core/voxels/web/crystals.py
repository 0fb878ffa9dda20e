"""The crystal that the page shows: chosen among those of the session, added, or an example."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.web.components.formulas import escaped, pretty_formula
from mi_core.web.crystals import intake, session

if TYPE_CHECKING:
    from mi_core.structures.material import Material


def choose_crystal() -> Material | None:
    """Offer, in the row it is called in, the session's crystals and ways to add one; return the chosen one, None of none."""
    rows = {row.id: row for row in session.current_materials() if row.structure is not None and row.usable}
    if not rows:
        return None
    selected = session.selected_material()
    if selected is None or selected.id not in rows:
        session.select(next(iter(rows)))
        selected = session.selected_material()
    chosen = st.selectbox(
        "Crystal",
        list(rows),
        index=list(rows).index(selected.id) if selected is not None else 0,
        format_func=lambda row_id: _name(rows[row_id]),
        key=f"voxels_crystal_{session.materials_version()}_{selected.id if selected else ''}",
        width=260,
        label_visibility="collapsed",
    )
    with st.popover("Add crystals", icon=":material/add:", key=f"voxels_add_{session.materials_version()}"):
        intake.file_intake()
        st.caption("Examples")
        intake.example_intake()
    if selected is None or chosen != selected.id:
        session.turn_to(chosen)
        st.rerun()
    return rows[chosen]


def ways_in() -> None:
    """Say what is needed, and offer it."""
    if session.current_materials():
        st.info(
            "None of the materials of this session has a crystal, and voxels are made of atoms in a cell.",
            icon=":material/info:",
        )
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("Bring a crystal", anchor=False)
        intake.file_intake()
        st.caption(
            "CIF, POSCAR, extended XYZ, XSF, pymatgen JSON, a zip of them, a table with a `cif` column."
        )
    with right:
        st.subheader("Or start with an example", anchor=False)
        st.markdown("Built from published lattice parameters; the source shows on hover.")
        intake.example_intake()


def _name(row: Material) -> str:
    return (
        pretty_formula(row.formula)
        if row.id == row.formula
        else f"{pretty_formula(row.formula)} · {escaped(row.id)}"
    )
