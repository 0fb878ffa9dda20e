"""The kinds of jobs, which the systems list; a kind's module is imported when a job of it is submitted or worked on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from mi_core import workbench
from mi_core.cards import checked
from mi_core.errors import InputError
from mi_core.system import load
from mi_core.words import meant_or_known

if TYPE_CHECKING:
    from mi_core.system import SystemJob


class JobKind(Protocol):
    """What a kind of job has to offer. Parameters, tasks and results are JSON.

    params : a TypedDict of the parameters; what has not its form never comes to `tasks`.
    """

    name: str
    params: type

    def tasks(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        """Check what the parameters say (InputError) and cut the work into independent tasks; quick, in the app."""

    def work(self, task: dict[str, Any], folder: str) -> Any:
        """Do one task on a worker; again, with the same outcome, if the worker died."""

    def finish(self, params: dict[str, Any], results: list[Any], folder: str) -> dict[str, Any]:
        """Write the result files into the folder, on a worker; `results` in the order of the tasks. Return a summary."""


def system_jobs() -> dict[str, SystemJob]:
    """Return what the systems say of their kinds of jobs, by name."""
    return {job.name: job for system in workbench.SYSTEMS for job in system.jobs}


def page_of(kind: str) -> str | None:
    """Return the page that shows the results of a kind; None for a kind without one."""
    shown = {job.name: system.page for system in workbench.SYSTEMS for job in system.jobs if job.on_page}
    return shown.get(kind)


def dotted_name(kind: str) -> str:
    """Return module:attribute of a kind; InputError for an unknown one."""
    known = system_jobs()
    if kind not in known:
        raise InputError(f"There is no kind of job named {kind!r}; {meant_or_known(kind, known)}")
    return known[kind].kind


def load_kind(dotted: str) -> JobKind:
    """Import a kind by module:attribute."""
    return load(dotted)


def tasks_of(kind: JobKind, params: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the tasks of a job; InputError names parameters that are missing, of another type, or refused by the kind."""
    checked(kind.params, params, "The parameters of the job", strict=True)
    return kind.tasks(params)
