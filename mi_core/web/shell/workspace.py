"""Whose jobs these are: an unguessable workspace in the address, and which job a page shows.

    /jobs?workspace=Zk3…                  /compare?workspace=Zk3…&job=1f0c…

A workspace is made when something first needs one. From then on the session carries it, and every page writes it into its
address, so that a reload, a bookmark and a second tab find the same jobs. Whoever has the address has the workspace;
who logs in (web/shell/login.py) has a workspace that no address opens.
"""

from __future__ import annotations

import streamlit as st

from mi_core.jobs.home import is_job_id, is_workspace, new_workspace, workspace_of
from mi_core.web.shell.address import is_arrival
from mi_core.web.shell.login import logged_in_person

_WORKSPACE, _JOB = "workspace", "job"


def keep_workspace() -> None:
    """Write the workspace, if there is one, into the address, or remove what is none; for app.py, before each page."""
    held, asked = current_workspace(), st.query_params.get(_WORKSPACE)
    if held is None and asked is not None:
        del st.query_params[_WORKSPACE]
    elif held is not None and asked != held:
        st.query_params[_WORKSPACE] = held


def current_workspace() -> str | None:
    """Return the workspace: of whom is logged in, else of the address, else the session's; None while there is none."""
    if (person := logged_in_person()) is not None:
        return workspace_of(person)
    asked = st.query_params.get(_WORKSPACE)
    if is_workspace(asked):
        st.session_state[_WORKSPACE] = asked
    return st.session_state.get(_WORKSPACE)


def workspace_id() -> str:
    """Return the workspace; a new one goes into the address."""
    held = current_workspace()
    if held is None:
        held = st.session_state[_WORKSPACE] = new_workspace()
    keep_workspace()
    return held


def shown_job(page: str) -> str | None:
    """Return the job that a page shows: of the address on arrival, else the one that it showed last in this session."""
    asked = st.query_params.get(_JOB)
    if is_arrival(f"{_JOB}_{page}") and is_job_id(asked):
        st.session_state[f"{_JOB}_{page}"] = asked
    held = st.session_state.get(f"{_JOB}_{page}")
    if asked != held:
        show_job(page, held)
    return held


def show_job(page: str, job_id: str | None) -> None:
    """Have a page show a job, or none, and say so in the address."""
    st.session_state[f"{_JOB}_{page}"] = job_id
    if job_id is not None:
        st.query_params[_JOB] = job_id
    elif _JOB in st.query_params:
        del st.query_params[_JOB]
