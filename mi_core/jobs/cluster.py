"""The Dask cluster that works: that of `MI_SCHEDULER`, else a local one.

The local one is a scheduler and workers as processes of their own, bound to this machine. They outlive the app, so that a
restart of it interrupts nothing, and end by themselves when they have been idle for a while. Every app process with the same
`MI_HOME` finds them through the scheduler's file there.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from itertools import chain
from pathlib import Path

from filelock import FileLock

import mi_core
from mi_core.errors import InputError
from mi_core.jobs.home import home_folder
from mi_core.jobs.scheduler import Cluster, NoClusterError, identify

IDLE = "15 minutes"
START_S = 180.0  # a busy machine takes its time
WORKER_GIB = 2.0  # of the machine's memory for each worker, at least
MEMORY_SHARE = 0.7  # of the machine's memory for all workers
SETTINGS = {
    "OMP_NUM_THREADS": "1",  # one worker per core
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "4",  # workers that may die at one task
    "DASK_DISTRIBUTED__SCHEDULER__WORKER_SATURATION": "1.0",  # a task waits at the scheduler, not behind another
    "DASK_DISTRIBUTED__WORKER__MULTIPROCESSING_METHOD": "spawn",
}
HERE_ONLY = {"--host": "127.0.0.1", "--dashboard-address": "127.0.0.1:0"}
_children: list[subprocess.Popen] = []  # polled, so that an ended one is not left as a zombie


def working_cluster() -> Cluster:
    """Return the cluster for new jobs: that of `MI_SCHEDULER`, or the local one, started if need be."""
    address = os.environ.get("MI_SCHEDULER", "").strip()
    if not address:
        return local_cluster()
    if "://" not in address:
        raise InputError(f"MI_SCHEDULER must look like tcp://host:8786; got {address!r}.")
    try:
        return identify(address)
    except NoClusterError as error:
        raise InputError(
            f"No Dask scheduler answers at {address} ({error}); start one there, or unset MI_SCHEDULER to work locally."
        ) from None


def local_cluster() -> Cluster:
    """Return the running local cluster, or start one; InputError with the reason if it does not start."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "lock"):
        cluster = running_cluster()
        if cluster is None:
            cluster = _start_scheduler(folder)
            _start_workers(folder, cluster.address)
        elif not cluster.workers:
            _revive_workers(folder, cluster.address)
        return cluster


def running_cluster() -> Cluster | None:
    """Return the cluster that the scheduler's file names, if it still lives."""
    try:
        written = json.loads((_folder() / "scheduler.json").read_text())
        cluster = identify(written["address"])
    except (OSError, ValueError, KeyError, NoClusterError):
        return None
    return cluster if cluster.id == written["id"] else None  # the port may have gone to another one


def keep_workers(cluster: str) -> None:
    """Start workers again if this is the local cluster and the process that looks after them has died."""
    running = running_cluster()
    if running is not None and running.address == cluster and not running.workers:
        local_cluster()


def workers_to_start() -> int:
    """Return one worker per core, as far as memory goes; `MI_WORKERS` overrules."""
    from dask.system import cpu_count
    from distributed.system import memory_limit

    wish = os.environ.get("MI_WORKERS", "").strip()
    if wish:
        if not wish.isdecimal() or int(wish) < 1:
            raise InputError(f"MI_WORKERS must be a number of worker processes, 1 or more; got {wish!r}.")
        return int(wish)
    return max(1, min(int(cpu_count()), int(memory_limit() / 2**30 / WORKER_GIB)))


def _start_scheduler(folder: Path) -> Cluster:
    file, log = folder / "scheduler.json", folder / "scheduler.log"
    file.unlink(missing_ok=True)
    options = HERE_ONLY | {"--port": "0", "--idle-timeout": IDLE, "--scheduler-file": str(file)}
    process = _start(["distributed.cli.dask_scheduler"], options, log)
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        cluster = running_cluster()
        if cluster is not None:
            return cluster
        time.sleep(0.05)
    process.kill()
    raise InputError(f"The local cluster did not start: {_last_line(log)} See {log}.")


def _start_workers(folder: Path, scheduler: str) -> None:
    number = workers_to_start()
    options = HERE_ONLY | {
        "--nworkers": str(number),
        "--nthreads": "1",
        "--memory-limit": f"{MEMORY_SHARE / number:.4f}",  # of the machine's
        "--death-timeout": "60",
        "--local-directory": str(folder / "scratch"),
    }
    process = _start(["distributed.cli.dask_worker", scheduler], options, folder / "workers.log")
    (folder / "workers.pid").write_text(str(process.pid))


def _revive_workers(folder: Path, scheduler: str) -> None:
    import psutil

    for child in _children:
        child.poll()
    try:
        command = psutil.Process(int((folder / "workers.pid").read_text())).cmdline()
    except (OSError, ValueError, psutil.Error):
        command = []
    if not any("dask_worker" in part for part in command):
        _start_workers(folder, scheduler)


def _start(command: list[str], options: dict[str, str], log: Path) -> subprocess.Popen:
    polite = [nice, "-n", "5"] if (nice := shutil.which("nice")) else []  # the page stays quick
    root = str(Path(mi_core.__file__).parents[1])
    path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
    with log.open("w") as output:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter
            [
                *polite,
                sys.executable,
                "-m",
                *command,
                "--no-dashboard",
                *chain.from_iterable(options.items()),
            ],
            env=os.environ | SETTINGS | {"PYTHONPATH": path},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C at the app is not meant for it
        )
    _children.append(process)
    return process


def _last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").split("\n") if log.exists() else []
    return next((line.strip() for line in reversed(lines) if line.strip()), "it said nothing.")


def _folder() -> Path:
    return home_folder() / "cluster"
