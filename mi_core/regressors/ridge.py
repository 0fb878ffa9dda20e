"""Ridge regression: A. E. Hoerl & R. W. Kennard, Technometrics 12, 55 (1970)."""

from __future__ import annotations

import numpy as np

from mi_core.errors import InputError
from mi_core.regressors.numeric import NumericRegressor, within_reach


class RidgeRegressor(NumericRegressor):
    """Least squares on standardised columns with penalty alpha · |w|²; the mean of y is not penalised.

    Parameters
    ----------
    alpha : float
        Penalty, not negative; 1 is little for thousands of rows and keeps collinear element properties in check.
    """

    def __init__(self, alpha=1.0):
        self.alpha = alpha

    def learn(self, X, y):
        """Solve the normal equations; the expected error is the mean absolute residual."""
        from sklearn.linear_model import Ridge

        if not self.alpha >= 0:
            raise InputError(f"alpha must not be negative; got {self.alpha}.")
        rows = self.standardised(X)
        model = Ridge(alpha=self.alpha).fit(rows, y)
        self.weights_, self.intercept_ = model.coef_, float(model.intercept_)
        self.furthest_ = np.abs(rows).max(axis=0)
        self.residual_ = float(np.abs(rows @ self.weights_ + self.intercept_ - y).mean())

    def answer(self, X):
        """Return w·x + b for every row, columns bounded as `within_reach` says."""
        rows = within_reach(self.standardised(X), self.furthest_)
        return rows @ self.weights_ + self.intercept_, np.full(len(X), self.residual_)
