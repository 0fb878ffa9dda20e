"""How often intervals hold the truth, at every level asked for."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mi_core.evaluation.conformal import quantiles

LEVELS = np.round(np.arange(0.05, 1.0, 0.05), 2)


def coverage_curve(true, predicted, half_width, folds, *, levels=LEVELS) -> pd.DataFrame:
    """Return `expected` and `observed` coverage of intervals of every level, and the `rows` it was observed on.

    true, predicted, half_width : (n,), unit of the target. folds : (n,) labels.
    A model gives intervals of one level only. Those of other levels are made as it made its own: the errors in units of the
    half width are ranked on all other folds, and the rank that the level asks for stretches the intervals of the fold
    (split conformal, `evaluation.conformal`). One fold alone is divided into five by row.
    """
    true, predicted, half = (np.asarray(a, dtype=float) for a in (true, predicted, half_width))
    usable = np.isfinite(true) & np.isfinite(predicted) & (half > 0)
    scores = np.abs(true - predicted)[usable] / half[usable]
    folds = np.asarray(folds)[usable]
    if len(np.unique(folds)) == 1:
        folds = np.arange(len(scores)) % 5
    held = np.zeros((len(scores), len(levels)), dtype=bool)
    for fold in np.unique(folds):
        here = folds == fold
        held[here] = scores[here, None] <= quantiles(scores[~here], levels)
    observed = held.mean(axis=0) if len(scores) else np.full(len(levels), np.nan)
    return pd.DataFrame({"expected": levels, "observed": observed, "rows": len(scores)})
