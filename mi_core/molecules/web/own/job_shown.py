"""A job of this part: what it is about, how far it is, and what it found."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.jobs import service
from mi_core.jobs.job import DONE
from mi_core.molecules.system import SYSTEM
from mi_core.molecules.web.own.exact_result import exact_result
from mi_core.molecules.web.own.job import EXACT, WORDS
from mi_core.molecules.web.own.results import results
from mi_core.molecules.web.view import PAGE
from mi_core.web.components.formulas import escaped
from mi_core.web.inputs.kept_files import file_of, reference_to
from mi_core.web.jobs.progress import job_progress
from mi_core.web.shell.workspace import current_workspace, show_job

if TYPE_CHECKING:
    from mi_core.jobs.job import Job


def study_of_job(job_id: str) -> None:
    """Show what a job is about, its progress, and then what it found."""
    workspace = current_workspace()
    job = service.find_job(workspace, job_id) if workspace else None
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            "Back to the table", icon=":material/arrow_back:", key="own_back", on_click=_back, args=(job,)
        )
        if job is not None:
            st.markdown(f"**{escaped(job.title)}**", width="content")
    job = job_progress(job_id)
    if job is None:
        return
    if job.active:
        st.caption(
            f"{WORDS[job.kind]} You may leave this page, reload it, or restart the workbench: the work goes on."
        )
    elif job.state == DONE and job.kind == EXACT:
        exact_result(job)
    elif job.state == DONE:
        results(job)


def _back(job: Job | None) -> None:
    """Show the table of a job again, or the ways in where it is gone."""
    view = PAGE.now()
    if job is not None:
        reference = reference_to(Path(job.params["table"]))
        if file_of(reference) is not None:
            view.table, view.column = reference, job.params["target"]
    show_job(SYSTEM.key, None)
    PAGE.next_turn()
