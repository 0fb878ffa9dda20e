"""Jobs: the long work of this workspace, what it made, and what can be done with it."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from mi_core.jobs import service
from mi_core.jobs.job import CANCELLED, DONE, FAILED, QUEUED, RUNNING, Job
from mi_core.jobs.kinds import page_of, system_jobs
from mi_core.web.components.formulas import escaped
from mi_core.web.jobs.files import job_files
from mi_core.web.jobs.progress import (
    cancel_button,
    duration,
    job_button,
    local_time,
    progress_text,
    run_again_button,
    why_it_ended,
)
from mi_core.web.shell.login import display_name, logged_in_person
from mi_core.web.shell.workspace import current_workspace

EVERY_S = 2.0
JOBS_AT_FIRST = 15
BADGES: dict[str, tuple[str, str, Literal["gray", "blue", "green", "red", "orange"]]] = {
    QUEUED: ("waiting", ":material/schedule:", "gray"),
    RUNNING: ("running", ":material/autorenew:", "blue"),
    DONE: ("done", ":material/check:", "green"),
    FAILED: ("failed", ":material/error:", "red"),
    CANCELLED: ("cancelled", ":material/block:", "orange"),
}


def empty_state() -> None:
    """Say what jobs are, and where they come from."""
    with st.container(border=True):
        st.markdown("**No jobs yet.**")
        st.markdown(
            "Comparisons of regressors, screenings of candidates, and CALPHAD's work on alloys run as jobs: started "
            "on their own pages, worked on in the background, listed here. You may leave the page, reload it, or restart "
            "the workbench meanwhile."
        )
        with st.container(horizontal=True):
            for page in dict.fromkeys(map(page_of, system_jobs())):
                if page is not None:
                    st.page_link(page)


def description(job: Job) -> str:
    """Return kind, start and duration of a job in a line."""
    known = system_jobs().get(job.kind)
    parts = [known.title if known else job.kind, local_time(job.started or job.created)]
    if job.finished and job.started:
        parts.append(f"took {duration(job.elapsed)}")
    if not job.active and job.state != DONE:
        parts.append(f"{job.done:,} of {job.total:,} tasks finished")
    return " · ".join(parts)


def actions(job: Job) -> None:
    """Show what can be done with a job."""
    with st.container(horizontal=True, gap="small"):
        page = page_of(job.kind)
        if (
            job.state == DONE
            and page is not None
            and st.button("Open", type="primary", icon=":material/open_in_new:", key=f"open_{job.id}")
        ):
            st.switch_page(page, query_params={"job": job.id})
        if job.active:
            cancel_button(job)
            return
        job_files(job)
        run_again_button(job)
        with st.popover("Delete", icon=":material/delete:"):
            st.markdown("The job and its result files are removed for good.")
            job_button(job, "Delete this job", service.delete, key=f"delete_{job.id}", type="primary")


def show(job: Job) -> None:
    """Show one job."""
    with st.container(border=True, key=f"job_{job.id}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            label, icon, colour = BADGES[job.state]
            st.markdown(f"**{escaped(job.title)}**", width="content")
            st.badge(label, icon=icon, color=colour)
        st.caption(description(job))
        if job.active:
            st.progress(job.share, text=progress_text(job))
        elif job.state == FAILED:
            why_it_ended(job)
        actions(job)


def show_all(workspace: str, watched: bool) -> None:
    """Show the newest jobs; while one runs this repeats itself, and at the end runs the page anew."""
    jobs = service.list_jobs(workspace)
    if not jobs or (watched and not any(job.active for job in jobs)):
        st.rerun()
    shown = st.session_state.get("jobs_shown", JOBS_AT_FIRST)
    for job in jobs[:shown]:
        show(job)
    if len(jobs) > shown and st.button(f"Show older ({len(jobs) - shown:,})", icon=":material/expand_more:"):
        st.session_state["jobs_shown"] = shown + JOBS_AT_FIRST
        st.rerun()


def page() -> None:
    """Show the jobs of the workspace."""
    st.title("Jobs", anchor=False)
    workspace = current_workspace()
    jobs = service.list_jobs(workspace) if workspace else []
    if workspace is None or not jobs:
        empty_state()
        return
    watched = any(job.active for job in jobs)
    st.fragment(show_all, run_every=EVERY_S if watched else None)(workspace, watched)
    whose_jobs()


def whose_jobs() -> None:
    """Say who sees these jobs."""
    if logged_in_person() is not None:
        st.caption(f":material/lock: Only you see these jobs, logged in as {escaped(display_name())}.")
        st.button("Log out", icon=":material/logout:", on_click=st.logout)
    else:
        st.caption(
            ":material/key: Whoever has the address of this page sees these jobs. Keep it as a bookmark, and share it "
            "only with people who may see and delete them."
        )
