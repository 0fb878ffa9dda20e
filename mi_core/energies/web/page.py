"""Stability: bring crystals, see them against the hull, relax them."""

from __future__ import annotations

import streamlit as st

from mi_core.energies.web.jobs import follow_job, job_shown
from mi_core.energies.web.view import PAGE, PARTS
from mi_core.web.crystals import intake, session
from mi_core.web.crystals.link import open_crystal
from mi_core.web.crystals.page import empty_state

INTRODUCTIONS = {
    "hull": "How far each crystal lies above the hull of all phases known to the Materials Project in 2018, and what it "
    "would decompose into. Its energy is that of the universal potential SevenNet-0, for the crystal as it is given.",
    "relax": "Atoms and cell move until no force is left; what became of each crystal, and where it "
    "then lies above the hull.",
}


def page() -> None:
    """Follow a link, and show the chosen part."""
    intake.restore()
    with PAGE.in_address() as link:
        follow_job()
        if link is not None and link.crystal:
            open_crystal(link.crystal)
        st.title("Stability", anchor=False)
        introduction = st.empty()
        part = PAGE.choose_part(PARTS)
        introduction.markdown(INTRODUCTIONS[part])
        _show(part)


def _show(part: str) -> None:
    """Show a part, imported when it is asked for; a job is shown also where there is no crystal."""
    if part == "relax" and (job_id := job_shown()) is not None:
        from mi_core.energies.web.relaxed import relaxed_of_job

        relaxed_of_job(job_id)
    elif crystals_asked():
        if part == "relax":
            from mi_core.energies.web.relax import relax_part

            relax_part()
        else:
            from mi_core.energies.web.hull import hull_part

            hull_part()


def crystals_asked() -> bool:
    """Offer to bring crystals; return whether there is any row."""
    if not session.current_materials():
        empty_state()
        return False
    with st.expander("Add crystals", icon=":material/add:"):
        intake.file_intake()
        intake.example_intake()
    return True
