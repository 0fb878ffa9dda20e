"""Split-conformal prediction intervals, normalised by the error that the model itself expects.

Reference: Lei, G'Sell, Rinaldo, Tibshirani & Wasserman, J. Am. Stat. Assoc. 113, 1094 (2018), sections 2.2 and 5.2. With
scores s = |y - ŷ| / σ̂ on n held-out rows, the interval ŷ ± q σ̂, q the ⌈(n + 1)(1 - α)⌉-th smallest score, holds the truth
with probability at least 1 - α for a new row drawn as those were.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mi_core.errors import InputError
from mi_core.evaluation.metrics import interval_coverage

COVERAGE = 0.90


@dataclass(frozen=True, slots=True)
class ConformalIntervals:
    """Calibrated intervals: half width = `quantile` × (expected error + `floor`), in the unit of the target."""

    quantile: float
    floor: float
    coverage: float
    n_calibration: int

    def bounds(self, value, scale):
        """Return lower and upper, shapes as `value`."""
        half = self.quantile * (np.asarray(scale) + self.floor)
        return value - half, value + half


def calibrate(true, predicted, scale, *, coverage: float = COVERAGE) -> ConformalIntervals:
    """Calibrate on held-out rows (n,); rows without a true value are left out.

    The floor, half the median expected error, keeps rows on which the model is over-confident from needing a huge quantile.
    InputError if the rows are too few for the coverage asked for.
    """
    true, predicted, scale = (np.asarray(a, dtype=float) for a in (true, predicted, scale))
    known = np.isfinite(true)
    n = int(known.sum())
    rank = int(np.ceil(round((n + 1) * coverage, 9)))
    if rank > n:
        needed = int(np.ceil(round(coverage / (1 - coverage), 9)))
        raise InputError(
            f"Intervals of {coverage:.0%} coverage need at least {needed} held-out rows; got {n}. "
            "Add rows, or ask for less coverage."
        )
    floor = 0.5 * float(np.median(scale[known]))
    scores = np.abs(true - predicted)[known] / np.maximum(scale[known] + floor, 1e-12)
    return ConformalIntervals(float(np.sort(scores)[rank - 1]), floor, coverage, n)


def cross_coverage(
    true, predicted, scale, *, coverage: float = COVERAGE, seed: int = 0, repeats: int = 20
) -> float:
    """Return the mean coverage measured on one half of held-out rows when calibrated on the other, over random halves."""
    true, predicted, scale = (np.asarray(a, dtype=float) for a in (true, predicted, scale))
    rows = np.flatnonzero(np.isfinite(true))
    shuffle = np.random.default_rng(seed)
    covered = []
    for _ in range(repeats):
        half, other = np.array_split(shuffle.permutation(rows), 2)
        intervals = calibrate(true[half], predicted[half], scale[half], coverage=coverage)
        lower, upper = intervals.bounds(predicted[other], scale[other])
        covered.append(interval_coverage(true[other], lower, upper))
    return float(np.mean(covered))
