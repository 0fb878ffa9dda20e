"""Alloys: wish for phases at temperatures, get aluminium alloys, and have CALPHAD confirm or refute each."""

from __future__ import annotations

import streamlit as st

from mi_core.alloys.web.units import choose_units
from mi_core.alloys.web.view import PAGE, PAGE_PARTS
from mi_core.system import load

#: The function that shows each part; loaded when the part is asked for.
PART_FUNCTIONS = {
    "design": "mi_core.alloys.web.design.tab:design_part",
    "explore": "mi_core.alloys.web.explore.tab:explore_part",
    "database": "mi_core.alloys.web.database:database_part",
    "models": "mi_core.alloys.web.models:models_part",
}


def page() -> None:
    """Show the part that is asked for."""
    from mi_core.alloys.web.jobs import follow_job

    with PAGE.in_address():
        follow_job()
        st.title("Alloys", anchor=False)
        st.markdown(
            "Say what you want of the phases at some temperatures and leave the rest open: the workbench proposes aluminium "
            "alloys, and a thermodynamic engine confirms or refutes each."
        )
        with st.container(horizontal=True, horizontal_alignment="distribute", gap="small"):
            part = PAGE.choose_part(PAGE_PARTS)
            choose_units()
        load(PART_FUNCTIONS[part])()
