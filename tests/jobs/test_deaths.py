"""What is killed, and what becomes of the job: workers, those who look after them, the scheduler, the app."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from job_home import cluster_processes, open_gate, pids, wait, worker_processes
from patience import PATIENCE_S

from mi_core.jobs import records, service
from mi_core.jobs.home import new_job_id
from mi_core.jobs.job import DONE, FAILED, RUNNING, Job
from mi_core.jobs.ledger import Ledger

ROOT = Path(__file__).parents[2]
APP = """
import sys, time
import tiny_kind
from mi_core import workbench
from mi_core.jobs import service
workbench.SYSTEMS = tiny_kind.SYSTEMS
job = service.submit(sys.argv[1], "tiny", {"tasks": 8, "gate": 1}, "Survivor")
while not service.find_job(job.workspace, job.id).done:
    time.sleep(0.05)
print(job.id, flush=True)
"""


def start(workspace) -> Job:
    """A job of eight tasks: one is finished, two workers are at one each, and go on when the gate is opened."""
    job = service.submit(workspace, "tiny", {"tasks": 8, "gate": 1}, "Victim")
    wait(job, lambda job: job.state == RUNNING and job.done)
    pids(job, tasks=3)
    return job


def runs(job: Job, index: int) -> int:
    return len((job.folder / "_job" / f"ran-{index}").read_text().split())


def test_killed_workers_and_a_killed_scheduler(own_home, workspace):
    job = start(workspace)
    busy = worker_processes(own_home)
    assert len(busy) == 2
    busy[0].kill()
    open_gate(job)
    done = wait(job)
    assert (done.state, done.summary) == (DONE, {"sum": 140})
    assert 8 < sum(runs(job, index) for index in range(8)) <= 10, "only what it was at is repeated"

    job = start(workspace)
    cluster_processes(own_home, "dask_worker")[0].kill()
    assert wait(job, lambda job: "Waiting for a worker" in job.message).active
    open_gate(job)
    assert wait(job).state == DONE

    job = start(workspace)
    cluster_processes(own_home, "dask_scheduler")[0].kill()
    failed = wait(job)
    assert failed.state == FAILED
    assert failed.error.startswith("The cluster that had this job has ended")
    assert failed.done == 1
    open_gate(job)
    again = service.run_again(workspace, job.id)
    assert again.id == job.id
    done = wait(again)
    assert (done.state, done.summary, done.error) == (DONE, {"sum": 140}, "")
    assert runs(job, 0) == 1, "what was finished is not done again"


def test_a_job_outlives_the_app(job_home, workspace):
    app = subprocess.run(
        [sys.executable, "-c", APP, workspace],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": f"{ROOT}:{os.environ['PYTHONPATH']}"},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=True,
    )
    job = service.find_job(workspace, app.stdout.strip())
    assert job.active, "the new process finds it running"
    open_gate(job)
    done = wait(job)
    assert (done.state, done.summary) == (DONE, {"sum": 140})
    assert all(runs(job, index) == 1 for index in range(8))


def record(workspace, **changes) -> Job:
    job = Job(new_job_id(), workspace, "tiny", "Left", {"tasks": 1}, total=1, **changes)
    Ledger(job.folder).write_tasks(job.params, [{"number": 4}])
    records.add(job)
    return job


def test_an_app_that_died_before_a_cluster_had_the_job(job_home, workspace):
    job = record(workspace, submitted=time.time() - 1000)
    lost = service.list_jobs(workspace)[0]
    assert (lost.state, lost.error) == (FAILED, "The app ended before a cluster had the job. Run it again.")
    again = wait(service.run_again(workspace, job.id))
    assert (again.state, again.summary) == (DONE, {"sum": 16})


def test_a_scheduler_that_was_restarted_has_forgotten_the_job(job_home, workspace):
    address = wait(service.submit(workspace, "tiny", {"tasks": 1}, "Any")).cluster
    job = service.find_job(workspace, record(workspace, cluster=address).id)
    assert job.state == FAILED
    assert "no longer has this job" in job.error


def test_a_port_where_another_program_listens_is_no_scheduler(job_home, workspace, monkeypatch):
    monkeypatch.setattr("mi_core.jobs.scheduler.ANSWER_S", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as other:
        job = record(workspace, cluster=f"tcp://127.0.0.1:{other.getsockname()[1]}")
        job = service.find_job(workspace, job.id)
    assert job.state == FAILED
    assert "no answer within 1 s" in job.error


def test_a_job_given_up_too_early_is_done_after_all(job_home, workspace):
    """A scheduler that did not answer for a while may have gone on."""
    job = wait(service.submit(workspace, "tiny", {"tasks": 2}, "Slow network"))
    given_up = replace(job, state=FAILED, error="The cluster that had this job has ended.", summary={})
    assert records.change(job, given_up)
    assert service.find_job(workspace, job.id) == job
