"""The Jobs page, by what is on record, and with a job that really runs."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from job_home import open_gate, wait

from mi_core.jobs import records, service
from mi_core.jobs.home import new_job_id, new_workspace
from mi_core.jobs.job import CANCELLED, DONE, FAILED, RUNNING, Job
from mi_core.jobs.ledger import Ledger
from mi_core.web.jobs.progress import duration


@pytest.fixture
def workspace(tmp_path, tiny_jobs, monkeypatch):
    monkeypatch.setenv("MI_HOME", str(tmp_path))
    return new_workspace()


@pytest.fixture
def open_page(app):
    def open_with(workspace=None):
        app.run()
        app.switch_page("pages/jobs.py")
        if workspace:
            app.query_params["workspace"] = workspace
        app.run()
        assert not app.exception
        return app

    return open_with


def record(workspace, **changes) -> Job:
    now = time.time()
    job = Job(new_job_id(), workspace, "tiny", "Oxides *by* element", {"tasks": 3}, total=3)
    job = replace(job, **{"started": now - 200, "finished": now, "done": 3} | changes)
    Ledger(job.folder).write_tasks(job.params, [{}, {}, {}])
    records.add(job)
    return job


def said(at) -> str:
    boxes = (at.markdown, at.caption, at.info, at.warning, at.error, at.title)
    return "\n".join(str(element.value) for box in boxes for element in box)


def test_without_jobs_the_page_explains_and_makes_no_workspace(open_page):
    at = open_page()
    assert "No jobs yet" in said(at)
    assert not dict(at.query_params)


def test_a_finished_job_offers_its_files(open_page, workspace):
    job = record(workspace, state=DONE)
    (job.folder / "sum.json").write_text("{}")
    (job.folder / "squares.csv").write_text("square\n1\n")
    at = open_page(workspace)
    assert "done" in said(at)
    assert f"took {duration(200)}" in said(at)
    assert [b.label for b in at.get("download_button")] == [
        "All as zip",
        "squares.csv · 9 Bytes",
        "sum.json · 2 Bytes",
    ]
    assert "Oxides \\*by\\* element" in said(at), "titles are no Markdown"


def test_a_failed_job_says_why(open_page, workspace):
    record(workspace, state=FAILED, done=1, error="Row 3 has no formula; give it one.")
    at = open_page(workspace)
    assert [box.value for box in at.error] == ["Row 3 has no formula; give it one."]
    assert "1 of 3 tasks finished" in said(at)


def test_deleting_removes_record_and_folder(open_page, workspace):
    job = record(workspace, state=CANCELLED)
    at = open_page(workspace)
    at.button(key=f"delete_{job.id}").click().run()
    assert not at.exception
    assert not job.folder.exists()
    assert "No jobs yet" in said(at)


def test_the_newest_jobs_come_first_and_older_ones_on_request(open_page, workspace):
    for age in range(17):
        record(workspace, state=DONE, title=f"Job {age}", created=time.time() - age)
    at = open_page(workspace)
    assert "Job 0" in said(at)
    assert "Job 16" not in said(at)
    next(button for button in at.button if button.label == "Show older (2)").click().run()
    assert "Job 16" in said(at)


def test_a_job_of_another_workspace_is_not_shown(open_page, workspace):
    record(workspace, state=DONE)
    assert "No jobs yet" in said(open_page(new_workspace()))


def test_a_path_is_no_workspace(open_page):
    assert "No jobs yet" in said(open_page("../../../../etc/passwd"))


def test_a_running_job_is_cancelled_and_run_again(open_page, job_home):
    workspace = new_workspace()
    job = service.submit(workspace, "tiny", {"tasks": 3, "gate": 1}, "Slow")
    wait(job, lambda job: job.state == RUNNING and job.done)
    at = open_page(workspace)
    assert "running" in said(at)
    at.button(key=f"cancel_{job.id}").click().run()
    assert not at.exception
    assert service.find_job(workspace, job.id).state == CANCELLED
    at.run()
    open_gate(job)
    at.button(key=f"again_{job.id}").click().run()
    assert not at.exception
    again = wait(job)
    assert (again.state, again.summary, again.attempt) == (DONE, {"sum": 5}, 2)
    assert again.before >= 1, "what was finished is not done again"
