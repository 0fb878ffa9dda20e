"""The app as Streamlit's own test runner drives it."""

from __future__ import annotations

from pathlib import Path

import pytest
from patience import PATIENCE_S
from streamlit.testing.v1 import AppTest

from mi_core.jobs import records, service
from mi_core.jobs.home import new_job_id
from mi_core.jobs.job import FAILED, Job

ROOT = Path(__file__).parents[2]


@pytest.fixture
def app() -> AppTest:
    """The app on its start page; `app.switch_page("pages/….py")` goes elsewhere."""
    return AppTest.from_file(ROOT / "app.py", default_timeout=PATIENCE_S)


@pytest.fixture
def open_at():
    """Open a page through the router, with parameters in its address."""

    def open_with(page: str, /, **parameters) -> AppTest:
        at = AppTest.from_file(ROOT / "app.py", default_timeout=PATIENCE_S).run()
        at.switch_page(f"pages/{page}.py")
        for name, value in parameters.items():
            at.query_params[name] = value
        at.run()
        assert not at.exception
        return at

    return open_with


@pytest.fixture
def begun(monkeypatch):
    """The jobs that were begun, and went no further."""
    jobs = []

    def submit(workspace, kind, params, title):
        job = Job(new_job_id(), workspace, kind, title, params, state=FAILED, error="No cluster.", total=1)
        records.add(job)
        jobs.append(job)
        return job

    monkeypatch.setattr(service, "submit", submit)
    return jobs
