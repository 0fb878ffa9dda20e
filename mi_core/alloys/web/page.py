"""Alloys: wish for phases at temperatures, get aluminium alloys, and have CALPHAD confirm or refute each."""

from __future__ import annotations

import streamlit as st

from mi_core.alloys.web.units import choose_units
from mi_core.alloys.web.view import PAGE, PAGE_PARTS


def show(part: str) -> None:
    """Show one part; each imports what it needs."""
    if part == "design":
        from mi_core.alloys.web.design.tab import design_part

        design_part()
    elif part == "explore":
        from mi_core.alloys.web.explore.tab import explore_part

        explore_part()
    elif part == "database":
        from mi_core.alloys.web.database import database_part

        database_part()
    else:
        from mi_core.alloys.web.models import models_part

        models_part()


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
        show(part)
