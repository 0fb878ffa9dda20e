"""A data set by name: from the user's folder, the cache, or its public source."""

from __future__ import annotations

import hashlib
import inspect
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from mi_core.datasets.cleaning import clean as clean_frame
from mi_core.datasets.derivation import derive
from mi_core.datasets.download import download_file
from mi_core.datasets.paths import cache_folder, data_folder
from mi_core.datasets.registry import find_dataset
from mi_core.datasets.sources import find_converter
from mi_core.errors import InputError
from mi_core.files import file_sha256, written_whole
from mi_core.words import find_named

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    from mi_core.datasets.card import DatasetCard
    from mi_core.datasets.cleaning import CleaningReport
    from mi_core.datasets.download import Progress


@dataclass(frozen=True)
class Dataset:
    """A loaded table: cleaned frame (index 0 … n-1), card, report of the cleaning, file and its SHA-256."""

    frame: pd.DataFrame
    card: DatasetCard
    report: CleaningReport
    path: Path
    sha256: str


def load_dataset(
    name: str, *, clean: bool = True, switches: Sequence[str] = (), progress: Progress | None = None
) -> Dataset:
    """Return the data set from `MI_DATA_DIR`, else the cache, else downloaded from its public source.

    `switches` names further cleaning steps of the card. `progress(share, words)` is called while downloading. InputError
    when a name is unknown, the file is no such table, or no place has it.
    """
    card = find_dataset(name)
    further = [rule for switch in switches for rule in find_named("Switch", switch, card.switches)]
    path = find_table(card) or fetch_table(card, progress=progress)
    try:
        frame = pd.read_parquet(path)
    except (OSError, ValueError) as error:
        cause = str(error).rstrip(".")
        raise InputError(
            f"{path} is no readable Parquet table ({cause}); remove it to fetch it anew."
        ) from error
    frame, derived = derive(check_columns(frame, card, path), card.derived)
    frame = frame[list(card.columns)]
    frame, report = clean_frame(frame, [*(card.cleaning if clean else ()), *further])
    report = replace(report, steps=(*derived, *report.steps))
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
    """Return the frame with the columns that the card has stored; InputError names what is missing or mistyped."""
    missing = [key for key in card.stored if key not in frame]
    if missing:
        raise InputError(
            f"{path} is not the table {card.name}: it lacks the columns {', '.join(missing)}. "
            f"Columns of the card: {', '.join(card.stored)}."
        )
    fits = {"float": is_numeric_dtype, "boolean": is_bool_dtype, "string": lambda s: not is_numeric_dtype(s)}
    for key in card.stored:
        dtype = card.columns[key].dtype
        if not fits[dtype](frame[key]):
            raise InputError(f"{path}: column {key} must be of type {dtype}; got {frame[key].dtype}.")
    return frame[card.stored]


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
        table = find_converter(card.origin.converter)(card.origin, files, progress)
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
    converter = find_converter(card.origin.converter)
    tables = [load_dataset(name, progress=progress) for name in card.origin.tables]
    state = hashlib.sha256()
    for source in _sources(inspect.getmodule(converter)):
        state.update(source.read_bytes())
    for table in tables:
        state.update(table.sha256.encode())
    path = cache_folder() / "datasets" / f"{card.name}-{state.hexdigest()[:16]}.parquet"
    if path.is_file():
        return path
    return _keep_table(converter(card.origin, [table.frame for table in tables], progress), card, path)


def _sources(module: ModuleType | None) -> list[Path]:
    """Return, sorted, the files of a module and of all modules of this package that it imports, and so on."""
    found: dict[str, Path] = {}
    waiting = [module]
    while waiting:
        one = waiting.pop()
        if one is None or one.__name__ in found or not one.__name__.startswith("mi_core."):
            continue
        found[one.__name__] = Path(inspect.getfile(one))
        names = {
            value.__name__ if inspect.ismodule(value) else getattr(value, "__module__", None)
            for value in vars(one).values()
        }
        waiting += [sys.modules.get(name) for name in names if isinstance(name, str)]
    return [found[name] for name in sorted(found)]


def _keep_table(table: pd.DataFrame, card: DatasetCard, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(path) as partial:
        table[card.stored].to_parquet(partial, index=False)
    return path


def _nowhere(card: DatasetCard, error: InputError) -> str:
    own, cache = data_folder() or "not set", cache_folder() / "datasets"
    return (
        f"Data set {card.name} was found in none of three places: MI_DATA_DIR ({own}) and the cache "
        f"({cache}) hold no {card.name}.parquet, and the public source failed: {error} "
        f"To cure it, put {card.name}.parquet into one of the two folders, or {card.origin.how}"
    )
