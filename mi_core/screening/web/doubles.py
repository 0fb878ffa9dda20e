"""The bigger space: double perovskites A2BB'X6 from the user's site lists, screened as a job and queried where they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.jobs import service
from mi_core.screening.double_perovskites.candidates import double_elements, double_space, doubt
from mi_core.screening.maps import SITES
from mi_core.screening.predictor import find_predictor
from mi_core.screening.system import SYSTEM
from mi_core.screening.web.view import DOUBLE_ELEMENTS, DOUBLES, PAGE
from mi_core.web.components.element_picker import element_picker
from mi_core.web.components.formulas import escaped
from mi_core.web.jobs.files import job_files
from mi_core.web.jobs.progress import duration, job_progress
from mi_core.web.shell.frame import errors_shown
from mi_core.web.shell.workspace import show_job, shown_job, workspace_id

if TYPE_CHECKING:
    from mi_core.jobs.job import Job
    from mi_core.screening.double_perovskites.candidates import DoubleSpace

KIND = "double-perovskites"
LABELS = {"a": "A site", "b": "B and B′ sites", "x": "X site"}
SAMPLE = 20_000  # candidates that are predicted to learn the pace of this machine


def doubles() -> None:
    """Choose the sites, start the job, follow it, and look at what it found."""
    st.markdown(
        "Double perovskites **A₂BB′X₆** have two elements on B, and so tens of millions of combinations. They are screened "
        "in the background, batch by batch, and stay on disk; the ranking below is a query."
    )
    for site, column in zip(SITES, st.columns(3, gap="medium"), strict=True):
        with column:
            _picker(site)
    with errors_shown():  # what was found earlier stays
        _start(double_space(**PAGE.now().doubles))
    if job_id := shown_job(SYSTEM.key):
        st.divider()
        job = job_progress(job_id)
        if job is not None and job.state == "done":
            _result(job)


def _picker(site: str) -> None:
    def change(symbols: tuple[str, ...]) -> None:
        PAGE.now().doubles = PAGE.now().doubles | {site: symbols}

    element_picker(
        LABELS[site],
        DOUBLE_ELEMENTS,
        PAGE.now().doubles[site],
        key=f"doubles_picker_{site}",
        on_change=change,
    )


def _start(space: DoubleSpace) -> None:
    st.warning(escaped(doubt()), icon=":material/warning:")
    n = len(space)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        if st.button(
            f"Screen {n:,} candidates", type="primary", icon=":material/play_arrow:", key="doubles_run"
        ):
            _submit(space)
        st.markdown(f"about **{duration(max(n / _pace(), 1))}** on one core of this machine", width="content")
        if PAGE.now().doubles != DOUBLES:
            st.button("Start over", icon=":material/restart_alt:", type="tertiary", on_click=_start_over)


def _start_over() -> None:
    PAGE.now().doubles = dict(DOUBLES)


def _submit(space: DoubleSpace) -> None:
    title = f"{len(space):,} double perovskites"
    with st.spinner("Starting …"):
        job = service.submit(
            workspace_id(), KIND, {site: list(PAGE.now().doubles[site]) for site in SITES}, title
        )
    show_job(SYSTEM.key, job.id)


@st.cache_resource(show_spinner="Measuring the pace of this machine …")
def _pace() -> float:
    """Return candidates per second on one core, measured on a sample."""
    import time

    predictor = find_predictor(None, double_elements())
    batch = next(double_space(a=("Ca", "Sr", "Ba")).batches(0, 10_000, SAMPLE))
    started = time.perf_counter()
    predictor.predict(batch)
    return len(batch) / (time.perf_counter() - started)


def _result(job: Job) -> None:
    if job.kind != KIND:
        st.markdown(f"**{escaped(job.title)}** is done: its candidates are a file.")
        job_files(job)
        return
    from mi_core.screening.web.doubles_result import doubles_result

    doubles_result(job)
