"""The tasks of molecules: properties that were measured, or computed, for many of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.datasets.paths import cache_folder
from mi_core.datasets.registry import find_dataset
from mi_core.targets import TARGETS, Target

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "molecular_tasks"
#: Keys in the order of the card.
TASKS: tuple[str, ...] = tuple(find_dataset(TABLE).targets)


def task_of(name: str) -> Target:
    """Return a task as a property: title, unit, and whether it is a probability."""
    return TARGETS[name]


def made_table() -> Path | None:
    """Return the file of the table of tasks that was made last on this machine; None where none was.

    Making it takes minutes: what only looks whether it is there asks here, and not `load_dataset`.
    """
    made = (cache_folder() / "datasets").glob(f"{TABLE}-*.parquet")
    return max(made, key=lambda path: path.stat().st_mtime, default=None)
