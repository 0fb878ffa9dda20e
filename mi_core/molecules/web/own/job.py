"""The jobs of this part: started here, found again, and opened from the Jobs page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.jobs import service
from mi_core.jobs.job import DONE, Job
from mi_core.molecules.system import SYSTEM
from mi_core.molecules.web.view import PAGE
from mi_core.web.shell.workspace import current_workspace, show_job, shown_job, workspace_id

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

KIND, EXACT = "molecules-transfer", "molecules-own-affinity"
WORDS = {
    KIND: "Each split chooses methods and support tasks anew from four fifths of your molecules and is tested on the rest.",
    EXACT: "A network learns your task alone, and one beside each known task, three times over.",
}
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
    if job is None or job.kind in WORDS:  # of one that is not there this part says so
        PAGE.now().part = PART
        PAGE.next_turn()


def own_job() -> str | None:
    """Return the job that this part shows."""
    return shown_job(SYSTEM.key)


def open_study(job_id: str) -> None:
    """Show a job."""
    st.session_state[_FOLLOWED] = job_id
    show_job(SYSTEM.key, job_id)


def start(path: Path, column: str, kind: str = KIND) -> None:
    """Start a job for a column of a table, and show it."""
    params = {"table": str(path), "target": column}
    with st.spinner("Starting …"):
        job = service.submit(workspace_id(), kind, params, f"{column} · {path.name}")
    open_study(job.id)
    st.rerun()


def jobs_of(path: Path, column: str, kind: str = KIND) -> list[Job]:
    """Return the jobs of a kind in this workspace for a column of a table that run or are done, the newest first."""
    workspace = current_workspace()
    jobs: Iterable[Job] = service.list_jobs(workspace) if workspace else ()
    asked = {"table": str(path), "target": column}
    return [
        job
        for job in jobs
        if job.kind == kind
        and (job.active or job.state == DONE)
        and asked == {key: job.params.get(key) for key in asked}
    ]
