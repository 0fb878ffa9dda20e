"""The part as a whole: a way in, the steps with a table, or what a job found."""

from __future__ import annotations

import streamlit as st

from mi_core.molecules.web.own.job import own_job
from mi_core.molecules.web.own.job_shown import study_of_job
from mi_core.molecules.web.own.steps import steps
from mi_core.molecules.web.own.ways_in import ways_in
from mi_core.molecules.web.view import PAGE
from mi_core.web.inputs.kept_files import file_of


def own_part() -> None:
    """Show the job of the address, else the table of the view, else the ways in."""
    job_id, path = own_job(), file_of(PAGE.now().table)
    if job_id is not None:
        study_of_job(job_id)
    elif path is not None:
        steps(path)
    else:
        if PAGE.now().table:
            st.warning("This workspace has no such table; bring it again.", icon=":material/search_off:")
            PAGE.now().table = PAGE.now().column = ""
        ways_in()
