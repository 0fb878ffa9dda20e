"""The jobs of the page: started here, found again, and opened from the Jobs page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.jobs import service
from mi_core.potentials.system import SYSTEM
from mi_core.potentials.web.view import PAGE
from mi_core.web.shell.workspace import current_workspace, show_job, shown_job, workspace_id

if TYPE_CHECKING:
    from pathlib import Path

    from ase import Atoms

    from mi_core.jobs.job import Job

LEARN, BARRIER = "potentials-learn", "potentials-barrier"
#: The part of the page that shows jobs of a kind.
PART_OF = {LEARN: "learn", BARRIER: "barrier"}
_FOLLOWED, _KIND = "potentials_job_followed", "potentials_job_kind"


def follow_job() -> None:
    """Go to the part that shows the job of the address, once for each."""
    job_id = shown_job(SYSTEM.key)
    if job_id is None or job_id == st.session_state.get(_FOLLOWED):
        return
    workspace = current_workspace()
    job = service.find_job(workspace, job_id) if workspace else None
    kind = job.kind if job is not None else LEARN  # of one that is not there this part says so
    st.session_state[_FOLLOWED], st.session_state[_KIND] = job_id, kind
    PAGE.now().part = PART_OF.get(kind, "learn")
    PAGE.next_turn()


def job_of_kind(kind: str) -> str | None:
    """Return the job that the page shows, if it is of this kind."""
    return shown_job(SYSTEM.key) if st.session_state.get(_KIND) == kind else None


def open_job(job_id: str | None, kind: str = LEARN) -> None:
    """Show a job of a kind, or none."""
    st.session_state[_FOLLOWED], st.session_state[_KIND] = job_id, kind
    show_job(SYSTEM.key, job_id)


def jobs_so_far() -> list[Job]:
    """Return the jobs of this workspace that learned or learn a potential, the newest first."""
    workspace = current_workspace()
    return [job for job in service.list_jobs(workspace) if job.kind == LEARN] if workspace else []


def start_learning(path: Path, kind: str, name: str) -> None:
    """Start to learn a potential from a file of frames, and show the job."""
    _start(LEARN, {"frames": str(path), "kind": kind, "name": name}, f"{name} · {path.name}")


def start_barrier(potential: str, ends: tuple[Atoms, Atoms], title: str) -> None:
    """Start to find the barrier between two arrangements, and show the job."""
    from mi_core.potentials.frames.writing import extended_xyz
    from mi_core.web.inputs.kept_files import file_of, keep_file

    path = file_of(keep_file("ends.extxyz", extended_xyz(ends).encode()))
    _start(BARRIER, {"ends": str(path), "potential": potential, "title": title}, f"{title} · {potential}")


def _start(kind: str, params: dict, title: str) -> None:
    with st.spinner("Starting …"):
        job = service.submit(workspace_id(), kind, params, title)
    open_job(job.id, kind)
    st.rerun()
