"""What was brought to a workspace, kept so that a reload and a second tab find it: files, texts, formulas, examples.

    MI_HOME/workspaces/WORKSPACE/inputs/000001-3f2a9c01.zip

Each kind of material has a shelf, a folder of its own. What was brought at once is one archive: its parts as they came, and
the ids of the rows that they became. An archive is written aside and renamed, so that nobody reads half of one. Its number
says its place; its name is never used again, so that whoever remembers an archive notices that it is gone.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import time
import zipfile
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from filelock import FileLock
from humanize import naturalsize

from mi_core.errors import InputError
from mi_core.files import written_whole
from mi_core.jobs.home import home_folder, workspace_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CRYSTALS, MOLECULES = "inputs", "molecules"
SHELVES = (CRYSTALS, MOLECULES)
MOST_BYTES = 500_000_000  # on a shelf
MOST_INPUTS = 1000
KEPT_DAYS = 90  # since the last visit
_DESCRIPTION, _EXPIRED = "input.json", "expired"
_DAY_S = 86_400.0
_last_sweep = -_DAY_S


@dataclass(frozen=True)
class Input:
    """What was brought at once.

    kind : how it is read, such as "files"
    parts : name and content of each part
    ids : of the rows that it became; empty for a row that was removed
    """

    kind: str
    parts: tuple[tuple[str, bytes], ...]
    ids: tuple[str, ...] = ()


def kept_inputs(workspace: str, shelf: str = CRYSTALS) -> tuple[str, ...]:
    """Return the names of what is kept in a workspace, in the order in which it was brought."""
    with contextlib.suppress(FileNotFoundError):
        return tuple(
            sorted(path.stem for path in _folder(workspace, shelf).iterdir() if path.suffix == ".zip")
        )
    return ()


def keep_input(workspace: str, given: Input, shelf: str = CRYSTALS) -> str:
    """Keep something and return its name; InputError where there is no room or nothing can be written."""
    folder = _folder(workspace, shelf)
    with _writing(folder):
        _check_space(folder, given)
        last = max((int(name.partition("-")[0]) for name in kept_inputs(workspace, shelf)), default=0)
        return _write(folder, last + 1, given)


def read_input(workspace: str, name: str, shelf: str = CRYSTALS) -> Input:
    """Return what is kept under a name; FileNotFoundError when it was cleared, InputError when it is damaged."""
    path = _folder(workspace, shelf) / f"{name}.zip"
    try:
        with zipfile.ZipFile(path) as archive:
            found = json.loads(archive.read(_DESCRIPTION))
            parts = tuple((part, archive.read(str(i))) for i, part in enumerate(found["names"]))
        return Input(str(found["kind"]), parts, tuple(map(str, found["ids"])))
    except FileNotFoundError:
        raise
    except Exception as error:
        raise InputError(
            f"What was kept as {path.name} is damaged ({type(error).__name__}); clear it, and bring the file again."
        ) from error


def remove_row(workspace: str, name: str, row_id: str, shelf: str = CRYSTALS) -> str | None:
    """Remove one row of what is kept under a name for good, and return its new name; None when no row is left.

    A part that was one row goes with it; what is damaged goes whole. InputError where nothing can be written.
    """
    folder, new = _folder(workspace, shelf), None
    with _writing(folder):
        with contextlib.suppress(FileNotFoundError, InputError):
            after = _without(read_input(workspace, name, shelf), row_id)
            if any(after.ids):
                new = _write(folder, int(name.partition("-")[0]), after)
        (folder / f"{name}.zip").unlink(missing_ok=True)
    return new


def _without(given: Input, row_id: str) -> Input:
    if len(given.parts) != len(given.ids):
        return replace(given, ids=tuple("" if own == row_id else own for own in given.ids))
    left = [(part, own) for part, own in zip(given.parts, given.ids, strict=True) if own != row_id]
    return replace(given, parts=tuple(part for part, _ in left), ids=tuple(own for _, own in left))


def forget_inputs(workspace: str, shelf: str = CRYSTALS) -> None:
    """Remove all that is kept on a shelf of a workspace; InputError where nothing can be removed."""
    folder = _folder(workspace, shelf)
    if folder.is_dir():
        with _writing(folder):
            _empty(folder)


def visit_inputs(workspace: str, shelf: str = CRYSTALS) -> str:
    """Count a visit, from which the days are counted; return a sentence if what was kept has expired, once."""
    folder = _folder(workspace, shelf)
    remove_expired()
    with contextlib.suppress(OSError):
        os.utime(folder)
        (folder / _EXPIRED).unlink()
        return (
            f"What was brought to this workspace was removed, since nobody had opened it for {KEPT_DAYS} days; "
            "bring the files again."
        )
    return ""


def remove_expired(now: float | None = None) -> None:
    """Remove what is kept in workspaces that nobody has visited for `KEPT_DAYS`; looks at most once a day."""
    global _last_sweep  # noqa: PLW0603 - of this process
    if now is None and time.monotonic() - _last_sweep < _DAY_S:
        return
    _last_sweep = time.monotonic()
    oldest = (time.time() if now is None else now) - KEPT_DAYS * _DAY_S
    workspaces = home_folder() / "workspaces"
    for folder in (found for shelf in SHELVES for found in workspaces.glob(f"*/{shelf}")):
        with contextlib.suppress(OSError):
            if folder.stat().st_mtime < oldest and any(folder.glob("*.zip")):
                _empty(folder)
                (folder / _EXPIRED).touch()


def _folder(workspace: str, shelf: str) -> Path:
    return workspace_folder(workspace) / shelf


@contextlib.contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Keep other tabs and processes from changing the folder meanwhile."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with FileLock(folder / "lock"):
            yield
    except OSError as error:
        raise InputError(
            f"The workspace cannot be changed, since {folder} cannot be written ({error.strerror or error}): what you "
            "brought is here until the page is reloaded. Make it writable, or set MI_HOME to another folder."
        ) from None


def _empty(folder: Path) -> None:
    for path in [*folder.glob("*.zip"), *folder.glob("*.partial")]:
        path.unlink(missing_ok=True)


def _check_space(folder: Path, given: Input) -> None:
    sizes = [path.stat().st_size for path in folder.glob("*.zip")]
    added = sum(len(content) for _, content in given.parts)
    if sum(sizes) + added > MOST_BYTES or len(sizes) >= MOST_INPUTS:
        raise InputError(
            f"What you brought ({naturalsize(added)}) is here until the page is reloaded, but cannot be kept: a workspace "
            f"keeps at most {naturalsize(MOST_BYTES)} in {MOST_INPUTS:,} uploads, and this one holds "
            f"{naturalsize(sum(sizes))} in {len(sizes):,}; clear it to make room."
        )


def _write(folder: Path, number: int, given: Input) -> str:
    name = f"{number:06d}-{secrets.token_hex(4)}"
    description = {"kind": given.kind, "names": [part for part, _ in given.parts], "ids": given.ids}
    with written_whole(folder / f"{name}.zip") as partial, zipfile.ZipFile(partial, "w") as archive:
        archive.writestr(_DESCRIPTION, json.dumps(description))
        for i, (_, content) in enumerate(given.parts):
            archive.writestr(str(i), content)
    return name
