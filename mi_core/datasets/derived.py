"""Tables that are computed from other tables of the registry, kept in the cache for as long as those stay the same."""

from __future__ import annotations

import hashlib
import inspect
import os
from pathlib import Path
from typing import TYPE_CHECKING

from mi_core.datasets.paths import cache_folder
from mi_core.datasets.sources import CONVERTERS

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.datasets.card import DatasetCard
    from mi_core.datasets.download import Progress


def derive_table(card: DatasetCard, progress: Progress | None = None) -> Path:
    """Return the Parquet file of a derived table, computed anew when one that it comes from, or its code, has changed.

    InputError where one of those tables cannot be had.
    """
    from mi_core.datasets.loading import load_dataset

    converter = CONVERTERS[card.origin.converter]
    state = hashlib.sha256(Path(inspect.getfile(converter)).read_bytes())
    for name in card.origin.tables:
        state.update(load_dataset(name, progress=progress).sha256.encode())
    path = cache_folder() / "datasets" / f"{card.name}-{state.hexdigest()[:16]}.parquet"
    if path.is_file():
        return path
    table = converter(card.origin, [], progress)
    return keep_table(table[list(card.columns)], path)


def keep_table(table: pd.DataFrame, path: Path) -> Path:
    """Write the table so that the file appears whole or not at all, and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        table.to_parquet(part, index=False)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return path
