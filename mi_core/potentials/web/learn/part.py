"""The part as a whole: the ways in, what was understood of the frames, or what a job came to."""

from __future__ import annotations

import streamlit as st

from mi_core.potentials.web.jobs import LEARN, job_of_kind
from mi_core.potentials.web.learn.job_shown import job_shown
from mi_core.potentials.web.learn.own import own_listed
from mi_core.potentials.web.learn.understood import understood
from mi_core.potentials.web.learn.ways_in import ways_in
from mi_core.potentials.web.view import PAGE
from mi_core.web.inputs.kept_files import file_of


def learn_part() -> None:
    """Show the job of the address, else the frames of the view, else the ways in."""
    job_id, path = job_of_kind(LEARN), file_of(PAGE.now().learn)
    if job_id is not None:
        job_shown(job_id)
    elif path is not None:
        understood(path)
    else:
        if PAGE.now().learn:
            st.warning("This workspace has no such file; bring it again.", icon=":material/search_off:")
            PAGE.now().learn = ""
        ways_in()
        own_listed()
