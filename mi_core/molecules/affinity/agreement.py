"""How well an estimate of affinities agrees with the exact ones, as far as these are known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

SUPPORTS = 4
FEWEST = 2 * SUPPORTS  # known affinities of a task that its best are judged among


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two matrices of affinities side by side; NaN where too little is known.

    Attributes
    ----------
    pairs : int
        Ordered pairs of tasks that both matrices know.
    over_pairs : float
        Spearman's rank correlation over all of them, which also tells tasks apart that are helped by anything.
    rows : int
        Tasks with FEWEST such pairs or more.
    within_rows : float
        Mean over these of the rank correlation of one task's affinities: this is what chooses its supports.
    found, found_error, by_chance : float
        Of the SUPPORTS tasks that help most, how many are among as many of the estimate: mean over the tasks, its standard
        error, and what drawing them at random gives.
    """

    pairs: int
    over_pairs: float
    rows: int
    within_rows: float
    found: float
    found_error: float
    by_chance: float


def agreement(exact: pd.DataFrame, estimate: pd.DataFrame) -> Agreement:
    """Compare two square matrices with a row for the task that is helped; the diagonal and NaN are left out."""
    names = list(exact.index)
    one = exact.reindex(columns=names).to_numpy(dtype=float)
    other = estimate.reindex(index=names, columns=names).to_numpy(dtype=float)
    known = np.isfinite(one) & np.isfinite(other) & ~np.eye(len(names), dtype=bool)
    rows = [(one[n][known[n]], other[n][known[n]]) for n in range(len(names)) if known[n].sum() >= FEWEST]
    found = np.array([_in_common(*row) for row in rows])
    by_chance = [SUPPORTS**2 / len(row[0]) for row in rows]
    return Agreement(
        pairs=int(known.sum()),
        over_pairs=rank_correlation(one[known], other[known]),
        rows=len(rows),
        within_rows=_mean([rank_correlation(*row) for row in rows]),
        found=_mean(found),
        found_error=float(found.std(ddof=1) / np.sqrt(len(found))) if len(found) > 1 else float("nan"),
        by_chance=_mean(by_chance),
    )


def rank_correlation(one: np.ndarray, other: np.ndarray) -> float:
    """Return Spearman's rank correlation; NaN for fewer than three pairs, or where all of either are equal."""
    from scipy.stats import spearmanr

    if len(one) < 3 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return float("nan")
    return float(spearmanr(one, other).statistic)


def agreement_words(found: Agreement) -> str:
    """Return in a sentence or two how well an estimate agrees with the exact affinities."""
    if not found.pairs:
        return "No pair of tasks is known by both, so that nothing can be compared."
    words = (
        f"Over {found.pairs:,} ordered pairs of tasks, the rank correlation is {signed(found.over_pairs)}."
    )
    if not found.rows:
        return (
            f"{words} No task has {FEWEST} known affinities or more, by which to judge what is chosen for it."
        )
    spread = "" if np.isnan(found.found_error) else f" ± {found.found_error:.1f}"
    tasks = "one task" if found.rows == 1 else f"{found.rows} tasks"
    return (
        f"{words} Within the affinities of {tasks} it is {signed(found.within_rows)} on average; of the "
        f"{SUPPORTS} that help most, it names {found.found:.1f}{spread}, and guessing {found.by_chance:.1f}."
    )


def _in_common(one: np.ndarray, other: np.ndarray) -> int:
    best = [set(np.argsort(-values, kind="stable")[:SUPPORTS].tolist()) for values in (one, other)]
    return len(best[0] & best[1])


def _mean(values) -> float:
    finite = np.array([value for value in values if np.isfinite(value)], dtype=float)
    return float(finite.mean()) if len(finite) else float("nan")


def signed(value: float) -> str:
    """Return a correlation with its sign, to two decimals; "unknown" for NaN."""
    return "unknown" if np.isnan(value) else f"{value:+z.2f}".replace("-", "−")
