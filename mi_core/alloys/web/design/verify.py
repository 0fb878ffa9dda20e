"""Verification of proposals as a job: for the chosen ones or all, with its progress; what was refuted stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from mi_core.alloys.specification.reading import to_json
from mi_core.alloys.system import SYSTEM
from mi_core.alloys.web.design.verdicts import Verdicts, read_result
from mi_core.jobs import service
from mi_core.jobs.job import DONE
from mi_core.web.jobs.progress import job_progress
from mi_core.web.shell.frame import errors_shown
from mi_core.web.shell.workspace import current_workspace, show_job, workspace_id

if TYPE_CHECKING:
    from mi_core.alloys.web.design.generate import DesignRun

KIND = "alloy-verify"
#: K, for the circles in the diagrams, beside the temperatures of the wishes.
TEMPERATURES = (300, 400, 500, 600, 700, 750, 800, 825, 850, 875, 900, 925, 950)


def verify_button(run: DesignRun, chosen: list[int]) -> None:
    """Offer to verify the chosen proposals, or all."""
    numbers = chosen or list(range(1, len(run.proposals) + 1))
    what = f"all {len(numbers)}"
    if chosen:
        what = f"the {len(chosen)} chosen" if len(chosen) > 1 else f"no. {chosen[0]}"
    if not st.button(
        f"Verify {what} with CALPHAD", type="primary", icon=":material/verified:", key="alloy_verify"
    ):
        return
    with errors_shown():  # the proposals stay
        with st.spinner("Starting …"):
            _submit(run, numbers)
        st.rerun()


def follow(run: DesignRun) -> Verdicts:
    """Show the progress of the latest verification while it runs, and return all that is known."""
    verdicts = Verdicts()
    workspace = current_workspace()
    for place, (job_id, numbers) in enumerate(run.jobs, start=1):
        latest = place == len(run.jobs)
        job = job_progress(job_id) if latest else service.find_job(workspace, job_id) if workspace else None
        if job is not None and job.state == DONE:
            verdicts.add(*read_result(job.folder, job.finished), numbers)
    return verdicts


def _submit(run: DesignRun, numbers: list[int]) -> None:
    params: dict[str, Any] = {
        "compositions": [dict(run.proposals[number - 1].wt) for number in numbers],
        "specification": to_json(run.spec),
        "temperatures": list(TEMPERATURES),
        "prices": run.prices,
    }
    if run.tdb:
        params |= {"tdb": run.tdb, "search": run.search, "numbers": numbers}
    title = f"Verify {len(numbers)} alloy{'s' if len(numbers) > 1 else ''}"
    job = service.submit(workspace_id(), KIND, params, title)
    run.jobs.append((job.id, numbers))
    show_job(SYSTEM.key, job.id)
