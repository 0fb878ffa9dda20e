"""The mean of the training labels: the regressor that all others must beat."""

from __future__ import annotations

import numpy as np

from mi_core.regressors.numeric import NumericRegressor


class MeanRegressor(NumericRegressor):
    """Answers with the mean of y, whatever X says; its expected error is the mean absolute deviation."""

    def learn(self, X, y):  # noqa: ARG002 - the columns play no part
        """Keep the mean."""
        self.mean_ = float(y.mean())
        self.deviation_ = float(np.abs(y - self.mean_).mean())

    def answer(self, X):
        """Return the mean for every row."""
        return np.full(len(X), self.mean_), np.full(len(X), self.deviation_)
