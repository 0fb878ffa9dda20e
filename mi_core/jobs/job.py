"""What is known of a job."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mi_core.jobs.home import job_folder

if TYPE_CHECKING:
    from pathlib import Path

QUEUED, RUNNING, DONE, FAILED, CANCELLED = "queued", "running", "done", "failed", "cancelled"
ACTIVE = (QUEUED, RUNNING)


@dataclass(frozen=True)
class Job:
    """One piece of long work, as of the moment it was asked for; times are seconds since 1970, UTC.

    `done` and `total` count tasks; `before` of the finished ones are from an earlier attempt. `submitted` is when this
    attempt was. `cluster` is the address of the scheduler that has the job, `summary` what the kind's `finish` returned.
    """

    id: str
    workspace: str
    kind: str
    title: str
    params: dict[str, Any]
    state: str = QUEUED
    done: int = 0
    total: int = 0
    message: str = ""
    error: str = ""
    summary: dict[str, Any] = field(default_factory=dict)
    created: float = field(default_factory=time.time)
    submitted: float = field(default_factory=time.time)
    started: float | None = None
    finished: float | None = None
    attempt: int = 1
    before: int = 0
    cluster: str = ""

    @property
    def active(self) -> bool:
        """Whether it waits or runs."""
        return self.state in ACTIVE

    @property
    def folder(self) -> Path:
        """Folder of its results, absolute; the same path on every worker."""
        return job_folder(self.workspace, self.id)

    @property
    def share(self) -> float:
        """Finished share, 0–1."""
        return min(self.done / self.total, 1.0) if self.total else 0.0

    @property
    def elapsed(self) -> float:
        """Seconds since it started, until it ended; 0 while it waits."""
        return (self.finished or time.time()) - self.started if self.started else 0.0

    @property
    def remaining(self) -> float | None:
        """Estimated seconds to go, from the pace so far; None while there is none."""
        finished = self.done - self.before
        if self.state != RUNNING or finished <= 0:
            return None
        return self.elapsed / finished * (self.total - self.done)
