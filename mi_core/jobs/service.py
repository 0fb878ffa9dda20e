"""What the pages do with jobs: submit, find, list, cancel, run again, delete."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import Any

from mi_core.errors import InputError
from mi_core.jobs import records
from mi_core.jobs.cluster import working_cluster
from mi_core.jobs.graph import hand_over, release
from mi_core.jobs.home import job_folder, new_job_id, workspace_folder
from mi_core.jobs.job import CANCELLED, DONE, FAILED, QUEUED, Job
from mi_core.jobs.kinds import dotted_name, load_kind, tasks_of
from mi_core.jobs.ledger import Ledger
from mi_core.jobs.progress import refresh
from mi_core.jobs.scheduler import NoClusterError


def submit(workspace: str, kind: str, params: dict[str, Any], title: str) -> Job:
    """Start a job and return it; it goes on without this process.

    InputError for an unknown kind and for parameters that the kind refuses. A cluster that does not start makes a
    failed job, with the reason.
    """
    workspace_folder(workspace)
    params = json.loads(json.dumps(params))
    tasks = tasks_of(load_kind(dotted_name(kind)), params)
    if not tasks:
        raise InputError(f"There is nothing to do in {title!r}: its parameters leave no task.")
    job = Job(new_job_id(), workspace, kind, title, params, total=len(tasks))
    Ledger(job.folder).write_tasks(params, tasks)
    records.add(job)
    return _start(job)


def find_job(workspace: str, job_id: str) -> Job | None:
    """Return a job of this workspace as it stands now; None if there is no such job in it."""
    job_folder(workspace, job_id)
    job = records.get(workspace, job_id)
    return refresh(job) if job else None


def list_jobs(workspace: str) -> list[Job]:
    """Return the jobs of a workspace as they stand now, newest first."""
    workspace_folder(workspace)
    return [refresh(job) for job in records.of_workspace(workspace)]


def cancel(workspace: str, job_id: str) -> Job | None:
    """Stop a job and free its workers; what was finished is kept. None if there is no such job."""
    job = find_job(workspace, job_id)
    if job is None or not job.active:
        return job
    after = replace(job, state=CANCELLED, message="", finished=time.time())
    if not records.change(job, after):
        return cancel(workspace, job_id)  # it began, or ended, meanwhile
    if job.cluster:
        release(job)
    return after


def run_again(workspace: str, job_id: str) -> Job | None:
    """Go on with a failed or cancelled job where it stopped; repeat a finished one as a new job."""
    job = find_job(workspace, job_id)
    if job is None or job.active:
        return job
    ledger = Ledger(job.folder)
    if job.state == DONE or not ledger.folder.is_dir():
        return submit(workspace, job.kind, job.params, job.title)
    dotted_name(job.kind)
    after = replace(
        job,
        state=QUEUED,
        attempt=job.attempt + 1,
        submitted=time.time(),
        before=ledger.count(),
        error="",
        started=None,
        finished=None,
        cluster="",
    )
    return _start(after) if records.change(job, after) else find_job(workspace, job_id)


def delete(workspace: str, job_id: str) -> None:
    """Forget a job and remove its folder; one that runs is cancelled first."""
    job = cancel(workspace, job_id)
    if job is not None:
        records.remove(workspace, job_id)
        Ledger(job.folder).remove()


def _start(job: Job) -> Job:
    ledger = Ledger(job.folder)
    todo = [index for index in range(job.total) if not ledger.has_result(index)]
    try:
        cluster = working_cluster()
        hand_over(job, dotted_name(job.kind), cluster.address, todo)
    except (InputError, NoClusterError) as error:
        after = replace(job, state=FAILED, error=str(error), finished=time.time())
    else:
        after = replace(job, cluster=cluster.address)
    if records.change(job, after):
        return after
    if after.cluster:  # cancelled meanwhile
        release(after)
    return records.get(job.workspace, job.id) or after
