"""What all regressors on plain columns share: checked input, a scale of the error to expect, a place among the rows."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from mi_core.errors import InputError

#: A number counts as at most so many times as far from the mean as the furthest of its column among the training rows. A
#: column that hardly varied there, such as a shell of reciprocal space that one crystal just touched, else outweighs all.
FURTHEST = 10
SMALLEST_SCALE = 1e-3  # of the spread of y: trees may all agree, an interval must not vanish


class NumericRegressor(RegressorMixin, BaseEstimator, ABC):
    """Base of estimators on X (n, d); a subclass offers `learn(X, y)` and `answer(X)`.

    Attributes
    ----------
    center_, spread_ : (d,) arrays
        Mean and standard deviation of the training columns (1 where a column is constant).
    smallest_scale_ : float
        Least error that is ever expected, in the unit of y.
    """

    accepts_missing = False  # whether NaN among the columns is read, as a number that nobody knows

    @abstractmethod
    def learn(self, X: np.ndarray, y: np.ndarray) -> None:
        """Learn from checked rows X (n, d) and labels y (n,)."""

    @abstractmethod
    def answer(self, X: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the prediction and the size of error to expect, each (n,), in the unit of y."""

    def fit(self, X, y):
        """Learn from X (n, d) and y (n,); InputError unless there are two rows or more, all numbers finite.

        Where `accepts_missing`, numbers of X may be NaN.
        """
        check_rows(X, y, missing=self.accepts_missing)
        X, y = validate_data(self, X, y, y_numeric=True, **self._checks())
        self.center_, self.spread_ = center_and_spread(X)
        self.smallest_scale_ = max(SMALLEST_SCALE * float(np.std(y)), float(np.finfo(np.float32).tiny))
        self.learn(X, y)
        return self

    def predict(self, X) -> np.ndarray:
        """Return the predictions, (n,)."""
        return self.predict_with_scale(X)[0]

    def predict_with_scale(self, X) -> tuple[np.ndarray, np.ndarray]:
        """Return predictions and the size of error to expect, each (n,), in the unit of y."""
        check_is_fitted(self)
        value, scale = self.answer(validate_data(self, X, reset=False, **self._checks()))
        return value, np.maximum(scale, self.smallest_scale_)

    def outputs(self, X) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return prediction (n,), scale (n,) and the standardised columns, in which compounds are near."""
        return *self.predict_with_scale(X), self.standardised(
            validate_data(self, X, reset=False, **self._checks())
        )

    def standardised(self, X: np.ndarray) -> np.ndarray:
        """Return the columns with mean 0 and spread 1 over the training rows; what is missing counts as the mean."""
        return np.nan_to_num((X - self.center_) / self.spread_, nan=0.0)

    def _checks(self) -> dict[str, Any]:
        return {"dtype": np.float64, "ensure_all_finite": "allow-nan" if self.accepts_missing else True}


def center_and_spread(X: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return mean and standard deviation of the columns of X (n, d), each (d,); the spread of a constant column is 1.

    A missing number (NaN) counts as the mean of those that are known, or as 0 where none is.
    """
    missing = np.isnan(X)
    center = X.mean(axis=0)
    if missing.any():
        center = np.where(missing, 0.0, X).sum(axis=0) / np.maximum((~missing).sum(axis=0), 1)
        X = np.where(missing, center, X)
    return center, np.where(np.ptp(X, axis=0) > 0, X.std(axis=0), 1.0)


def within_reach(standardised: np.ndarray, furthest: np.ndarray) -> np.ndarray:
    """Return standardised columns (n, d), numbers bounded by FURTHEST times those furthest from 0 in training, (d,)."""
    return np.clip(standardised, -FURTHEST * furthest, FURTHEST * furthest)


def check_rows(X, y, *, missing: bool = False) -> None:
    """InputError in one sentence for rows and labels from which nothing can be learned.

    missing : whether numbers of X may be NaN.
    """
    X, y = np.asarray(X), np.asarray(y)
    if len(X) != len(y) or len(y) < 2:
        raise InputError(
            f"At least two rows, each with a label, are needed to learn; got {len(X)} rows and {len(y)} labels."
        )
    if not np.issubdtype(y.dtype, np.number) or not np.isfinite(y).all():
        raise InputError(
            "Labels must be finite numbers; drop the rows whose label is missing, infinite or a word."
        )
    if not np.issubdtype(X.dtype, np.number) or (np.isinf(X) if missing else ~np.isfinite(X)).any():
        raise InputError(
            "The columns must be finite numbers; drop or fill the rows in which some are missing."
        )
