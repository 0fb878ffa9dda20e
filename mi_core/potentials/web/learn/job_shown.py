"""A job of this part: how far it is, and the potential that it learned."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mi_core.jobs.job import DONE
from mi_core.potentials.web.job_frame import done_job
from mi_core.potentials.web.jobs import open_job
from mi_core.potentials.web.learn.result import result
from mi_core.potentials.web.view import PAGE
from mi_core.web.inputs.kept_files import file_of, reference_to

if TYPE_CHECKING:
    from mi_core.jobs.job import Job


def job_shown(job_id: str) -> None:
    """Show a job's progress, and then what it learned."""
    job = done_job(job_id, "learn_back", _back)
    if job is not None:
        result(job.params["name"])


def _back(job: Job | None) -> None:
    """Show the frames of a job that has no potential yet, else the ways in."""
    view = PAGE.now()
    view.learn = ""
    if job is not None and job.state != DONE:
        reference = reference_to(Path(job.params["frames"]))
        if file_of(reference) is not None:
            view.learn = reference
    open_job(None)
    PAGE.next_turn()
