"""Gradient-boosted trees on statistics of the composition, for several targets, kept as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.base import BaseEstimator, RegressorMixin

from mi_core.descriptors.composition import CompositionStatistics
from mi_core.regressors.combined.boosted_forest import boost, forest_from_arrays, forest_to_arrays, summed

UNKNOWN = -1e3  # stands for a number that is not known, far from all that are


@dataclass(kw_only=True, eq=False, repr=False)
class BoostedCompositions(RegressorMixin, BaseEstimator):
    """Trees in turn on `CompositionStatistics` and the numbers beside each formula; X is a list of ElementFractions.

    Each target has trees of its own, of the rows where it is known. Parameters are LightGBM's; the file grows with
    n_estimators · num_leaves, 16 bytes a leaf and target.
    """

    n_estimators: int = 300
    learning_rate: float = 0.06
    num_leaves: int = 191
    min_child_samples: int = 10
    colsample_bytree: float = 0.3
    objective: str = "regression_l1"
    random_state: int = 0

    def fit(self, X, y):
        """Grow the trees of each target; y (n,) or (n, t), NaN where unknown."""
        columns, y = self._columns(X), np.asarray(y, dtype=np.float64).reshape(len(X), -1)
        self.spread_ = np.nanstd(y, axis=0)
        self.spread_[~(self.spread_ > 0)] = 1.0
        self.forests_ = []
        for target, spread in zip(y.T, self.spread_, strict=True):
            known = np.isfinite(target)
            self.forests_.append(boost(columns[known], target[known] / spread, **self.get_params()))
        return self

    def predict(self, X) -> np.ndarray:
        """Return the answers, (n, t)."""
        columns = self._columns(X)
        return np.column_stack([summed(forest, columns) for forest in self.forests_]) * self.spread_

    def state(self) -> dict[str, np.ndarray]:
        """Return everything that was learned, as named arrays."""
        arrays = {"spread": self.spread_}
        for number, forest in enumerate(self.forests_):
            arrays |= forest_to_arrays(forest, f"target{number}.")
        return arrays

    def load_state(self, arrays: dict[str, np.ndarray]):
        """Take over what `state` returned."""
        self.spread_ = arrays["spread"]
        self.forests_ = [forest_from_arrays(arrays, f"target{n}.") for n in range(len(self.spread_))]
        return self

    def _columns(self, X) -> np.ndarray:
        """Return what the trees read, (n, d) float32."""
        numbers = np.stack([row.numbers for row in X])
        statistics = CompositionStatistics().transform(X)
        return np.hstack([statistics, np.nan_to_num(numbers, nan=UNKNOWN)]).astype(np.float32)
