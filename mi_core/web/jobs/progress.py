"""The progress of a job, wherever a page waits for one."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import streamlit as st
from humanize import precisedelta

from mi_core.jobs import service
from mi_core.jobs.job import CANCELLED, FAILED, QUEUED
from mi_core.web.components.formulas import escaped
from mi_core.web.shell.workspace import current_workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from mi_core.jobs.job import Job

EVERY_S = 1.0
NO_BREAK = "\N{NO-BREAK SPACE}"


def job_progress(job_id: str) -> Job | None:
    """Show a job while it runs, with a button to cancel it, and what went wrong when it failed; return the job.

    The page runs again once when the job ends, so that it can show the result. None, with a sentence on the page,
    where this workspace has no such job.
    """
    workspace = current_workspace()
    job = service.find_job(workspace, job_id) if workspace else None
    if job is None:
        st.warning(
            "This workspace has no such job: it was deleted, or belongs to another workspace.",
            icon=":material/search_off:",
        )
    elif job.active:
        st.fragment(_watch, run_every=EVERY_S)(job.workspace, job_id)
    elif job.state in {FAILED, CANCELLED}:
        why_it_ended(job)
        run_again_button(job)
    return job


def _watch(workspace: str, job_id: str) -> None:
    job = service.find_job(workspace, job_id)
    if job is None or not job.active:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center", key=f"progress_{job_id}"):
        st.progress(job.share, text=progress_text(job))
        cancel_button(job)


def progress_text(job: Job) -> str:
    """Return in words how far a job is, and how long it takes."""
    if job.state == QUEUED:
        return job.message or "Waiting for a free worker"
    parts = [f"{job.done:,} of {job.total:,}", f"{duration(job.elapsed)} so far"]
    if job.remaining is not None and job.done < job.total:
        parts.append(f"about {duration(job.remaining)} to go")
    return " · ".join([*parts, *filter(None, [job.message])])


def why_it_ended(job: Job) -> None:
    """Say why a job has no result."""
    if job.state == FAILED:
        st.error(escaped(job.error), icon=":material/error:")
    elif job.state == CANCELLED:
        st.info(f"Cancelled after {job.done:,} of {job.total:,} tasks.", icon=":material/cancel:")


def cancel_button(job: Job) -> None:
    """Offer to stop a job."""
    job_button(job, "Cancel", service.cancel, key=f"cancel_{job.id}", icon=":material/stop_circle:")


def job_button(job: Job, label: str, call: Callable[[str, str], Any], **options: Any) -> None:
    """Offer to do something with a job; `options` are those of `st.button`."""
    st.button(label, on_click=call, args=(job.workspace, job.id), **options)


def run_again_button(job: Job) -> None:
    """Offer to go on with a failed or cancelled job, or to repeat a finished one."""
    if st.button("Run again", icon=":material/replay:", key=f"again_{job.id}"):
        with st.spinner("Starting …"):
            service.run_again(job.workspace, job.id)
        st.rerun()


def duration(seconds: float) -> str:
    """Return "3 minutes and 20 seconds", of hours and more without seconds, each number on one line with its unit."""
    whole = max(round(seconds), 0)
    text = precisedelta(whole, minimum_unit="seconds" if whole < 3600 else "minutes", format="%d")
    return re.sub(r"(?<=\d) ", NO_BREAK, text)


def local_time(moment: float) -> str:
    """Return a time as the clock of the person at the screen shows it."""
    zone = ZoneInfo(st.context.timezone) if st.context.timezone else UTC
    return datetime.fromtimestamp(moment, zone).strftime("%-d %b %Y, %H:%M")
