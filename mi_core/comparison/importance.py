"""Permutation importance on held-out rows: how much the error rises when a feature is shuffled between them.

L. Breiman, Mach. Learn. 45, 5 (2001), section 10. An element property is shuffled on all sites together, so that a
property cannot hide behind itself on another site.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.comparison.features import property_columns
from mi_core.descriptors.selection import permutation_rises

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_ROWS = 1000
#: Beyond as many columns only whole properties are shuffled, which bounds the time.
MOST_COLUMNS = 60


def fold_importance(
    estimator, X: np.ndarray, true: np.ndarray, names: Sequence[str], seed: int
) -> pd.DataFrame:
    """Return `level` ("property" or "column"), `feature` and `importance`, the rise of the mean absolute error."""
    rng = np.random.default_rng(seed)
    rows = np.sort(rng.permutation(len(X))[:MOST_ROWS])
    X, true = X[rows], true[rows]
    order = rng.permutation(len(X))
    groups = {("property", name): columns for name, columns in property_columns(names).items()}
    if len(names) <= MOST_COLUMNS:
        groups |= {("column", str(name)): [column] for column, name in enumerate(names)}
    _, rises = permutation_rises(estimator.predict, X, true, groups, order)
    return pd.DataFrame(
        [{"level": level, "feature": feature, "importance": rise} for (level, feature), rise in rises.items()]
    )


def over_folds(importance: pd.DataFrame, level: str) -> pd.DataFrame:
    """Return `model`, `feature`, `importance` (mean over folds) and `spread` (standard deviation), largest first."""
    columns = ["model", "feature", "importance", "spread"]
    rows = importance[importance["level"] == level] if len(importance) else importance
    if rows.empty:
        return pd.DataFrame(columns=columns).astype({"importance": float, "spread": float})
    grouped = rows.groupby(["model", "feature"], sort=False)["importance"]
    table = grouped.agg(importance="mean", spread="std").reset_index()
    return table.sort_values(["model", "importance"], ascending=[True, False], kind="stable")[
        columns
    ].reset_index(drop=True)
