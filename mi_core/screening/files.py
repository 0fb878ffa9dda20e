"""Screened candidates as files: the eleven columns that are promised, as Parquet or CSV."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.screening.screen import COLUMNS

if TYPE_CHECKING:
    import pandas as pd

WRITERS = {
    ".csv": lambda frame, path: frame.to_csv(path, index=False),
    ".parquet": lambda frame, path: frame.to_parquet(path, index=False, compression="zstd"),
}


def check_output(path: Path) -> Path:
    """Return the path; InputError unless its ending names a format and its folder exists."""
    path = Path(path)
    if path.suffix.lower() not in WRITERS:
        raise InputError(f"--output must end in {', '.join(WRITERS)}; got {str(path)!r}.")
    if not path.absolute().parent.is_dir():
        raise InputError(f"--output names a folder that does not exist: {str(path.parent)!r}; make it first.")
    return path


def write_candidates(frame: pd.DataFrame, path: Path) -> Path:
    """Write COLUMNS of the frame in the format of the path's ending; site elements as plain text."""
    path = check_output(path)
    plain = frame[list(COLUMNS)].astype(dict.fromkeys("abx", "str"))
    WRITERS[path.suffix.lower()](plain, path)
    return path
