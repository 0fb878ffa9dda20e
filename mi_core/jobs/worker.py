"""What runs on the workers: one task, and the end of a job."""

from __future__ import annotations

import contextlib
import time
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.jobs.kinds import load_kind
from mi_core.jobs.ledger import LOG, Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator


class TaskFailedError(RuntimeError):
    """A task that would fail again; carries the sentence that the job's record shows."""


def run_task(dotted: str, folder: str, attempt: int, index: int) -> int:
    """Do one task and keep its result in the job's folder; nothing to do if it is there already. Return the index."""
    ledger = _ledger(folder)
    ledger.mark_started(attempt)
    if not ledger.has_result(index):
        with _reporting(ledger, attempt):
            ledger.keep_result(index, load_kind(dotted).work(ledger.tasks()[index], folder))
    return index


def finish_job(dotted: str, folder: str, attempt: int, total: int, _after: list[int]) -> float:
    """Let the kind write its result files, and keep the outcome; return when. `_after` has Dask wait for the tasks."""
    ledger, finished = _ledger(folder), 0.0
    with _reporting(ledger, attempt):
        results = [ledger.result(index) for index in range(total)]
        summary = load_kind(dotted).finish(ledger.params(), results, folder)
        finished = time.time()
        ledger.keep_outcome(attempt, {"state": "done", "summary": summary, "finished": finished})
    return finished


def _ledger(folder: str) -> Ledger:
    if not Path(folder).is_dir():
        raise TaskFailedError(
            f"The worker does not see the job's folder {folder}: MI_HOME must be the same folder, under the same path, "
            "on all machines of the cluster."
        )
    return Ledger(folder)


@contextlib.contextmanager
def _reporting(ledger: Ledger, attempt: int) -> Iterator[None]:
    """Keep what went wrong: a sentence for the record, the traceback for the log."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - whatever it was, the record has to say it
        sentence = error_sentence(error)
        if not isinstance(error, InputError):
            now = datetime.now(UTC).isoformat(timespec="seconds")
            ledger.log(f"{now}\n{''.join(traceback.format_exception(error))}")
        ledger.keep_outcome(attempt, {"state": "failed", "error": sentence, "finished": time.time()})
        raise TaskFailedError(sentence) from None


def error_sentence(error: Exception) -> str:
    """Return what the record shows: an InputError's own words, else one sentence that names the type."""
    if isinstance(error, InputError):
        return str(error)
    words = " ".join(str(error).split())
    words = f" ({words[:200]}{'…' if len(words) > 200 else ''})" if words else ""
    return f"A task stopped with {type(error).__name__}{words}; {LOG} beside the results has the details."
