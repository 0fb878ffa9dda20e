"""Extremely randomised trees that correct estimates which are columns of X themselves, several targets at once."""

from __future__ import annotations

import numpy as np
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from mi_core.errors import InputError
from mi_core.regressors.extra_trees import ExtraTrees


class CorrectingTrees(RegressorMixin, BaseEstimator):
    """Regressor on X (n, d) and y (n, t): column k of X estimates target k, and a forest learns how far it is off.

    Parameters
    ----------
    n_estimators : int
        Trees for each target; time and file size grow in proportion.
    max_features : float
        Share of the columns tried at each split.
    random_state : int
        Seed.

    Attributes
    ----------
    forests_ : list of ExtraTrees
        One for each target.
    """

    def __init__(self, n_estimators=100, max_features=0.5, random_state=0):
        self.n_estimators = n_estimators
        self.max_features = max_features
        self.random_state = random_state

    def fit(self, X, y):
        """Learn the corrections; InputError unless every target has its column."""
        X, y = validate_data(self, X, y, multi_output=True, y_numeric=True, dtype=np.float64)
        y = y.reshape(len(y), -1)
        if y.shape[1] > X.shape[1]:
            raise InputError(
                f"Each of the {y.shape[1]} targets needs its column of X; got {X.shape[1]} columns."
            )
        self.forests_ = [
            ExtraTrees(self.n_estimators, self.max_features, random_state=self.random_state).fit(
                X, y[:, target] - X[:, target]
            )
            for target in range(y.shape[1])
        ]
        return self

    def predict(self, X) -> np.ndarray:
        """Return corrected estimates, (n,) for one target, else (n, t)."""
        value = self.outputs(X)[0]
        return value[:, 0] if value.shape[1] == 1 else value

    def outputs(self, X) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return estimates (n, t), expected errors (n, t), and the standardised columns, in which compounds are near."""
        check_is_fitted(self)
        X = validate_data(self, X, reset=False, dtype=np.float64)
        corrections, scales = zip(*(forest.predict_with_scale(X) for forest in self.forests_), strict=True)
        value = X[:, : len(self.forests_)] + np.column_stack(corrections)
        return value, np.column_stack(scales), self.forests_[0].standardised(X)
