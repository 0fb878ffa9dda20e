"""The job that answers whether a gain is real: started here, followed here, and opened from the Jobs page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.jobs import service
from mi_core.jobs.job import DONE, Job
from mi_core.molecules.system import SYSTEM
from mi_core.molecules.web.own.kept import file_of, reference_to
from mi_core.molecules.web.view import PAGE
from mi_core.web.components.formulas import escaped
from mi_core.web.jobs.progress import job_progress
from mi_core.web.shell.workspace import current_workspace, show_job, shown_job, workspace_id

if TYPE_CHECKING:
    from collections.abc import Iterable

KIND = "molecules-transfer"
PART = "own"
_FOLLOWED = "molecules_job_followed"


def follow_job() -> None:
    """Go to this part when the address asks for one of its jobs, once for each."""
    job_id = shown_job(SYSTEM.key)
    if job_id is None or job_id == st.session_state.get(_FOLLOWED):
        return
    st.session_state[_FOLLOWED] = job_id
    workspace = current_workspace()
    job = service.find_job(workspace, job_id) if workspace else None
    if job is None or job.kind == KIND:  # of one that is not there this part says so
        PAGE.now().part = PART
        PAGE.next_turn()


def own_job() -> str | None:
    """Return the job that this part shows."""
    return shown_job(SYSTEM.key)


def open_study(job_id: str) -> None:
    """Show a job."""
    st.session_state[_FOLLOWED] = job_id
    show_job(SYSTEM.key, job_id)


def start(path: Path, column: str) -> None:
    """Start the job for a column of a table, and show it."""
    params = {"table": str(path), "target": column}
    with st.spinner("Starting …"):
        job = service.submit(workspace_id(), KIND, params, f"{column} · {path.name}")
    open_study(job.id)
    st.rerun()


def jobs_of(path: Path, column: str) -> list[Job]:
    """Return the jobs of this workspace for a column of a table that run or are done, the newest first."""
    workspace = current_workspace()
    jobs: Iterable[Job] = service.list_jobs(workspace) if workspace else ()
    asked = {"table": str(path), "target": column}
    return [
        job
        for job in jobs
        if job.kind == KIND
        and (job.active or job.state == DONE)
        and asked == {key: job.params.get(key) for key in asked}
    ]


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
            "Each split chooses methods and support tasks anew from four fifths of your molecules and is tested on the "
            "rest. You may leave this page, reload it, or restart the workbench: the work goes on."
        )
    elif job.state == DONE:
        from mi_core.molecules.web.own.results import results

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
