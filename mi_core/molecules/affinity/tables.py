"""Affinities as tables: a row for each seed, task and task beside it, and the matrices of their means."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

VALUES = ["seed", "task", "beside", "value"]


def values_of(losses: pd.DataFrame) -> pd.DataFrame:
    """Return the affinity of each pair in each seed: VALUES.

    losses : `seed`, `task`, `beside`, `loss`; a(i ← j) = 1 - L(i with j) / L(i), of which L(i) is the row beside "".
    """
    alone = losses[losses["beside"] == ""].set_index(["seed", "task"])["loss"].rename("alone")
    pairs = losses[losses["beside"] != ""].join(alone, on=["seed", "task"])
    return pairs.assign(value=1 - pairs["loss"] / pairs["alone"])[VALUES].reset_index(drop=True)


def mean_and_error(values: pd.DataFrame, tasks: Sequence[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the mean over seeds and its standard error, each with a row for the task that is helped.

    NaN on the diagonal, and where nothing was computed; the standard error is NaN for one seed.
    """
    pairs = values[values["task"] != values["beside"]]

    def matrix(statistic: str) -> pd.DataFrame:
        found = pairs.pivot_table(
            values="value", index="task", columns="beside", aggfunc=statistic, dropna=False
        )
        return found.reindex(index=list(tasks), columns=list(tasks)).astype(float)

    return matrix("mean"), matrix("sem")
