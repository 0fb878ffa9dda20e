"""Several targets by one regressor each, which know nothing of one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sklearn.base import BaseEstimator, RegressorMixin, clone

if TYPE_CHECKING:
    from mi_core.regressors.numeric import NumericRegressor


@dataclass(eq=False, repr=False)
class PerTarget(RegressorMixin, BaseEstimator):
    """One clone of a regressor for each target; X is (n, d), y (n,) or (n, t) with NaN where unknown.

    The representation is the first regressor's: the standardised columns.

    Parameters
    ----------
    regressor : NumericRegressor
        What learns each target, untrained.
    """

    regressor: NumericRegressor

    def fit(self, X, y):
        """Learn each target from the rows where it is known."""
        X, y = np.asarray(X), np.asarray(y, dtype=np.float64).reshape(len(X), -1)
        known = np.isfinite(y)
        self.regressors_ = [
            clone(self.regressor).fit(X[rows], t[rows]) for rows, t in zip(known.T, y.T, strict=True)
        ]
        return self

    def outputs(self, X) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return predictions (n, t), errors to expect (n, t) and representation (n, d)."""
        answers = [regressor.predict_with_scale(X) for regressor in self.regressors_]
        means, scales = (np.column_stack(part) for part in zip(*answers, strict=True))
        return means, scales, self.regressors_[0].standardised(np.asarray(X, dtype=np.float64))

    def predict(self, X) -> np.ndarray:
        """Return predictions in target units, (n,) for one target, else (n, t)."""
        means = self.outputs(X)[0]
        return means[:, 0] if means.shape[1] == 1 else means
