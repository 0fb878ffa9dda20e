"""What a job leaves in its folder beside its results: tasks, finished tasks, outcome. Written by workers, read by the app.

Files, not the scheduler's memory, so that nothing finished is lost with a worker, a scheduler or the app.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

from mi_core.files import written_whole

NAME = "_job"
LOG = "log.txt"


class Ledger:
    """The files of one job, by the job's folder."""

    def __init__(self, folder: str | Path) -> None:
        self.job = Path(folder)
        self.folder = self.job / NAME
        self.results = self.folder / "results"

    def write_tasks(self, params: dict, tasks: list[dict]) -> None:
        """Keep what is to be done."""
        self.results.mkdir(parents=True)
        _write(self.folder / "params.json", params)
        _write(self.folder / "tasks.json", tasks)

    def params(self) -> dict:
        """Return the job's parameters."""
        return _read(self.folder / "params.json")

    def tasks(self) -> list[dict]:
        """Return what is to be done."""
        return _read(self.folder / "tasks.json")

    def keep_result(self, index: int, result: Any) -> None:
        """Keep what a task returned."""
        _write(self.results / f"{index}.json", result)

    def has_result(self, index: int) -> bool:
        """Return whether a task has been finished."""
        return (self.results / f"{index}.json").exists()

    def result(self, index: int) -> Any:
        """Return what a task returned."""
        return _read(self.results / f"{index}.json")

    def count(self) -> int:
        """Return how many tasks have been finished."""
        try:
            with os.scandir(self.results) as entries:
                return sum(entry.name.endswith(".json") for entry in entries)
        except FileNotFoundError:
            return 0

    def mark_started(self, attempt: int) -> None:
        """Note that a first task has begun."""
        with contextlib.suppress(FileExistsError):
            (self.folder / f"started-{attempt}").touch(exist_ok=False)

    def started(self, attempt: int) -> float | None:
        """Return when the first task began, seconds since 1970, or None."""
        try:
            return (self.folder / f"started-{attempt}").stat().st_mtime
        except FileNotFoundError:
            return None

    def keep_outcome(self, attempt: int, outcome: dict) -> None:
        """Keep how the attempt ended; the first word counts."""
        if self.outcome(attempt) is None:
            _write(self.folder / f"outcome-{attempt}.json", outcome)

    def outcome(self, attempt: int) -> dict | None:
        """Return how the attempt ended: state, error, summary, finished; None while it has not."""
        try:
            return _read(self.folder / f"outcome-{attempt}.json")
        except FileNotFoundError:
            return None

    def log(self, text: str) -> None:
        """Append to the log that lies beside the results."""
        with (self.job / LOG).open("a", encoding="utf-8") as log:
            log.write(f"{text.rstrip()}\n\n")

    def result_files(self) -> list[Path]:
        """Return the result files, sorted by name; the ledger is none of them."""
        files = (path for path in self.job.rglob("*") if path.is_file())
        return sorted(path for path in files if self.folder not in path.parents)

    def remove(self) -> None:
        """Remove the job's folder; a worker that still writes there must not stop it."""
        shutil.rmtree(self.job, ignore_errors=True)


def to_json(value: Any) -> str:
    """Return JSON; numpy's numbers and arrays become plain ones. TypeError for anything else."""
    return json.dumps(value, default=_plain)


def _plain(value: Any) -> Any:
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(f"results of tasks are JSON; got {type(value).__name__}")


def _write(path: Path, value: Any) -> None:
    text = to_json(value)
    with written_whole(path) as partial:
        partial.write_text(text, encoding="utf-8")


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
