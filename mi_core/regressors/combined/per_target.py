"""Several targets by one regressor each, which know nothing of one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sklearn.base import BaseEstimator, RegressorMixin, clone

from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.regressors.numeric import NumericRegressor


@dataclass(eq=False, repr=False)
class PerTarget(RegressorMixin, BaseEstimator):
    """One regressor for each target; X is (n, d), y (n,) or (n, t) with NaN where unknown.

    The representation is the first regressor's: the standardised columns.

    Parameters
    ----------
    regressors : sequence of NumericRegressor
        What learns each target, untrained, in the order of the columns of y.
    """

    regressors: Sequence[NumericRegressor]

    def fit(self, X, y):
        """Learn each target from the rows where it is known; InputError unless there is a regressor for each."""
        X, y = np.asarray(X), np.asarray(y, dtype=np.float64).reshape(len(X), -1)
        if len(self.regressors) != y.shape[1]:
            raise InputError(
                f"Each target needs a regressor of its own; got {len(self.regressors)} regressors for {y.shape[1]} targets."
            )
        known = np.isfinite(y)
        self.regressors_ = [
            clone(regressor).fit(X[rows], t[rows])
            for regressor, rows, t in zip(self.regressors, known.T, y.T, strict=True)
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
