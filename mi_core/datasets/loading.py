"""A data set by name: from the user's folder, the cache, or its public source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from mi_core.datasets.cleaning import CleaningReport
from mi_core.datasets.cleaning import clean as clean_frame
from mi_core.datasets.download import file_sha256
from mi_core.datasets.fetching import fetch_table
from mi_core.datasets.paths import cache_folder, data_folder
from mi_core.datasets.registry import find_dataset
from mi_core.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from mi_core.datasets.card import DatasetCard
    from mi_core.datasets.download import Progress


@dataclass(frozen=True)
class Dataset:
    """A loaded table: cleaned frame (index 0 … n-1), card, report of the cleaning, file and its SHA-256."""

    frame: pd.DataFrame
    card: DatasetCard
    report: CleaningReport
    path: Path
    sha256: str


def load_dataset(name: str, *, clean: bool = True, progress: Progress | None = None) -> Dataset:
    """Return the data set from `MI_DATA_DIR`, else the cache, else downloaded from its public source.

    `progress(share, words)` is called while downloading. InputError when the name is unknown, the file is no
    such table, or no place has it.
    """
    card = find_dataset(name)
    path = find_table(card) or fetch_table(card, progress=progress)
    try:
        frame = pd.read_parquet(path)
    except (OSError, ValueError) as error:
        cause = str(error).rstrip(".")
        raise InputError(
            f"{path} is no readable Parquet table ({cause}); remove it to fetch it anew."
        ) from error
    frame = check_columns(frame, card, path)
    if clean:
        frame, report = clean_frame(frame, card.cleaning)
    else:
        report = CleaningReport(len(frame), len(frame))
    return Dataset(frame, card, report, path, file_sha256(path))


def find_table(card: DatasetCard) -> Path | None:
    """Return the table's file in `MI_DATA_DIR` or in the cache, the former first; None if neither has it."""
    folders = (data_folder(), cache_folder() / "datasets")
    candidates = (folder / f"{card.name}.parquet" for folder in folders if folder is not None)
    return next((path for path in candidates if path.is_file()), None)


def check_columns(frame: pd.DataFrame, card: DatasetCard, path: Path) -> pd.DataFrame:
    """Return the frame with the card's columns; InputError names what is missing or mistyped."""
    missing = [key for key in card.columns if key not in frame]
    if missing:
        raise InputError(
            f"{path} is not the table {card.name}: it lacks the columns {', '.join(missing)}. "
            f"Columns of the card: {', '.join(card.columns)}."
        )
    fits = {"float": is_numeric_dtype, "boolean": is_bool_dtype, "string": lambda s: not is_numeric_dtype(s)}
    for key, column in card.columns.items():
        if not fits[column.dtype](frame[key]):
            raise InputError(f"{path}: column {key} must be of type {column.dtype}; got {frame[key].dtype}.")
    return frame[list(card.columns)]
