"""Relaxing: what is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.energies.relaxation.relax import MOST_STEPS, Settings
from mi_core.energies.web.jobs import start_relaxation
from mi_core.web.crystals import session
from mi_core.web.shell.frame import errors_shown

if TYPE_CHECKING:
    from mi_core.structures.material import Material


def relax_part() -> None:
    """Show what can be asked for, and start."""
    crystals = [m for m in session.current_materials() if m.structure is not None]
    if not crystals:
        st.info(
            "None of your rows has a crystal, and a formula has nothing to relax.", icon=":material/info:"
        )
        return
    with errors_shown():
        _ask(crystals)


def _ask(crystals: list[Material]) -> None:
    chosen = session.selected_material()
    with st.form("relax_form"):
        names = [m.id for m in crystals]
        start = names.index(chosen.id) if chosen is not None and chosen.id in names else 0
        asked = st.multiselect("Crystals", names, default=[names[start]], help="Each is a task of the job.")
        every = st.checkbox(f"All {len(crystals)} of them", value=False) if len(crystals) > 1 else False
        left, middle, right = st.columns(3, gap="medium")
        cell = left.toggle("Relax the cell, too", value=True)
        symmetry = left.toggle("Keep the symmetry of the start", value=False)
        fmax = middle.number_input("Largest force left (eV/Å)", 0.001, 1.0, 0.05, 0.01, format="%.3f")
        steps = middle.number_input("Most steps", 1, MOST_STEPS, 500, 50)
        pressure = right.number_input("Pressure (GPa)", -20.0, 500.0, 0.0, 1.0)
        start_now = st.form_submit_button("Relax", type="primary", icon=":material/compress:")
    st.caption(
        "Forces are those of SevenNet-0. A cell of five atoms takes some ten seconds; the work goes on while you look "
        "elsewhere."
    )
    if start_now:
        settings = Settings(cell, float(fmax), int(steps), float(pressure), symmetry)
        wanted = crystals if every else [m for m in crystals if m.id in asked]
        if not wanted:
            st.warning("Choose at least one crystal.", icon=":material/info:")
        else:
            start_relaxation(wanted, settings)
