"""Errors of predictions, with the field's names."""

from __future__ import annotations

import numpy as np
from sklearn.metrics import mean_absolute_error, r2_score, root_mean_squared_error


def regression_metrics(true, predicted) -> dict[str, float]:
    """Return `mae`, `rmse` (units of the target), `r2` and `n`, over all rows together where the truth is known.

    R² is 1 - Σ(true - predicted)² / Σ(true - mean of true)², with the mean of these rows.
    """
    true, predicted = np.asarray(true, dtype=float), np.asarray(predicted, dtype=float)
    known = np.isfinite(true)
    true, predicted = true[known], predicted[known]
    return {
        "n": int(known.sum()),
        "mae": float(mean_absolute_error(true, predicted)),
        "rmse": float(root_mean_squared_error(true, predicted)),
        "r2": float(r2_score(true, predicted)),
    }
