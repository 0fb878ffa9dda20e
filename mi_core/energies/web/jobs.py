"""The jobs of the page: started here, found again, and opened from the Jobs page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.energies.relaxation.job import KIND, crystals_text
from mi_core.energies.system import SYSTEM
from mi_core.energies.web.view import PAGE
from mi_core.jobs import service
from mi_core.web.inputs.kept_files import file_of, keep_file
from mi_core.web.shell.workspace import show_job, shown_job, workspace_id

if TYPE_CHECKING:
    from mi_core.energies.relaxation.relax import Settings
    from mi_core.structures.material import Material

_FOLLOWED = "stability_job_followed"


def follow_job() -> None:
    """Go to the part that shows the job of the address, once for each."""
    job_id = shown_job(SYSTEM.key)
    if job_id is not None and job_id != st.session_state.get(_FOLLOWED):
        st.session_state[_FOLLOWED] = job_id
        PAGE.now().part = "relax"
        PAGE.next_turn()


def job_shown() -> str | None:
    """Return the job that the page shows."""
    return shown_job(SYSTEM.key)


def open_job(job_id: str | None) -> None:
    """Show a job, or none."""
    st.session_state[_FOLLOWED] = job_id
    show_job(SYSTEM.key, job_id)


def start_relaxation(materials: list[Material], settings: Settings) -> None:
    """Start to relax crystals, and show the job."""
    from dataclasses import asdict

    path = file_of(keep_file("crystals.json", crystals_text(materials).encode()))
    title = materials[0].formula if len(materials) == 1 else f"{len(materials)} crystals"
    with st.spinner("Starting …"):
        job = service.submit(
            workspace_id(), KIND.name, {"crystals": str(path), **asdict(settings)}, f"Relax {title}"
        )
    open_job(job.id)
    st.rerun()
