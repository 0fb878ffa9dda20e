"""Split-conformal prediction intervals, normalised by the error that the model itself expects.

Reference: Lei, G'Sell, Rinaldo, Tibshirani & Wasserman, J. Am. Stat. Assoc. 113, 1094 (2018), sections 2.2 and 5.2. With
scores s = |y - ŷ| / σ̂ on n held-out rows, the interval ŷ ± q σ̂, q the ⌈(n + 1)(1 - α)⌉-th smallest score, holds the truth
with probability at least 1 - α for a new row drawn as those were. Families of compounds with rows enough get a quantile of
their own (Mondrian conformal prediction: Vovk, Gammerman & Shafer, Algorithmic Learning in a Random World, 2005, section
4.5), so that the share holds within each of them too. Of rows that were held out in several ways, easy ones may be many
and hard ones few; a family's quantile can be raised for the hard ones, within bounds.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from mi_core.errors import InputError
from mi_core.evaluation.domain import HELD_OUT_SHARE

COVERAGE = 0.90
# With fewer rows a family's own quantile would be noise: 5 % standard deviation in coverage.
ROWS_OF_A_FAMILY = 40
# Of the share of rows that may lie outside, how much hard rows can take from easy ones: at 90 %, all together hold 93 %.
FOR_HARD_ROWS = 0.3


@dataclass(frozen=True, slots=True)
class ConformalIntervals:
    """Calibrated intervals: half width = quantile × (expected error + `floor`), in the unit of the target.

    `by_family` holds the quantiles of the families that have their own; `quantile` is that of all rows. `largest_scale` is
    the expected error that 95 % of the calibration rows do not exceed: a material for which more is expected is unlike them.
    """

    quantile: float
    floor: float
    coverage: float
    n_calibration: int
    by_family: dict[str, float] = field(default_factory=dict)
    largest_scale: float = math.inf

    def bounds(self, value, scale, families):
        """Return lower and upper, shapes as `value` (n,), for compounds of these families (n,)."""
        quantiles = np.array([self.by_family.get(name, self.quantile) for name in families])
        half = quantiles * (np.asarray(scale) + self.floor)
        return value - half, value + half


def calibrate(
    true, predicted, scale, families, splits=None, *, coverage: float = COVERAGE
) -> ConformalIntervals:
    """Calibrate on held-out rows (n,) and their families (n,); rows without a true value are left out.

    splits : (n,) names of the ways in which rows were held out, if there are several. Within a family, the rows of each way
    are covered as asked for, as far as `FOR_HARD_ROWS` allows.
    The floor, half the median expected error, keeps rows on which the model is over-confident from needing a huge quantile.
    InputError if the rows are too few for the coverage asked for.
    """
    true, predicted, scale = (np.asarray(a, dtype=float) for a in (true, predicted, scale))
    known = np.isfinite(true)
    _check_enough(int(known.sum()), coverage)
    floor = 0.5 * float(np.median(scale[known]))
    scores = np.abs(true - predicted)[known] / np.maximum(scale[known] + floor, 1e-12)
    families = np.asarray(families)[known]
    splits = np.zeros(len(scores)) if splits is None else np.asarray(splits)[known]
    by_family = {
        str(name): _family_quantile(scores[families == name], splits[families == name], coverage)
        for name, count in zip(*np.unique(families, return_counts=True), strict=True)
        if count >= ROWS_OF_A_FAMILY
    }
    largest = float(np.quantile(scale[known], HELD_OUT_SHARE))
    quantile = float(quantiles(scores, coverage))
    return ConformalIntervals(quantile, floor, coverage, len(scores), by_family, largest)


def _family_quantile(scores, splits, coverage: float) -> float:
    """Return the quantile that covers the family's rows of the hardest split, as far as all rows may be covered more."""
    counts = zip(*np.unique(splits, return_counts=True), strict=True)
    names = [name for name, count in counts if count >= ROWS_OF_A_FAMILY]
    hardest = max((float(quantiles(scores[splits == name], coverage)) for name in names), default=0.0)
    least, most = quantiles(scores, [coverage, coverage + FOR_HARD_ROWS * (1 - coverage)])
    return float(np.clip(hardest, least, most))


def _check_enough(n: int, coverage: float) -> None:
    needed = int(np.ceil(round(coverage / (1 - coverage), 9)))
    if n < needed:
        raise InputError(
            f"Intervals of {coverage:.0%} coverage need at least {needed} held-out rows; got {n}. "
            "Add rows, or ask for less coverage."
        )


def quantiles(scores, levels) -> np.ndarray:
    """Return for each level the ⌈(n + 1) · level⌉-th smallest of n scores, infinite where they are too few."""
    ranks = np.ceil(np.round((len(scores) + 1) * np.asarray(levels), 9)).astype(int)
    ordered = np.append(np.sort(scores), np.inf)
    return ordered[np.minimum(ranks, len(ordered)) - 1]


def covered_rows(
    true,
    predicted,
    scale,
    families,
    splits=None,
    *,
    coverage: float = COVERAGE,
    folds: int = 10,
    seed: int = 0,
) -> np.ndarray:
    """Return (n,) whether the interval calibrated on the other folds holds the truth: 1, 0, or NaN where it is unknown."""
    true, predicted, scale = (np.asarray(a, dtype=float) for a in (true, predicted, scale))
    families = np.asarray(families)
    splits = np.zeros(len(true)) if splits is None else np.asarray(splits)
    covered = np.full(len(true), np.nan)
    rows = np.flatnonzero(np.isfinite(true))
    for fold in np.array_split(np.random.default_rng(seed).permutation(rows), folds):
        rest = np.setdiff1d(rows, fold)
        arrays = (array[rest] for array in (true, predicted, scale, families, splits))
        intervals = calibrate(*arrays, coverage=coverage)
        lower, upper = intervals.bounds(predicted[fold], scale[fold], families[fold])
        covered[fold] = (true[fold] >= lower) & (true[fold] <= upper)
    return covered
