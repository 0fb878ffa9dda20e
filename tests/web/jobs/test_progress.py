"""The progress of a job on a page of one's own: while it runs, when it ends, and when there is none."""

from __future__ import annotations

import pytest
from job_home import open_gate, wait
from patience import PATIENCE_S
from streamlit.testing.v1 import AppTest

from mi_core.jobs import service
from mi_core.jobs.home import new_job_id, new_workspace
from mi_core.jobs.job import CANCELLED, DONE, RUNNING
from mi_core.web.jobs.progress import duration

PAGE = """
import streamlit as st
from mi_core.web.jobs.progress import job_progress
job = job_progress(st.query_params["job"])
if job is not None and job.state == "done":
    st.text(f"result {job.summary}")
"""


@pytest.fixture
def page(job_home):
    workspace = new_workspace()

    def show(job_id, workspace=workspace) -> AppTest:
        at = AppTest.from_string(PAGE, default_timeout=PATIENCE_S)
        at.query_params.update({"workspace": workspace, "job": job_id})
        at.run()
        assert not at.exception
        return at

    show.workspace = workspace
    return show


def test_it_shows_progress_and_then_the_result(page):
    job = service.submit(page.workspace, "tiny", {"tasks": 4, "gate": 1}, "Slow")
    wait(job, lambda job: job.state == RUNNING and job.done)
    at = page(job.id)
    assert " of 4 · " in at.get("progress")[0].proto.text
    assert not at.text
    open_gate(job)
    wait(job)
    assert page(job.id).text[0].value == "result {'sum': 14}"


def test_its_button_cancels_and_then_goes_on(page):
    job = service.submit(page.workspace, "tiny", {"tasks": 4, "gate": 1}, "Slow")
    wait(job, lambda job: job.state == RUNNING)
    at = page(job.id)
    at.button(key=f"cancel_{job.id}").click().run()
    assert service.find_job(page.workspace, job.id).state == CANCELLED
    at = page(job.id)
    assert at.info[0].value.startswith("Cancelled after")
    open_gate(job)
    at.button(key=f"again_{job.id}").click().run()
    assert not at.exception
    assert wait(job).state == DONE


def test_a_failure_is_said(page):
    job = wait(service.submit(page.workspace, "tiny", {"tasks": 2, "refuse": 0}, "Refused"))
    assert page(job.id).error[0].value == "Row 3 has no formula; give it one."


def test_of_another_workspace_there_is_nothing(page):
    job = wait(service.submit(page.workspace, "tiny", {"tasks": 1}, "Mine"))
    for at in (page(job.id, new_workspace()), page(new_job_id())):
        assert at.warning[0].value.startswith("This workspace has no such job")
        assert not at.text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 seconds"),
        (59.4, "59 seconds"),
        (60, "1 minute"),
        (200, "3 minutes and 20 seconds"),
        (3600, "1 hour"),
        (7525, "2 hours and 5 minutes"),
    ],
)
def test_durations_read_well(seconds, text):
    assert duration(seconds).replace("\N{NO-BREAK SPACE}", " ") == text


def test_a_number_and_its_unit_stay_on_one_line():
    assert duration(200).split(" ") == ["3\N{NO-BREAK SPACE}minutes", "and", "20\N{NO-BREAK SPACE}seconds"]
