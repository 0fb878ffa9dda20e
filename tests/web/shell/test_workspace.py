"""The workspace in the address: made when needed, carried by every page, never a path."""

from __future__ import annotations

import pytest
from patience import PATIENCE_S

from mi_core.jobs.home import is_workspace, new_job_id, new_workspace

FRAME = """
from mi_core.web.shell.workspace import keep_workspace
keep_workspace()
"""
NEEDS_ONE = """
import streamlit as st
from mi_core.web.shell.workspace import workspace_id
st.text(workspace_id())
"""
WRITES_A_VIEW = """
from mi_core.web.shell.address import write_parameters
write_parameters({"part": "figures"})
"""
SHOWS_A_JOB = """
import streamlit as st
from mi_core.web.shell.workspace import shown_job
st.text(str(shown_job("compare")))
"""


@pytest.fixture
def script():
    """A page of one's own, rerun with other parts of it: the session stays."""
    from streamlit.testing.v1 import AppTest

    def make(*parts):
        at = AppTest.from_string("import streamlit as st\n" + "\n".join(parts), default_timeout=PATIENCE_S)
        at.session_state["other"] = 0
        return at

    return make


def test_nothing_is_made_until_it_is_needed(script):
    assert not dict(script(FRAME).run().query_params)


def test_a_new_workspace_goes_into_the_address_and_stays(script):
    at = script(FRAME, NEEDS_ONE).run()
    name = at.text[0].value
    assert is_workspace(name)
    assert at.query_params["workspace"] == name
    at.query_params.clear()  # as a link of the navigation does
    at.run()
    assert at.text[0].value == at.query_params["workspace"] == name


def test_that_of_the_address_is_taken(script):
    name = new_workspace()
    at = script(FRAME, NEEDS_ONE)
    at.query_params["workspace"] = name
    assert at.run().text[0].value == name


@pytest.mark.parametrize("name", ["..", "../" * 7 + "a", "a" * 21, "a" * 23, "a" * 21 + "/", "a" * 21 + "\n"])
def test_what_is_none_is_removed(script, name):
    at = script(FRAME)
    at.query_params["workspace"] = name
    assert "workspace" not in at.run().query_params


def test_a_page_that_writes_its_view_keeps_workspace_and_job(script):
    at = script(FRAME, WRITES_A_VIEW)
    kept = {"workspace": new_workspace(), "job": new_job_id()}
    at.query_params.update(kept | {"old": "1"})
    assert dict(at.run().query_params) == kept | {"part": "figures"}


def test_a_page_shows_its_job_again_after_another_page(script):
    job = new_job_id()
    at = script(SHOWS_A_JOB)
    at.query_params["job"] = job
    assert at.run().text[0].value == job
    at.query_params.clear()
    at.run()
    assert at.text[0].value == at.query_params["job"] == job


def test_workspaces_cannot_be_guessed():
    names = {new_workspace() for _ in range(1000)}
    assert len(names) == 1000
    assert all(is_workspace(name) for name in names)
