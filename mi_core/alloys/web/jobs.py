"""A job in the page's address: the Alloys page goes to the part that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.alloys.design.proposal_table import proposals_of
from mi_core.alloys.specification.check import check_specification
from mi_core.alloys.specification.reading import specification_from_json
from mi_core.alloys.system import SYSTEM
from mi_core.alloys.web.cached import surrogate
from mi_core.alloys.web.design.generate import DesignRun, current_run, keep_run
from mi_core.alloys.web.design.search import KIND as SEARCH
from mi_core.alloys.web.design.search import open_search, run_of
from mi_core.alloys.web.design.verify import KIND as VERIFY
from mi_core.alloys.web.explore.sections import KIND as SECTION
from mi_core.alloys.web.explore.sections import is_kept, keep_section
from mi_core.alloys.web.view import PAGE
from mi_core.errors import InputError
from mi_core.jobs import service
from mi_core.jobs.job import DONE
from mi_core.web.shell.workspace import current_workspace, shown_job

if TYPE_CHECKING:
    from mi_core.jobs.job import Job

_FOLLOWED = "alloy_job_followed"


def follow_job() -> None:
    """Take over the job of the address, once for each."""
    job_id, workspace = shown_job(SYSTEM.key), current_workspace()
    if job_id is None or workspace is None or job_id == st.session_state.get(_FOLLOWED):
        return
    st.session_state[_FOLLOWED] = job_id
    job = service.find_job(workspace, job_id)
    if job is None:
        return
    if job.kind == SECTION:
        _open_section(job)
    elif job.kind == SEARCH:
        open_search(job)
    elif job.kind == VERIFY and job.params.get("tdb"):
        _open_searched(job, workspace)
    elif job.kind == VERIFY:
        _open_verification(job)


def _open_section(job: Job) -> None:
    if is_kept(job.id):
        return  # this session began it, and may look at another alloy by now
    keep_section(job.id)
    PAGE.now().part, PAGE.now().alloy = "explore", dict(job.params["wt"])
    PAGE.next_turn()


def _is_shown(job: Job) -> bool:
    """Whether the proposals of this session are those that the job verifies."""
    run = current_run()
    return run is not None and any(job.id == job_id for job_id, _ in run.jobs)


def _open_searched(job: Job, workspace: str) -> None:
    """Bring back what a search found and this job verifies, where this session does not have it."""
    if _is_shown(job):
        return
    search = service.find_job(workspace, job.params["search"])
    if search is None or search.state != DONE:
        return  # it was deleted
    found = run_of(search)
    found.jobs = [(job.id, job.params["numbers"])]
    keep_run(found)
    PAGE.now().part, PAGE.now().spec = "design", found.spec
    PAGE.next_turn()


def _open_verification(job: Job) -> None:
    """Bring back the proposals that a job verifies, where this session does not have them."""
    if _is_shown(job) or surrogate() is None:
        return
    params = job.params
    try:
        spec = check_specification(specification_from_json(params["specification"]))
        proposals = proposals_of(params["compositions"], spec, params.get("prices"))
    except InputError:
        return  # the database or the surrogate is another one by now
    numbers = list(range(1, len(proposals) + 1))
    keep_run(DesignRun(spec, proposals, params.get("prices") or {}, None, spec, jobs=[(job.id, numbers)]))
    PAGE.now().part, PAGE.now().spec = "design", spec
    PAGE.next_turn()
