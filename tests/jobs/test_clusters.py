"""Which cluster works: that of MI_SCHEDULER, or a local one that app processes share."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from job_home import cluster_processes, wait

from mi_core.errors import InputError
from mi_core.jobs import service
from mi_core.jobs.cluster import workers_to_start, working_cluster
from mi_core.jobs.job import DONE, FAILED
from mi_core.jobs.scheduler import identify

ROOT = Path(__file__).parents[2]


def test_processes_that_start_at_once_share_one_local_cluster(own_home):
    code = "from mi_core.jobs.cluster import working_cluster; print(working_cluster().address)"

    def app(_):
        return subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=os.environ, capture_output=True, text=True, check=True
        ).stdout

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(app, range(2))
    assert first == second
    assert len(cluster_processes(own_home, "dask_scheduler")) == 1
    scheduler = cluster_processes(own_home, "dask_scheduler")[0]
    assert {where.laddr.ip for where in scheduler.net_connections() if where.status == "LISTEN"} == {
        "127.0.0.1"
    }


def test_the_file_of_a_dead_scheduler_is_not_believed(own_home, job_home, monkeypatch):
    """Its port has gone to another scheduler, which is not the one that wrote the file."""
    monkeypatch.setenv("MI_HOME", str(job_home))
    living = working_cluster()
    monkeypatch.setenv("MI_HOME", str(own_home))
    (own_home / "cluster").mkdir(parents=True)
    written = {"address": living.address, "id": "Scheduler-of-yesterday"}
    (own_home / "cluster" / "scheduler.json").write_text(json.dumps(written))
    assert working_cluster().id not in {living.id, written["id"]}


def test_mi_scheduler_names_an_existing_cluster(job_home, workspace, own_home, monkeypatch):
    monkeypatch.setenv("MI_HOME", str(job_home))
    address = working_cluster().address
    monkeypatch.setenv("MI_HOME", str(own_home))
    monkeypatch.setenv("MI_SCHEDULER", address)
    job = wait(service.submit(workspace, "tiny", {"tasks": 3}, "Elsewhere"))
    assert (job.state, job.cluster) == (DONE, address)
    assert not cluster_processes(own_home), "no local cluster was started"


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("localhost:8786", "must look like tcp://host:8786; got 'localhost:8786'"),
        ("tcp://127.0.0.1:1", "No Dask scheduler answers at tcp://127.0.0.1:1"),
        ("tcp://no.such.host.invalid:8786", "No Dask scheduler answers"),
        ("abc://x:1", "No Dask scheduler answers"),
    ],
)
def test_a_cluster_that_is_none_makes_a_failed_job_that_says_so(
    own_home, workspace, monkeypatch, address, sentence
):
    monkeypatch.setenv("MI_SCHEDULER", address)
    job = service.submit(workspace, "tiny", {"tasks": 3}, "Nowhere")
    assert job.state == FAILED
    assert sentence in job.error
    assert service.list_jobs(workspace) == [job]


def test_the_number_of_workers_can_be_set(monkeypatch):
    monkeypatch.setenv("MI_WORKERS", "3")
    assert workers_to_start() == 3
    monkeypatch.setenv("MI_WORKERS", "many")
    with pytest.raises(
        InputError, match="MI_WORKERS must be a number of worker processes, 1 or more; got 'many'"
    ):
        workers_to_start()
    monkeypatch.delenv("MI_WORKERS")
    assert 1 <= workers_to_start() <= (os.cpu_count() or 1)


def test_a_local_cluster_says_who_it_is(job_home):
    cluster = working_cluster()
    assert identify(cluster.address).id == cluster.id
