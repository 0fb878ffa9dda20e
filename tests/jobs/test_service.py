"""Jobs that run on a real local cluster; nothing is done to its processes here."""

from __future__ import annotations

import json
from pathlib import Path

import psutil
import pytest
from job_home import open_gate, pids, wait
from patience import wait_until

from mi_core.errors import InputError
from mi_core.jobs import service
from mi_core.jobs.home import new_workspace
from mi_core.jobs.job import CANCELLED, DONE, FAILED, RUNNING
from mi_core.jobs.ledger import Ledger

pytestmark = pytest.mark.usefixtures("job_home")


def files(job) -> list[str]:
    return [path.name for path in Ledger(job.folder).result_files()]


def test_a_job_runs_to_its_result(workspace):
    job = service.submit(workspace, "tiny", {"tasks": 12}, "Squares")
    assert job.active
    done = wait(job)
    assert (done.state, done.done, done.total, done.error) == (DONE, 12, 12, "")
    assert done.summary == {"sum": sum(n * n for n in range(12))}
    assert json.loads((done.folder / "sum.json").read_text()) == {"sum": 506, "of": 12}
    assert (done.folder / "squares.csv").read_text().split()[1:] == [str(n * n) for n in range(12)], (
        "in order"
    )
    assert done.created <= done.submitted <= done.started <= done.finished
    assert service.list_jobs(workspace) == [done]


def test_progress_counts_tasks_and_estimates_the_rest(workspace):
    job = service.submit(workspace, "tiny", {"tasks": 6, "gate": 2}, "Slow")
    third = wait(job, lambda job: job.state == RUNNING and job.done == 2)
    assert third.share == pytest.approx(1 / 3)
    assert third.remaining > 0
    open_gate(job)
    assert wait(job).state == DONE


def test_a_refusal_is_said_in_its_own_words(workspace):
    job = wait(service.submit(workspace, "tiny", {"tasks": 3, "refuse": 1}, "Refused"))
    assert (job.state, job.error) == (FAILED, "Row 3 has no formula; give it one.")
    assert "log.txt" not in files(job)


def test_an_error_is_a_sentence_and_its_traceback_is_in_the_log(workspace):
    job = wait(service.submit(workspace, "tiny", {"tasks": 3, "fail": 1}, "Failing"))
    assert job.state == FAILED
    assert job.error == (
        "A task stopped with ZeroDivisionError (division by zero); log.txt beside the results has the details."
    )
    assert 'raise ZeroDivisionError("division by zero")' in (job.folder / "log.txt").read_text()


def test_a_task_that_kills_its_workers_ends_the_job_with_the_reason(workspace):
    job = wait(service.submit(workspace, "tiny", {"tasks": 2, "die": 1}, "Deadly"))
    assert job.state == FAILED
    assert job.error.startswith("5 worker processes died at the same task, most likely for lack of memory.")
    assert len((job.folder / "_job" / "ran-1").read_text().split()) == 5


def test_cancelling_frees_the_workers(workspace):
    job = service.submit(workspace, "tiny", {"tasks": 9, "gate": 0}, "Endless")
    busy = pids(job, tasks=2)
    assert service.cancel(workspace, job.id).state == CANCELLED
    wait_until(lambda: not any(map(psutil.pid_exists, busy)), "the end of the processes that were at it")
    next_job = service.submit(workspace, "tiny", {"tasks": 4}, "Next")
    assert wait(next_job).state == DONE
    assert service.find_job(workspace, job.id).state == CANCELLED


def test_bad_parameters_leave_no_job(workspace):
    with pytest.raises(InputError, match="must not be negative"):
        service.submit(workspace, "tiny", {"tasks": -1}, "Negative")
    with pytest.raises(InputError, match="nothing to do in 'Empty'"):
        service.submit(workspace, "tiny", {"tasks": 0}, "Empty")
    assert service.list_jobs(workspace) == []


def test_another_workspace_sees_and_does_nothing(workspace):
    job = wait(service.submit(workspace, "tiny", {"tasks": 1}, "Mine"))
    other = new_workspace()
    assert service.find_job(other, job.id) is None
    assert service.cancel(other, job.id) is None
    assert service.run_again(other, job.id) is None
    service.delete(other, job.id)
    assert service.find_job(workspace, job.id) == job
    assert job.folder.is_dir()


def test_deleting_a_running_job_stops_it_and_removes_its_folder(workspace):
    job = service.submit(workspace, "tiny", {"tasks": 2, "gate": 0}, "Endless")
    busy = pids(job, tasks=2)
    service.delete(workspace, job.id)
    assert service.list_jobs(workspace) == []
    assert not job.folder.exists()
    wait_until(lambda: not any(map(psutil.pid_exists, busy)), "the end of the processes that were at it")
    assert wait(service.submit(workspace, "tiny", {"tasks": 4}, "Next")).state == DONE
    assert not job.folder.exists(), "no worker writes there any more"


def test_a_finished_job_is_repeated_as_a_new_one(workspace):
    job = wait(service.submit(workspace, "tiny", {"tasks": 2}, "Once"))
    again = wait(service.run_again(workspace, job.id))
    assert again.id != job.id
    assert (again.params, again.summary) == (job.params, job.summary)


def test_the_folder_of_results_is_the_only_place(workspace, job_home):
    job = wait(service.submit(workspace, "tiny", {"tasks": 1}, "Where"))
    assert Path(job.folder).is_relative_to(job_home / "workspaces" / workspace)
    assert files(job) == ["squares.csv", "sum.json"]
