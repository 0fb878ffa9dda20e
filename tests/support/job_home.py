"""A home with its own local cluster, which ends with the test."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

import psutil

from mi_core.jobs import service

if TYPE_CHECKING:
    from pathlib import Path

    from mi_core.jobs.job import Job


def cluster_processes(home: Path, program: str = "distributed.cli") -> list[psutil.Process]:
    """Return the processes of this home's cluster: dask_scheduler, dask_worker (that looks after the workers)."""
    found = []
    scheduler = _scheduler_address(home)
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            words = process.cmdline()
            ours = any(str(home) in word or word == scheduler for word in words)
            if ours and any(program in word for word in words):
                found.append(process)
    return found


def worker_processes(home: Path) -> list[psutil.Process]:
    """Return the processes that do the work."""
    return [
        child
        for parent in cluster_processes(home, "dask_worker")
        for child in parent.children()
        if any("spawn_main" in word for word in child.cmdline())
    ]


def end_cluster(home: Path) -> None:
    """End scheduler and workers."""
    processes = cluster_processes(home)
    processes += [child for process in processes for child in process.children(recursive=True)]
    for process in processes:
        with contextlib.suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(processes, timeout=10)


def wait(job: Job, until=lambda job: not job.active, seconds: float = 30.0) -> Job:
    """Return the job once it is as wished, by default at its end."""
    deadline = time.monotonic() + seconds
    while not until(now := service.find_job(job.workspace, job.id)):
        assert time.monotonic() < deadline, now
        time.sleep(0.05)
    return now


def open_gate(job: Job) -> None:
    """Let the tasks of a job with the parameter `gate` go on after the first."""
    (job.folder / "_job" / "go").touch()


def _scheduler_address(home: Path) -> str:
    import json

    try:
        return json.loads((home / "cluster" / "scheduler.json").read_text())["address"]
    except (OSError, ValueError):
        return "none"
