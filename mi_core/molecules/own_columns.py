"""The columns of a table of molecules: which could be a task of one's own, and what they hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.molecules.transfer.own_task import FEWEST
from mi_core.molecules.transfer.reading.labels import headings_of, read_labels
from mi_core.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.molecules.transfer.own_task import OwnTask
    from mi_core.structures.material import Material


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its heading.

    labels : how many it has; kind : what they are, in words; usable : whether they can be learned.
    """

    heading: str
    labels: int
    kind: str
    usable: bool

    @property
    def words(self) -> str:
        """Heading and what stands under it."""
        return f"{self.heading} · {self.kind}"


def columns_of(rows: Sequence[Material]) -> list[Column]:
    """Return the columns that hold something, those that can be learned first, else in the order of the table."""
    found = [_column(rows, heading) for heading in headings_of(rows)]
    return sorted(found, key=lambda column: not column.usable)


def _column(rows: Sequence[Material], heading: str) -> Column:
    try:
        labels = read_labels(rows, heading)
    except InputError:
        return Column(heading, 0, "text, or one value alone", usable=False)
    count = int(np.isfinite(labels.values).sum())
    if labels.classes:
        kind = f"two classes, {labels.classes[0]} and {labels.classes[1]}, {counted(count, 'label')}"
    else:
        kind = counted(count, "number")
    return Column(heading, count, kind, usable=count >= FEWEST)


def understood(task: OwnTask) -> str:
    """Return in a sentence what the column was taken for."""
    if not task.classification:
        low, high = task.labels.min(), task.labels.max()
        return f"Numbers from {low:.4g} to {high:.4g}, learned as they are.".replace("-", "−")
    zero, one = task.classes
    ones = int(task.labels.sum())
    return f"Two classes: {ones:,} × {one} (counts as 1) and {len(task) - ones:,} × {zero} (counts as 0)."
