"""The affinities that ship, as matrices: what helps a task, what harms it, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.molecules.affinity.measures import EXACT, MEASURES, TWIN, find_measure
from mi_core.molecules.affinity.tables import mean_and_error, values_of
from mi_core.molecules.tasks import TASKS
from mi_core.words import find_named

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.molecules.affinity.measures import Measure

FOLDER = Path(__file__).with_name("data")
COMMAND = "python -m mi_core molecules affinity"
ROW = ["task", "beside", "affinity", "standard_error", "seeds", "kind"]


@dataclass(frozen=True, slots=True)
class Affinities:
    """Affinities of one measure.

    by_seed : `tables.VALUES`, a row for each seed and pair; mean, error : of these over seeds, a row for the task that is
    helped, a column for each task beside it, NaN where nothing was computed; the error is NaN for one seed, too.
    """

    measure: Measure
    by_seed: pd.DataFrame
    mean: pd.DataFrame
    error: pd.DataFrame

    @property
    def seeds(self) -> list[int]:
        """The seeds that something was computed with."""
        return sorted(self.by_seed["seed"].unique().tolist())

    @property
    def share_known(self) -> float:
        """The share of all ordered pairs that something was computed of."""
        n = len(self.mean)
        return float(self.mean.notna().sum(axis=None) / (n * (n - 1)))

    def of(self, task: str) -> pd.DataFrame:
        """Return the known affinities of one task, ROW, what helps most first."""
        return rows_of(self, [task])

    def supports(self, task: str, n: int = 4) -> list[str]:
        """Return the tasks that help this one most, at most n, whether or not all of them help."""
        return self.of(task)["beside"].head(n).tolist()

    def both_ways(self, task: str, beside: str) -> tuple[float, float]:
        """Return what `beside` does to `task`, and what `task` does to `beside`; NaN where it is not known."""
        return float(self.mean.loc[task, beside]), float(self.mean.loc[beside, task])


def affinities_of(table: pd.DataFrame, key: str) -> Affinities:
    """Return the affinities of a table of losses or of values by a measure of `measures.MEASURES`."""
    values = values_of(table) if "loss" in table else table
    mean, error = mean_and_error(values, TASKS)
    return Affinities(find_measure(key), values, mean, error)


def shipped(key: str = EXACT) -> Affinities:
    """Return the affinities that ship; InputError where this copy has none."""
    path = FOLDER / find_measure(key).file
    if not path.is_file():
        raise InputError(
            f"No affinities of the kind {key} are in this copy of the workbench; the command {COMMAND} --kind {key} "
            "--compute computes them."
        )
    return _read(str(path), path.stat().st_mtime_ns, key)


def shipped_kinds() -> list[str]:
    """Return the keys of the measures of which affinities ship."""
    return [key for key, measure in MEASURES.items() if (FOLDER / measure.file).is_file()]


def supports(task: str, n: int = 4) -> list[str]:
    """Return the tasks that help this one most, at most n, by the exact affinities; by the twin's if some are unknown."""
    find_named("Task", task, dict.fromkeys(TASKS))
    kinds = shipped_kinds()
    if EXACT in kinds and (
        TWIN not in kinds or shipped(EXACT).mean.loc[task].notna().sum() == len(TASKS) - 1
    ):
        return shipped(EXACT).supports(task, n)
    return shipped(TWIN).supports(task, n)


def rows_of(affinities: Affinities, tasks=TASKS) -> pd.DataFrame:
    """Return the known affinities of some tasks as a table, ROW; of each task what helps most first."""
    import pandas as pd

    counts = affinities.by_seed.groupby(["task", "beside"])["seed"].nunique()
    found = [
        [
            task,
            beside,
            value,
            affinities.error.loc[task, beside],
            counts[task, beside],
            affinities.measure.key,
        ]
        for task in tasks
        for beside, value in affinities.mean.loc[task]
        .dropna()
        .sort_values(ascending=False, kind="stable")
        .items()
    ]
    return pd.DataFrame(found, columns=ROW)


def between_seeds(affinities: Affinities) -> tuple[pd.DataFrame, pd.DataFrame] | None:
    """Return the matrix of the first seed, and that of the mean of all others; None for a single seed."""
    first, *others = affinities.seeds
    if not others:
        return None
    is_first = affinities.by_seed["seed"] == first
    one, rest = (mean_and_error(affinities.by_seed[part], TASKS)[0] for part in (is_first, ~is_first))
    return one, rest


@lru_cache(maxsize=8)
def _read(path: str, written_ns: int, key: str) -> Affinities:  # noqa: ARG001 - a rewritten file is read anew
    import pandas as pd

    return affinities_of(pd.read_parquet(path), key)


def tree(mean: pd.DataFrame) -> np.ndarray:
    """Return the tree of the tasks, (n - 1, 4) as scipy's `linkage`: near are those that help each other.

    The distance is the rank of the mean of both directions, so that no single large affinity decides; where nothing is known
    it is the middle one.
    """
    from scipy.cluster.hierarchy import linkage
    from scipy.spatial.distance import squareform
    from scipy.stats import rankdata

    values = mean.to_numpy(dtype=float)
    both = np.stack([values, values.T])
    known = np.isfinite(both)
    upper = np.triu_indices(len(values), k=1)
    count = known.sum(axis=0)[upper]
    middle = np.where(known, both, 0.0).sum(axis=0)[upper] / np.maximum(count, 1)
    distance = np.full(len(middle), 0.5)
    if count.any():
        ranks = rankdata(-middle[count > 0])
        distance[count > 0] = ranks / (len(ranks) + 1)
    square = np.zeros_like(values)
    square[upper] = distance
    return linkage(squareform(square + square.T), method="average", optimal_ordering=True)


def tree_order(mean: pd.DataFrame) -> list[str]:
    """Return the tasks in the order of the leaves of their tree."""
    from scipy.cluster.hierarchy import leaves_list

    return [mean.index[place] for place in leaves_list(tree(mean))]
