"""A job as a graph on a Dask scheduler: hand over, look, fetch the end, release.

The last node is published there, so that the scheduler keeps the graph when the app that submitted it goes away.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from mi_core.jobs.scheduler import ANSWER_S, NoClusterError, ask
from mi_core.jobs.worker import finish_job, run_task

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from distributed import Client

    from mi_core.jobs.job import Job

KILL_S = 0.5  # for a worker to end by itself before it is killed


def hand_over(job: Job, dotted: str, address: str, todo: Iterable[int]) -> None:
    """Give the tasks `todo` (indices) and the end of a job to a scheduler, in one go; NoClusterError without one.

    An exception would come again and ends the job; the task of a worker that died is repeated by the scheduler.
    """
    folder, indices = str(job.folder), list(todo)
    same = [[value] * len(indices) for value in (dotted, folder, job.attempt)]
    with _client(address) as client:
        tasks = client.map(
            run_task, *same, indices, key=[f"{_name(job)}-task-{index}" for index in indices], pure=False
        )
        end = client.submit(
            finish_job, dotted, folder, job.attempt, job.total, tasks, key=_end(job), pure=False
        )
        client.publish_dataset(end, name=_end(job))


def look(job: Job) -> tuple[str | None, int]:
    """Return the state of the job's last node (None: unknown there) and the number of workers; or NoClusterError."""
    status, who = ask(job.cluster, get_task_status={"keys": [_end(job)]}, identity={"n_workers": 0})
    return status[_end(job)], who["n_workers"]


def fetch_end(job: Job) -> float:
    """Return when the last node ended, or raise what ended it."""
    with _client(job.cluster) as client:
        return client.get_dataset(_end(job)).result(timeout=ANSWER_S)


def release(job: Job) -> None:
    """Have the scheduler forget the job, and free the workers that are busy with it; nothing if it has gone.

    A thread cannot be stopped, a process can: a worker with one thread and a nanny is started anew. Others come free
    when their present task ends.
    """
    with contextlib.suppress(NoClusterError):
        processing, who = ask(job.cluster, processing={"workers": None}, identity={})
        with _client(job.cluster) as client:
            client.unpublish_dataset(_end(job))
        for address, keys in processing.items():
            worker = who["workers"].get(address, {})
            ours = any(str(key).startswith(_name(job)) for key in keys)
            if ours and worker.get("nthreads") == 1 and worker.get("nanny"):
                with contextlib.suppress(NoClusterError):
                    ask(worker["nanny"], kill={"timeout": KILL_S, "reason": "job-released"})


@contextlib.contextmanager
def _client(address: str) -> Iterator[Client]:
    from distributed import Client

    try:
        client: Any = Client(address, timeout=ANSWER_S, set_as_default=False, name="mi-workbench")
    except OSError as error:
        raise NoClusterError(str(error)) from None
    with client:
        yield client


def _name(job: Job) -> str:
    return f"{job.id}-{job.attempt}"


def _end(job: Job) -> str:
    return f"{_name(job)}-end"
