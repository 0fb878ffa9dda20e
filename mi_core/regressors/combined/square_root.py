"""A positive label whose errors grow with it, learned as its square root."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.base import clone

from mi_core.errors import InputError
from mi_core.regressors.numeric import NumericRegressor


@dataclass(eq=False, repr=False)
class SquareRootOf(NumericRegressor):
    """A regressor of √y that answers with the square.

    Where a few large labels stand far above many small ones, the squared loss of trees serves the few; the square of a mean
    of roots is nearer to the median, which has the least mean absolute error.

    Parameters
    ----------
    regressor : NumericRegressor
        What learns √y, untrained.
    """

    regressor: NumericRegressor

    def learn(self, X, y):
        """Learn the roots; InputError for a label below zero."""
        if np.min(y) < 0:
            raise InputError(
                f"Only labels of at least 0 have a square root; got {np.min(y):.3g}. Learn this column as it is."
            )
        self.regressor_ = clone(self.regressor).fit(X, np.sqrt(y))

    def answer(self, X):
        """Return the square of the root, and how far it moves where the root moves by the error to expect."""
        root, scale = self.regressor_.predict_with_scale(X)
        root = np.maximum(root, 0.0)
        return root**2, scale * (2 * root + scale)
