"""A table from its public source: downloaded, converted to the card's columns, kept in the cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.datasets.derived import derive_table, keep_table
from mi_core.datasets.download import download_file
from mi_core.datasets.paths import cache_folder, data_folder
from mi_core.datasets.sources import CONVERTERS
from mi_core.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from mi_core.datasets.card import DatasetCard
    from mi_core.datasets.download import Progress


def fetch_table(card: DatasetCard, *, progress: Progress | None = None) -> Path:
    """Return the newly made Parquet file in the cache; InputError names the places tried and the cure."""
    cache = cache_folder()
    try:
        if card.origin.tables:
            return derive_table(card, progress)
        files = [
            download_file(
                file.urls, cache / "downloads" / file.filename, sha256=file.sha256, progress=progress
            )
            for file in card.origin.files
        ]
        table = CONVERTERS[card.origin.converter](card.origin, files, progress)
        return keep_table(table[list(card.columns)], cache / "datasets" / f"{card.name}.parquet")
    except InputError as error:
        raise InputError(_nowhere(card, error)) from error
    except OSError as error:
        sentence = f"The cache folder {cache} cannot be written ({error}); set MI_HOME to one that can."
        raise InputError(sentence) from error


def _nowhere(card: DatasetCard, error: InputError) -> str:
    own, cache = data_folder() or "not set", cache_folder() / "datasets"
    return (
        f"Data set {card.name} was found in none of three places: MI_DATA_DIR ({own}) and the cache "
        f"({cache}) hold no {card.name}.parquet, and the public source failed: {error} "
        f"To cure it, put {card.name}.parquet into one of the two folders, or {card.origin.how}"
    )
