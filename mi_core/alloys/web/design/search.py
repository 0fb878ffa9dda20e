"""Design in the session's own database: a search by the engine as a job, its progress, and what it found."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.alloys.design.search_space import MOST_ELEMENTS, elements_of
from mi_core.alloys.specification.reading import specification_from_json, to_json
from mi_core.alloys.system import SYSTEM
from mi_core.alloys.web.cached import keep_own, own_file
from mi_core.alloys.web.design.generate import DesignRun, choose_number, current_run, keep_run, say_if_stale
from mi_core.alloys.web.design.wishes import prices
from mi_core.alloys.web.view import PAGE
from mi_core.errors import InputError
from mi_core.jobs import service
from mi_core.jobs.job import DONE
from mi_core.web.components.formulas import escaped
from mi_core.web.jobs.progress import job_progress
from mi_core.web.shell.frame import errors_shown
from mi_core.web.shell.workspace import show_job, workspace_id

if TYPE_CHECKING:
    from mi_core.alloys.specification.wishes import Specification
    from mi_core.alloys.thermodynamics.database.database import ThermoDatabase
    from mi_core.jobs.job import Job

KIND = "alloy-search"
_JOB, _SEED = "alloy_search_job", "alloy_search_seed"
TIMES = {30: "30 s", 60: "1 min", 180: "3 min", 600: "10 min"}


def search(database: ThermoDatabase, spec: Specification | None) -> None:
    """Offer a search for checked wishes in the session's own database; without wishes it is shown, but cannot begin."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        choose_number()
        seconds = st.selectbox(
            "Search for", list(TIMES), index=1, format_func=lambda s: TIMES[s], key="alloy_search_seconds", width=130,
            persist_state="session",
        )  # fmt: skip
        elements = _elements(database, spec)
        asked = st.button(
            "Search for alloys", type="primary", icon=":material/search:", key="alloy_search",
            disabled=spec is None or not elements, help=None if spec else "Wish for something first.",
        )  # fmt: skip
        if asked and spec is not None:
            _submit(spec, list(elements), seconds)
    st.caption(
        f"No model was trained on {escaped(database.name)}, so its equilibria themselves are searched, set of elements by "
        "set of elements: slower than with COST507, without a surrogate's diagrams while you wait, and without learned "
        "intervals. What is found is computed."
    )
    say_if_stale("search")


def follow_search() -> None:
    """Show the search while it runs, and keep what it found, once."""
    job_id = st.session_state.get(_JOB)
    if job_id is None:
        return
    job = job_progress(job_id)
    if job is None:
        st.session_state.pop(_JOB)
    elif job.state == DONE:
        st.session_state.pop(_JOB)
        keep_run(run_of(job))


def open_search(job: Job) -> None:
    """Bring back the database, the wishes and the search of a job."""
    held = current_run()
    if st.session_state.get(_JOB) == job.id or (held is not None and held.search == job.id):
        return
    spec = _spec_of(job)
    st.session_state[_JOB] = job.id
    PAGE.now().part, PAGE.now().spec = "design", spec
    PAGE.next_turn()


def run_of(job: Job) -> DesignRun:
    """Return the proposals of a finished search; InputError where its database is gone."""
    from mi_core.alloys.design.search_job import read_proposals

    spec, params = _spec_of(job), job.params
    found = read_proposals(job.folder / job.summary["file"])
    return DesignRun(spec, found, params["prices"], job.elapsed, spec, tdb=params["tdb"], search=job.id)


def _spec_of(job: Job) -> Specification:
    """Return the wishes of a search, and use its database in this session."""
    path = Path(job.params["tdb"])
    try:
        keep_own(path.read_bytes(), path.name)
    except OSError:
        raise InputError(f"The database {path.name!r} of this search is gone; upload it again.") from None
    return specification_from_json(job.params["specification"])


def _elements(database: ThermoDatabase, spec: Specification | None) -> list[str]:
    """Offer the elements to search, those that the wishes name or need at first."""
    offered = [symbol for symbol in database.elements if symbol != "Al"]
    first = list(elements_of(spec, database)) if spec else offered[:MOST_ELEMENTS]
    return st.multiselect(
        "Elements", offered, first, max_selections=MOST_ELEMENTS, width=340,
        key=f"alloy_search_elements_{database.sha256[:8]}_{'-'.join(first)}",
        help="Every set of these elements is searched, up to eight sets; fewer elements leave more time for each.",
    )  # fmt: skip


def _submit(spec: Specification, elements: list[str], seconds: float) -> None:
    seed = st.session_state.get(_SEED, 0)
    with errors_shown():  # the wishes stay
        params = {
            "specification": to_json(spec),
            "tdb": str(own_file()),
            "n": PAGE.now().n,
            "seed": seed,
            "seconds": seconds,
            "elements": elements,
            "prices": prices(),
        }
        with st.spinner("Starting …"):
            job = service.submit(workspace_id(), KIND, params, "Search of alloys")
        st.session_state[_JOB], st.session_state[_SEED] = job.id, seed + 100
        show_job(SYSTEM.key, job.id)
        st.rerun()
