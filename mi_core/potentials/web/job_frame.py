"""What stands around the result of a job: a way back, its title, its progress."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.jobs import service
from mi_core.jobs.job import DONE
from mi_core.web.components.formulas import escaped
from mi_core.web.jobs.progress import job_progress
from mi_core.web.shell.workspace import current_workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from mi_core.jobs.job import Job


def done_job(job_id: str, key: str, back: Callable[[Job | None], None]) -> Job | None:
    """Show a job's title and progress, and a button that calls `back` with it; return the job when it is done, else None."""
    workspace = current_workspace()
    job = service.find_job(workspace, job_id) if workspace else None
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button("Back", icon=":material/arrow_back:", key=key, on_click=back, args=(job,))
        if job is not None:
            st.markdown(f"**{escaped(job.title)}**", width="content")
    job = job_progress(job_id)
    if job is not None and job.active:
        st.caption("You may leave this page, reload it, or restart the workbench: the work goes on.")
    return job if job is not None and job.state == DONE else None
