"""What the command line does with data sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.datasets.loading import fetch_table, find_table
from mi_core.datasets.registry import find_dataset, list_datasets

if TYPE_CHECKING:
    from pathlib import Path

    from mi_core.datasets.download import Progress


__all__ = ["fetch_dataset", "list_datasets"]


def fetch_dataset(name: str, progress: Progress | None = None) -> Path:
    """Return the table's file: that in `MI_DATA_DIR` or the cache, else a newly fetched one in the cache."""
    card = find_dataset(name)
    return find_table(card) or fetch_table(card, progress=progress)
