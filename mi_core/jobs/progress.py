"""Bring a job's record up to date: from the files of its folder, and from the scheduler that has it."""

from __future__ import annotations

import time
from dataclasses import replace

from mi_core.jobs import records
from mi_core.jobs.cluster import keep_workers
from mi_core.jobs.graph import fetch_end, look, release
from mi_core.jobs.job import DONE, FAILED, QUEUED, RUNNING, Job
from mi_core.jobs.ledger import Ledger
from mi_core.jobs.scheduler import NoClusterError

HAND_OVER_S = 180.0  # a job that no scheduler has by then belongs to an app that died
FILES_S = 60.0  # for files of another machine to appear
GO_ON = "What was finished is kept; run it again to go on from there."


def refresh(job: Job) -> Job:
    """Return the job as it stands now, with its record changed accordingly.

    A job that was given up because its scheduler did not answer, but finished, is done after all.
    """
    if not (job.active or job.state == FAILED):
        return job
    ledger = Ledger(job.folder)
    if ended := _ended(job, ledger):
        return ended
    if not job.active:
        return job
    state = RUNNING if (started := ledger.started(job.attempt)) else QUEUED
    now = replace(job, state=state, started=started, done=ledger.count())
    if not job.cluster:
        lost = time.time() - job.submitted > HAND_OVER_S
        return _fail(now, "The app ended before a cluster had the job. Run it again.", job) if lost else job
    return _look(now, ledger, job)


def _ended(job: Job, ledger: Ledger) -> Job | None:
    outcome = ledger.outcome(job.attempt)
    if outcome is None or (outcome["state"] == FAILED and not job.active):
        return None
    started = ledger.started(job.attempt) or job.started or job.submitted
    after = replace(job, done=ledger.count(), started=started, finished=outcome["finished"], message="")
    if outcome["state"] == DONE:
        return _keep(job, replace(after, state=DONE, error="", summary=outcome["summary"] or {}))
    return _fail(after, outcome["error"], job)


def _look(now: Job, ledger: Ledger, before: Job) -> Job:
    try:
        node, workers = look(now)
    except NoClusterError as error:
        return _fail(
            now, f"The cluster that had this job has ended ({now.cluster}: {error}). {GO_ON}", before
        )
    if node in (None, "memory", "erred") and (ended := _ended(before, ledger)):
        return ended  # a moment ago
    if node in (None, "forgotten", "released"):
        return _fail(now, f"The scheduler at {now.cluster} no longer has this job. {GO_ON}", before)
    if node == "erred":
        return _fail(now, _reason(now), before)
    if node == "memory":
        return _wait_for_files(now, before)
    if not workers:
        keep_workers(now.cluster)
    return _keep(before, replace(now, message=_message(now, node, workers)))


def _message(job: Job, node: str, workers: int) -> str:
    if not workers:
        return "Waiting for a worker to join the cluster"
    if node == "processing" or job.done == job.total:
        return "Putting the results together"
    return "" if job.state == RUNNING else "Waiting for a free worker"


def _reason(job: Job) -> str:
    from distributed.scheduler import KilledWorker

    try:
        fetch_end(job)
    except KilledWorker as error:
        return (
            f"{error.allowed_failures + 1} worker processes died at the same task, most likely for lack of memory. "
            f"{GO_ON}"
        )
    except Exception as error:  # noqa: BLE001 - whatever ended it is what we are after
        return str(error) or type(error).__name__
    return f"The job ended without an outcome. {GO_ON}"


def _wait_for_files(now: Job, before: Job) -> Job:
    if time.time() - fetch_end(now) < FILES_S:
        return _keep(before, replace(now, message="Waiting for the results to appear in MI_HOME"))
    return _fail(
        now,
        f"The cluster finished, but its results are not in {now.folder}: it must see the same MI_HOME.",
        before,
    )


def _fail(job: Job, sentence: str, before: Job) -> Job:
    after = replace(job, state=FAILED, error=sentence, message="", finished=job.finished or time.time())
    return _keep(before, after)


def _keep(before: Job, after: Job) -> Job:
    if after == before:
        return before
    if not records.change(before, after):  # another process was first
        return records.get(before.workspace, before.id) or after
    if before.active and not after.active and before.cluster:
        release(before)
    return after
