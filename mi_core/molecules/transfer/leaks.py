"""What the encoders knew before: the molecules that they learned, and whether the measured column is what they learned.

An encoder that learned the very numbers that it is to help with would look helpful and be of no use for new molecules.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from mi_core.molecules.tasks import TABLE, made_table, task_of
from mi_core.words import counted, listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from mi_core.molecules.encoders.encoders import Encoders
    from mi_core.molecules.transfer.own_task import OwnTask

SAME_RANKS, FEWEST_SHARED = 0.95, 10
SAME_ANSWERS = 0.97


@dataclass(frozen=True, slots=True)
class Leaks:
    """What was known of a task of one's own.

    Attributes
    ----------
    known : dict
        Task → ids of the molecules that its encoder learned, for encoders that learned any.
    same : dict
        Task → correlation of the ranks with the measured column, for tasks that it is, whose encoders are left out.
    suspected : dict
        Task → correlation of what its encoder predicts with the measured column, where that is suspiciously high.
    checked : bool
        Whether the table of tasks was at hand, so that `same` is sure.
    """

    known: dict[str, tuple[str, ...]] = field(default_factory=dict)
    same: dict[str, float] = field(default_factory=dict)
    suspected: dict[str, float] = field(default_factory=dict)
    checked: bool = False

    @property
    def left_out(self) -> tuple[str, ...]:
        """Tasks that must not support."""
        return tuple(self.same)

    def sentences(self) -> list[str]:
        """Return what is to be said of it, as plain text: pages, reports and terminals show it."""
        said = [
            f"The column is the task {_title(task)} (the ranks of shared molecules correlate by {value:.2f}): it is left "
            "out of the support tasks."
            for task, value in self.same.items()
        ]
        ids = {one for found in self.known.values() for one in found}
        if ids:
            said.append(
                f"{counted(len(ids), 'molecule')} of yours {'was' if len(ids) == 1 else 'were'} learned by encoders of "
                f"{counted(len(self.known), 'other task')}, with other labels: {listed(sorted(ids), 8)}."
            )
        said += [
            f"What the encoder of {_title(task)} predicts correlates with the column by {value:.2f}: the column may be that "
            "task, and its help an illusion."
            for task, value in self.suspected.items()
        ]
        if not self.checked:
            said.append(
                "Whether the column is one of the known tasks could not be checked, since their table is not at hand; the "
                f"command python -m mi_core data fetch {TABLE} makes it."
            )
        return said


def _title(task: str) -> str:
    try:
        return repr(task_of(task).title)
    except KeyError:
        return repr(task)


def find_leaks(
    task: OwnTask, encoders: Encoders, heads: Mapping[str, np.ndarray], table: pd.DataFrame | None = None
) -> Leaks:
    """Return what the encoders knew.

    heads : task → what its encoder predicts for the molecules, (n,); table : the table of tasks with the column flat, or
    None where it is not at hand (`tasks_table`).
    """
    known = {name: _known(task, encoders, name) for name in encoders.tasks}
    same = {} if table is None else _same(task, encoders, table)
    suspected = {
        name: value
        for name in encoders.tasks
        if name not in same and (value := _correlation(heads[name], task.labels)) >= SAME_ANSWERS
    }
    return Leaks({name: ids for name, ids in known.items() if ids}, same, suspected, table is not None)


def _known(task: OwnTask, encoders: Encoders, name: str) -> tuple[str, ...]:
    return tuple(
        row_id
        for row_id, molecule in zip(task.ids, task.molecules, strict=True)
        if encoders.knows(name, molecule.flat)
    )


def _same(task: OwnTask, encoders: Encoders, table: pd.DataFrame) -> dict[str, float]:
    """Return the tasks whose ranks are those of the measured column, for molecules that both have."""
    from scipy.stats import rankdata

    own = dict(zip([molecule.flat for molecule in task.molecules], task.labels.tolist(), strict=True))
    shared = table[table["flat"].isin(own.keys())]
    labels = shared["flat"].map(own).to_numpy(float)
    found = {}
    for name in encoders.tasks:
        values = shared[name].to_numpy(float) if name in shared else np.full(len(shared), np.nan)
        both = np.isfinite(values)
        if both.sum() < FEWEST_SHARED:
            continue
        value = _correlation(rankdata(values[both]), rankdata(labels[both]))
        if abs(value) >= SAME_RANKS:
            found[name] = value
    return found


def _correlation(one: np.ndarray, other: np.ndarray) -> float:
    """Return the correlation, 0 where one of the two is constant."""
    if np.ptp(one) == 0 or np.ptp(other) == 0:
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])


def tasks_table() -> pd.DataFrame | None:
    """Return the table of tasks, or None where it was not made on this machine, which takes minutes and is not begun."""
    import pandas as pd

    path = made_table()
    return None if path is None else pd.read_parquet(path)
