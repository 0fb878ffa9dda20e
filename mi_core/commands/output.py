"""The table that a command writes: checked before the work begins, written after it, one sentence when that fails."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from mi_core.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

WRITERS = {
    ".csv": lambda frame, path: frame.to_csv(path, index=False),
    ".parquet": lambda frame, path: frame.to_parquet(path, index=False),
    ".json": lambda frame, path: frame.to_json(path, orient="records", indent=1),
}


def add_output(parser) -> None:
    """Add the option --output to a command's parser."""
    parser.add_argument("--output", required=True, type=Path, help="CSV, Parquet or JSON file to write")


def check_output(path: Path) -> None:
    """Raise InputError unless a file of a known suffix can be written there."""
    if path.suffix.lower() not in WRITERS:
        raise InputError(f"--output must end in {', '.join(WRITERS)}; got {str(path)!r}.")
    folder = path.absolute().parent
    if not folder.is_dir():
        raise InputError(f"--output names a folder that does not exist: {str(path.parent)!r}; make it first.")
    if path.is_dir():
        raise InputError(f"--output names a folder, {str(path)!r}; name a file in it.")
    if not os.access(path if path.exists() else folder, os.W_OK):
        raise InputError(f"--output cannot be written: no permission for {str(path)!r}; name another place.")


def write_output(frame: pd.DataFrame, path: Path) -> None:
    """Write the frame in the format of the suffix; InputError when the system refuses."""
    try:
        WRITERS[path.suffix.lower()](frame, path)
    except OSError as error:
        raise InputError(f"--output cannot be written: {error.strerror or error} ({str(path)!r}).") from error
