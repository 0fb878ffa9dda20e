"""The tasks of molecules: properties that were measured, or computed, for many of them."""

from __future__ import annotations

from mi_core.datasets.registry import find_dataset
from mi_core.targets import TARGETS, Target

TABLE = "molecular_tasks"
#: Keys in the order of the card.
TASKS: tuple[str, ...] = tuple(find_dataset(TABLE).targets)


def task_of(name: str) -> Target:
    """Return a task as a property: title, unit, and whether it is a probability."""
    return TARGETS[name]
