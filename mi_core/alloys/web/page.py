"""Alloys: wish for phases at temperatures, get aluminium alloys, and have CALPHAD confirm or refute each."""

from __future__ import annotations

import streamlit as st

from mi_core.alloys.web.units import choose_units
from mi_core.alloys.web.view import PARTS, follow_link, turn, view, write_link
from mi_core.errors import InputError
from mi_core.web.shell.parts import choose_part


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
    """Show the part that is asked for, and write it into the address."""
    try:
        follow_and_show()
    except InputError:
        write_link()
        raise
    write_link()  # a run that begins anew does not come here: the next one would take the address before this for a link


def follow_and_show() -> None:
    """Follow the address, and show the part that is asked for."""
    from mi_core.alloys.web.jobs import follow_job

    follow_link()
    follow_job()
    st.title("Alloys", anchor=False)
    st.markdown(
        "Say what you want of the phases at some temperatures and leave the rest open: the workbench proposes aluminium "
        "alloys, and a thermodynamic engine confirms or refutes each."
    )
    with st.container(horizontal=True, horizontal_alignment="distribute", gap="small"):
        view().part = choose_part(PARTS, view().part, key=f"alloy_part_{turn()}")
        choose_units()
    show(view().part)
