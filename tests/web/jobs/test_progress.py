"""The progress of a job on a page of one's own: while it runs, when it ends, and when there is none."""

from __future__ import annotations

import pytest
from job_home import open_gate, wait
from patience import PATIENCE_S
from streamlit.testing.v1 import AppTest

from mi_core.jobs import service
from mi_core.jobs.home import new_job_id, new_workspace
from mi_core.jobs.job import CANCELLED, DONE, RUNNING
from mi_core.web.jobs.files import size
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
        (0, "0 s"),
        (59.4, "59 s"),
        (60, "1 min"),
        (200, "3 min 20 s"),
        (3600, "1 h 0 min"),
        (7500, "2 h 5 min"),
    ],
)
def test_durations_read_well(seconds, text):
    assert duration(seconds).replace("\N{NO-BREAK SPACE}", " ") == text


def test_a_number_and_its_unit_stay_on_one_line():
    assert duration(200).split(" ") == ["3\N{NO-BREAK SPACE}min", "20\N{NO-BREAK SPACE}s"]


@pytest.mark.parametrize(
    ("number", "text"), [(9, "9 B"), (999, "999 B"), (1500, "1.5 kB"), (2.5e6, "2.5 MB"), (3e9, "3 GB")]
)
def test_sizes_read_well(number, text):
    assert size(number) == text
