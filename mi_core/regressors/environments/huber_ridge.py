"""Ridge regression in which rows far off the others count less (P. J. Huber, Ann. Math. Stat. 35, 73, 1964)."""

from __future__ import annotations

import numpy as np

ROUNDS = 20
FULL_WEIGHT = 2.0  # robust standard deviations up to which a row counts in full
LEAST_SPREAD = 1e-3  # of the targets' own: where nearly all rows fit exactly, the others still count


def huber_ridge(X: np.ndarray, y: np.ndarray, penalty: float) -> np.ndarray:
    """Return the coefficients (d,) of y (n,) on X (n, d), without intercept, by iterative weights.

    No row is left out altogether: the one row that holds some element still decides on its coefficient. `penalty` is added
    to the diagonal of XᵀX.
    """
    weights = np.ones(len(y))
    least = LEAST_SPREAD * float(np.std(y))
    coefficients = np.zeros(X.shape[1])
    for _ in range(ROUNDS):
        weighted = X * weights[:, None]
        coefficients = np.linalg.solve(weighted.T @ X + penalty * np.eye(X.shape[1]), weighted.T @ y)
        off = np.abs(y - X @ coefficients)
        limit = FULL_WEIGHT * max(1.4826 * float(np.median(off)), least)
        weights = np.minimum(1.0, limit / np.maximum(off, 1e-300))
    return coefficients
