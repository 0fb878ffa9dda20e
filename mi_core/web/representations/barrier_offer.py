"""The energy barrier between two points, offered as a job where their surroundings can be joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.errors import InputError
from mi_core.jobs import service
from mi_core.jobs.kinds import page_of
from mi_core.web.inputs.kept_files import file_of, keep_file
from mi_core.web.shell.workspace import workspace_id

if TYPE_CHECKING:
    from mi_core.representations.mapped import PathJob
    from mi_core.web.representations.looked_at import LookedAt


def barrier_offer(chosen: LookedAt, pair: tuple[int, int]) -> None:
    """Offer to find the barrier between two points; a sentence where there is no path between them."""
    if chosen.between is None:
        return
    try:
        job = chosen.between(*pair)
    except InputError as problem:
        st.caption(str(problem))
        return
    if st.button(
        "Find the energy barrier between their frames",
        icon=":material/landscape:",
        key="representations_barrier",
    ):
        _start(job)


def _start(wanted: PathJob) -> None:
    """Start the job, and go to the page that shows it."""
    with st.spinner("Starting …"):
        path = file_of(keep_file(wanted.name, wanted.content))
        job = service.submit(
            workspace_id(), wanted.kind, {**wanted.params, wanted.file: str(path)}, wanted.title
        )
    page = page_of(wanted.kind)
    assert page is not None
    st.switch_page(page, query_params={"job": job.id})
