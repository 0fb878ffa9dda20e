"""A home with its own local cluster, which ends with the test."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import psutil
from patience import PATIENCE_S, wait_until

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
    psutil.wait_procs(processes, timeout=PATIENCE_S)


def wait(job: Job, until=lambda job: not job.active, seconds: float = PATIENCE_S) -> Job:
    """Return the job once it is as wished, by default at its end."""
    now = [job]

    def as_wished() -> bool:
        now[0] = service.find_job(job.workspace, job.id)
        return until(now[0])

    wait_until(as_wished, f"the job {job.title!r} as wished", seconds=seconds)
    return now[0]


def pids(job: Job, tasks: int) -> set[int]:
    """Return the processes that have begun a task of the job, once so many tasks have begun."""
    begun: list[str] = []

    def so_many() -> bool:
        begun[:] = [path.read_text() for path in (job.folder / "_job").glob("ran-*")]
        return sum("\n" in text for text in begun) >= tasks

    wait_until(so_many, f"{tasks} tasks of the job {job.title!r} begun")
    return {int(line) for text in begun for line in text.split("\n")[:-1]}


def open_gate(job: Job) -> None:
    """Let the tasks of a job with the parameter `gate` go on."""
    (job.folder / "_job" / "go").touch()


def _scheduler_address(home: Path) -> str:
    import json

    try:
        return json.loads((home / "cluster" / "scheduler.json").read_text())["address"]
    except (OSError, ValueError):
        return "none"
