"""A job of this part: how far it is, and the potential that it learned."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.jobs import service
from mi_core.jobs.job import DONE
from mi_core.potentials.web.jobs import open_job
from mi_core.potentials.web.learn.result import result
from mi_core.potentials.web.view import PAGE
from mi_core.web.components.formulas import escaped
from mi_core.web.inputs.kept_files import file_of, reference_to
from mi_core.web.jobs.progress import job_progress
from mi_core.web.shell.workspace import current_workspace

if TYPE_CHECKING:
    from mi_core.jobs.job import Job


def job_shown(job_id: str) -> None:
    """Show a job's progress, and then what it learned."""
    workspace = current_workspace()
    job = service.find_job(workspace, job_id) if workspace else None
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button("Back", icon=":material/arrow_back:", key="learn_back", on_click=_back, args=(job,))
        if job is not None:
            st.markdown(f"**{escaped(job.title)}**", width="content")
    job = job_progress(job_id)
    if job is None:
        return
    if job.active:
        st.caption("You may leave this page, reload it, or restart the workbench: the work goes on.")
    elif job.state == DONE:
        result(job.params["name"])


def _back(job: Job | None) -> None:
    """Show the frames of a job that has no potential yet, else the ways in."""
    view = PAGE.now()
    view.learn = ""
    if job is not None and job.state != DONE:
        reference = reference_to(Path(job.params["frames"]))
        if file_of(reference) is not None:
            view.learn = reference
    open_job(None)
    PAGE.next_turn()
