"""The ranking that the page shows: read once per process; a job makes it where none is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from mi_core.jobs import service
from mi_core.thermoelectrics.ranking.candidates import TABLE
from mi_core.thermoelectrics.ranking.full import is_of_another_table, kept_file
from mi_core.thermoelectrics.ranking.predicted import MODEL, model_card
from mi_core.thermoelectrics.system import SYSTEM
from mi_core.web.jobs.progress import job_progress
from mi_core.web.shell.frame import errors_shown
from mi_core.web.shell.workspace import show_job, shown_job, workspace_id

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.thermoelectrics.ranking.candidates import Elements

JOB = "thermoelectric-ranking"


class Ranked(NamedTuple):
    """A ranking of one carrier type at one relaxation time, best first (`ranking.quantities`), and its elements."""

    shown: pd.DataFrame
    elements: Elements


def ranked_or_offer(carriers: str, relaxation_time_fs: float) -> Ranked | None:
    """Return the ranking where one is kept; else say what is missing, or offer and follow the job that makes it."""
    path = kept_file()
    if path is not None:
        if is_of_another_table(path):
            _job("This is the ranking that ships; the table at hand is another one.")
        return _ranked(str(path), path.stat().st_mtime_ns, carriers, relaxation_time_fs)
    _offer()
    return None


@st.cache_resource(max_entries=1, show_spinner="Reading the ranking …")
def _read(path: str, written_ns: int) -> tuple[pd.DataFrame, Elements]:  # noqa: ARG001 - a rewritten file is read anew
    from pathlib import Path

    from mi_core.thermoelectrics.ranking.candidates import elements_of
    from mi_core.thermoelectrics.ranking.full import read_ranking

    frame = read_ranking(Path(path))
    return frame, elements_of(frame["formula"])


@st.cache_resource(max_entries=4, show_spinner=False)
def _ranked(path: str, written_ns: int, carriers: str, relaxation_time_fs: float) -> Ranked:
    from mi_core.thermoelectrics.ranking.quantities import quantities

    frame, elements = _read(path, written_ns)
    return Ranked(quantities(frame, elements, carriers, relaxation_time_fs), elements)


def _offer() -> None:
    from mi_core.datasets.loading import fetch_dataset, find_table
    from mi_core.datasets.registry import find_dataset

    if model_card() is None:
        st.info(
            f"No model is there to rank with. Train one with `python -m mi_core train {MODEL}`.",
            icon=":material/info:",
        )
        return
    if find_table(find_dataset(TABLE)) is None:
        st.info(
            f"No ranking by this model is kept, and the compounds to rank ({TABLE}) are not at hand yet.",
            icon=":material/info:",
        )
        if st.button("Fetch the table", key="thermoelectrics_ranking_fetch"):
            with errors_shown(), st.spinner("Fetching …"):
                fetch_dataset(TABLE)
                st.rerun()
        return
    _job("No ranking by this model is kept yet.")


def _job(sentence: str) -> None:
    """Offer the job, unless it runs already, and follow it; once it is done, the ranking is kept and the page shows it."""
    st.info(f"{sentence} A new one takes about a minute, in the background.", icon=":material/info:")
    place = st.empty()
    job_id = shown_job(SYSTEM.key)
    job = job_progress(job_id) if job_id else None
    if job is not None and job.active:
        return
    if place.button("Rank all compounds", type="primary", icon=":material/play_arrow:", key="rank_run"):
        with st.spinner("Starting …"):
            started = service.submit(workspace_id(), JOB, {}, "Compounds by power factor")
        show_job(SYSTEM.key, started.id)
        st.rerun()
