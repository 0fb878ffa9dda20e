"""A data set by name: from the user's folder, the cache, or its public source."""

from __future__ import annotations

import hashlib
import inspect
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from mi_core.datasets.cleaning import CleaningReport
from mi_core.datasets.cleaning import clean as clean_frame
from mi_core.datasets.download import download_file
from mi_core.datasets.paths import cache_folder, data_folder
from mi_core.datasets.registry import find_dataset
from mi_core.datasets.sources import CONVERTERS
from mi_core.errors import InputError
from mi_core.files import file_sha256, written_whole

if TYPE_CHECKING:
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


def fetch_dataset(name: str, progress: Progress | None = None) -> Path:
    """Return the table's file: that in `MI_DATA_DIR` or the cache, else a newly fetched one in the cache."""
    card = find_dataset(name)
    return find_table(card) or fetch_table(card, progress=progress)


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


def fetch_table(card: DatasetCard, *, progress: Progress | None = None) -> Path:
    """Return the newly made Parquet file in the cache; InputError names the places tried and the cure."""
    cache = cache_folder()
    try:
        if card.origin.tables:
            return _derive_table(card, progress)
        files = [
            download_file(
                file.urls, cache / "downloads" / file.filename, sha256=file.sha256, progress=progress
            )
            for file in card.origin.files
        ]
        table = CONVERTERS[card.origin.converter](card.origin, files, progress)
        return _keep_table(table, card, cache / "datasets" / f"{card.name}.parquet")
    except InputError as error:
        raise InputError(_nowhere(card, error)) from error
    except OSError as error:
        sentence = f"The cache folder {cache} cannot be written ({error}); set MI_HOME to one that can."
        raise InputError(sentence) from error


def _derive_table(card: DatasetCard, progress: Progress | None) -> Path:
    """Return the Parquet file of a derived table, computed anew when one that it comes from, or its code, has changed.

    InputError where one of those tables cannot be had.
    """
    converter = CONVERTERS[card.origin.converter]
    tables = [load_dataset(name, progress=progress) for name in card.origin.tables]
    state = hashlib.sha256(Path(inspect.getfile(converter)).read_bytes())
    for table in tables:
        state.update(table.sha256.encode())
    path = cache_folder() / "datasets" / f"{card.name}-{state.hexdigest()[:16]}.parquet"
    if path.is_file():
        return path
    return _keep_table(converter(card.origin, [table.frame for table in tables], progress), card, path)


def _keep_table(table: pd.DataFrame, card: DatasetCard, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(path) as partial:
        table[list(card.columns)].to_parquet(partial, index=False)
    return path


def _nowhere(card: DatasetCard, error: InputError) -> str:
    own, cache = data_folder() or "not set", cache_folder() / "datasets"
    return (
        f"Data set {card.name} was found in none of three places: MI_DATA_DIR ({own}) and the cache "
        f"({cache}) hold no {card.name}.parquet, and the public source failed: {error} "
        f"To cure it, put {card.name}.parquet into one of the two folders, or {card.origin.how}"
    )
