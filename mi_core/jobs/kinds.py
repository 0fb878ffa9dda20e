"""The kinds of jobs, by name; a kind's module is imported when a job of it is submitted or worked on."""

from __future__ import annotations

import difflib
import importlib
from typing import Any, Protocol

from mi_core.errors import InputError

KINDS = {
    "compare": "mi_core.comparison.jobs.compare:KIND",
    "adopt": "mi_core.comparison.jobs.adopt:KIND",
    "screen": "mi_core.screening.job:KIND",
    "double-perovskites": "mi_core.screening.double_perovskites.job:KIND",
    "alloy-verify": "mi_core.alloys.design.verify_job:KIND",
    "alloy-search": "mi_core.alloys.design.search_job:KIND",
    "alloy-section": "mi_core.alloys.thermodynamics.results.section_job:KIND",
}


class JobKind(Protocol):
    """What a kind of job has to offer. Parameters, tasks and results are JSON."""

    name: str
    title: str

    def tasks(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        """Check the parameters (InputError) and cut the work into independent tasks; quick, in the app."""

    def work(self, task: dict[str, Any], folder: str) -> Any:
        """Do one task on a worker; again, with the same outcome, if the worker died."""

    def finish(self, params: dict[str, Any], results: list[Any], folder: str) -> dict[str, Any]:
        """Write the result files into the folder, on a worker; `results` in the order of the tasks. Return a summary."""


def dotted_name(kind: str) -> str:
    """Return module:attribute of a kind; InputError for an unknown one."""
    if kind not in KINDS:
        near = difflib.get_close_matches(kind, KINDS, n=1)
        hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(KINDS)}."
        raise InputError(f"There is no kind of job named {kind!r}; {hint}")
    return KINDS[kind]


def load_kind(dotted: str) -> JobKind:
    """Import a kind by module:attribute."""
    module, _, attribute = dotted.partition(":")
    return getattr(importlib.import_module(module), attribute)
