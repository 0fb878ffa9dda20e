"""Split-conformal intervals of the surrogate, cell by cell (method and reference: `mi_core.evaluation.conformal`).

The error to expect of a cell is the spread of the networks plus a share of how much the fraction changes to the
neighbouring nodes, since phase boundaries are where networks err; cells where the phase is predicted and where it is
not are two families.
"""

from __future__ import annotations

import numpy as np

SLOPE = 0.02  # share of the change to a neighbouring node
FLOOR = 1e-5  # mole fraction
THERE = 5e-5  # mole fraction from which, before traces are cut, a phase counts as predicted
COVERAGE = 0.90


def expected_error(mean: np.ndarray, spread: np.ndarray) -> np.ndarray:
    """Return the expected size of the error (n, t, p) of predicted fractions and their spread over networks."""
    step = np.abs(np.diff(mean, axis=1))
    change = np.zeros_like(mean)
    change[:, :-1] = step
    change[:, 1:] = np.maximum(change[:, 1:], step)
    return spread + SLOPE * change + FLOOR


def calibrated(mean: np.ndarray, spread: np.ndarray, true: np.ndarray) -> dict[str, float]:
    """Return the quantiles of |error| / expected error, `there` and `absent`, for cells (n, t, p) with a known truth."""
    from mi_core.evaluation.conformal import calibrate

    scale, there = expected_error(mean, spread), mean > THERE
    quantiles: dict[str, float] = {}
    for name, family in (("there", there), ("absent", ~there)):
        families = np.full(int(family.sum()), name)
        found = calibrate(true[family], mean[family], scale[family], families, coverage=COVERAGE)
        quantiles |= {name: found.quantile, f"{name}_floor": found.floor}
    return quantiles


def bounds(
    quantiles: dict[str, float], mean: np.ndarray, spread: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return lower and upper (n, t, p), within 0 and 1."""
    scale, there = expected_error(mean, spread), mean > THERE
    half = np.where(
        there,
        quantiles["there"] * (scale + quantiles["there_floor"]),
        quantiles["absent"] * (scale + quantiles["absent_floor"]),
    ).astype(np.float32)
    return np.clip(mean - half, 0, 1), np.clip(mean + half, 0, 1)
