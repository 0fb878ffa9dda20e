"""The records of all jobs, in one SQLite file that several app processes may use at once.

A record is changed only from the state that the change was made for, so that of two processes one wins and the other
learns of it. SQLite's write-ahead log needs a local disk: `MI_HOME` may be shared with workers, which never open it.
"""

from __future__ import annotations

import contextlib
import functools
import json
import sqlite3
from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from filelock import FileLock

from mi_core.jobs.home import home_folder
from mi_core.jobs.job import Job

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS job (
    id TEXT PRIMARY KEY, workspace TEXT NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL, params TEXT NOT NULL,
    state TEXT NOT NULL, done INTEGER NOT NULL, total INTEGER NOT NULL, message TEXT NOT NULL, error TEXT NOT NULL,
    summary TEXT NOT NULL, created REAL NOT NULL, submitted REAL NOT NULL, started REAL, finished REAL,
    attempt INTEGER NOT NULL, before INTEGER NOT NULL, cluster TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS job_workspace ON job (workspace, created);
"""
_ADD = """
INSERT INTO job VALUES (:id, :workspace, :kind, :title, :params, :state, :done, :total, :message, :error, :summary,
    :created, :submitted, :started, :finished, :attempt, :before, :cluster)
"""
_CHANGE = """
UPDATE job SET state = :state, done = :done, total = :total, message = :message, error = :error, summary = :summary,
    submitted = :submitted, started = :started, finished = :finished, attempt = :attempt, before = :before,
    cluster = :cluster
WHERE id = :id AND state = :state_before AND attempt = :attempt_before
"""
_JSON = ("params", "summary")
_WAIT_S = 30  # for another process that is writing


def add(job: Job) -> None:
    """Keep a new record."""
    with _database() as database:
        database.execute(_ADD, _row(job))


def change(before: Job, after: Job) -> bool:
    """Replace a record; False if its state or attempt is no longer that of `before`."""
    known = {"state_before": before.state, "attempt_before": before.attempt}
    with _database() as database:
        return database.execute(_CHANGE, _row(after) | known).rowcount == 1


def get(workspace: str, job_id: str) -> Job | None:
    """Return a record of this workspace, or None."""
    with _database() as database:
        row = database.execute(
            "SELECT * FROM job WHERE id = ? AND workspace = ?", (job_id, workspace)
        ).fetchone()
    return _job(row) if row else None


def of_workspace(workspace: str) -> list[Job]:
    """Return the records of a workspace, newest first."""
    with _database() as database:
        rows = database.execute(
            "SELECT * FROM job WHERE workspace = ? ORDER BY created DESC, id", (workspace,)
        ).fetchall()
    return [_job(row) for row in rows]


def remove(workspace: str, job_id: str) -> None:
    """Forget a record."""
    with _database() as database:
        database.execute("DELETE FROM job WHERE id = ? AND workspace = ?", (job_id, workspace))


def _row(job: Job) -> dict:
    row = asdict(job)
    return row | {name: json.dumps(row[name]) for name in _JSON}


def _job(row: sqlite3.Row) -> Job:
    values = {field.name: row[field.name] for field in fields(Job)}
    return Job(**values | {name: json.loads(values[name]) for name in _JSON})


@contextlib.contextmanager
def _database() -> Iterator[sqlite3.Connection]:
    file = home_folder() / "jobs.sqlite3"
    _create(file)
    database = sqlite3.connect(file, timeout=_WAIT_S, isolation_level=None)
    database.row_factory = sqlite3.Row
    try:
        yield database
    finally:
        database.close()


@functools.cache
def _create(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{file}.lock"), contextlib.closing(sqlite3.connect(file, timeout=_WAIT_S)) as database:
        database.execute("PRAGMA journal_mode = WAL")  # waits for nobody, hence the lock
        database.executescript(_SCHEMA)
