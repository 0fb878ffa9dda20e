"""Records: what is kept, who sees it, and what several processes do to it at once."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from patience import PATIENCE_S

from mi_core.jobs import records
from mi_core.jobs.home import new_job_id, new_workspace
from mi_core.jobs.job import CANCELLED, DONE, RUNNING, Job

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("MI_HOME", str(tmp_path))
    return tmp_path


def new_job(workspace, **changes) -> Job:
    return Job(new_job_id(), workspace, "tiny", "Ångström", {"a": [1, 2.5, None]}, **changes)


def test_a_record_comes_back_as_it_was(workspace):
    job = new_job(workspace, total=7, summary={"x": {"y": "é"}}, started=12.5)
    records.add(job)
    assert records.get(workspace, job.id) == job
    after = replace(job, state=RUNNING, done=3, message="half way", cluster="tcp://h:1", attempt=2)
    assert records.change(job, after)
    assert records.get(workspace, job.id) == after


def test_two_workspaces_do_not_see_each_others_jobs(workspace):
    mine, yours = new_job(workspace), new_job(new_workspace())
    records.add(mine)
    records.add(yours)
    assert records.of_workspace(workspace) == [mine]
    assert records.get(workspace, yours.id) is None
    records.remove(workspace, yours.id)
    assert records.get(yours.workspace, yours.id) == yours


def test_a_change_from_an_outdated_state_is_refused(workspace):
    job = new_job(workspace)
    records.add(job)
    assert records.change(job, replace(job, state=CANCELLED))
    assert not records.change(job, replace(job, state=DONE))
    assert records.get(workspace, job.id).state == CANCELLED


def test_the_newest_come_first(workspace):
    for created in (2.0, 3.0, 1.0):
        records.add(new_job(workspace, created=created))
    assert [job.created for job in records.of_workspace(workspace)] == [3.0, 2.0, 1.0]


WRITER = """
import sys
import time
from dataclasses import replace
from mi_core.jobs import records
from mi_core.jobs.home import new_job_id
from mi_core.jobs.job import Job
workspace, contested = sys.argv[1:]
won = 0
while records.get(workspace, contested) is None:
    time.sleep(0.01)
for number in range(100):
    records.add(Job(new_job_id(), workspace, "tiny", str(number), {}))
    before = records.get(workspace, contested)
    won += records.change(before, replace(before, attempt=before.attempt + 1))
print(won)
"""


def test_processes_write_at_once_and_nothing_is_lost(workspace):
    """Each adds 100 records, and counts one up 100 times: of two changes of the same state only one is taken."""
    contested = new_job(workspace)
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, workspace, contested.id],
            cwd=ROOT,
            env=os.environ,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    records.add(contested)
    won = sum(int(process.communicate(timeout=PATIENCE_S)[0]) for process in processes)
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert len(records.of_workspace(workspace)) == 301
    assert records.get(workspace, contested.id).attempt == 1 + won
