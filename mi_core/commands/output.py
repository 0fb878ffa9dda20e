"""The file that a command writes: checked before the work begins, written after it, one sentence when that fails."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

WRITERS = {
    ".csv": lambda frame, path: frame.to_csv(path, index=False),
    ".parquet": lambda frame, path: frame.to_parquet(path, index=False, compression="zstd"),
    ".json": lambda frame, path: frame.to_json(path, orient="records", indent=1),
}
TABLES = (".csv", ".parquet")


def add_output(parser) -> None:
    """Add the option --output to a command's parser."""
    parser.add_argument("--output", required=True, type=Path, help="CSV, Parquet or JSON file to write")


def check_output(path: Path, suffixes: Sequence[str] = tuple(WRITERS)) -> None:
    """Raise InputError unless a file of one of the suffixes can be written there."""
    if path.suffix.lower() not in suffixes:
        raise InputError(f"--output must end in {' or '.join(suffixes)}; got {str(path)!r}.")
    folder = path.absolute().parent
    if not folder.is_dir():
        raise InputError(f"--output names a folder that does not exist: {str(path.parent)!r}; make it first.")
    if path.is_dir():
        raise InputError(f"--output names a folder, {str(path)!r}; name a file in it.")
    if not os.access(path if path.exists() else folder, os.W_OK):
        raise InputError(f"--output cannot be written: no permission for {str(path)!r}; name another place.")


def check_output_folder(path: Path) -> None:
    """Raise InputError unless a folder is there to be written into, or can be made."""
    there = next(place for place in (path.absolute(), *path.absolute().parents) if place.exists())
    if not there.is_dir():
        raise InputError(f"--output must name a folder; {str(there)!r} is a file, so name another place.")
    if not os.access(there, os.W_OK):
        raise InputError(f"--output cannot be written: no permission for {str(there)!r}; name another place.")


def write_output(frame: pd.DataFrame, path: Path) -> None:
    """Write the frame in the format of the suffix; InputError when the system refuses."""
    with writing(path):
        WRITERS[path.suffix.lower()](frame, path)


def write_output_text(text: str, path: Path) -> None:
    """Write a text as UTF-8; InputError when the system refuses."""
    with writing(path):
        path.write_text(text, encoding="utf-8")


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn a refusal of the system into InputError while something is written to that path."""
    try:
        yield
    except OSError as error:
        raise InputError(
            f"--output cannot be written: {error.strerror or error} ({str(path)!r}); make room, or name another place."
        ) from error
