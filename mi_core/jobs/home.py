"""The folder of what outlives the app, `MI_HOME`, and the workspaces in it.

A workspace is whoever knows its name: 128 random bits, so that nobody guesses another's.
"""

from __future__ import annotations

import base64
import hmac
import os
import re
import secrets
from pathlib import Path

from filelock import FileLock
from platformdirs import user_data_path

from mi_core.errors import InputError
from mi_core.files import written_whole

_WORKSPACE = re.compile(r"[A-Za-z0-9_-]{22}")
_JOB = re.compile(r"[0-9a-f]{16}")


def home_folder() -> Path:
    """Return the absolute folder of records and results: `MI_HOME`, else the platform's usual folder of data."""
    if home := os.environ.get("MI_HOME"):
        return Path(home).expanduser().absolute()
    before = Path.home() / ".local" / "share" / "mi-workbench"  # on every platform, once
    return before if before.is_dir() else user_data_path("mi-workbench", appauthor=False)


def new_workspace() -> str:
    """Return the name of a new workspace, which nobody can guess."""
    return secrets.token_urlsafe(16)


def workspace_of(person: str) -> str:
    """Return the workspace of a person who logged in; it follows from a key that is kept in the home."""
    digest = hmac.digest(_key(), person.encode(), "sha256")
    return base64.urlsafe_b64encode(digest[:16]).decode().rstrip("=")


def _key() -> bytes:
    file = home_folder() / "workspaces.key"
    file.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{file}.lock"):
        if not file.exists():
            with written_whole(file) as partial:
                partial.touch(mode=0o600)
                partial.write_bytes(secrets.token_bytes(32))
        return file.read_bytes()


def new_job_id() -> str:
    """Return the name of a new job."""
    return secrets.token_hex(8)


def is_workspace(name: object) -> bool:
    """Return whether this could be the name of a workspace."""
    return isinstance(name, str) and _WORKSPACE.fullmatch(name) is not None


def is_job_id(name: object) -> bool:
    """Return whether this could be the name of a job."""
    return isinstance(name, str) and _JOB.fullmatch(name) is not None


def workspace_folder(workspace: str) -> Path:
    """Return the folder of a workspace; InputError for a name that is none, such as a path."""
    if not is_workspace(workspace):
        raise InputError(
            "This is not the name of a workspace: it has 22 letters, digits, - and _. Open the workbench without it."
        )
    return home_folder() / "workspaces" / workspace


def job_folder(workspace: str, job_id: str) -> Path:
    """Return the folder of a job's results; InputError for names that are none."""
    if not is_job_id(job_id):
        raise InputError(
            "This is not the name of a job: it has 16 digits 0–9, a–f. Open it from the jobs page."
        )
    return workspace_folder(workspace) / "jobs" / job_id
