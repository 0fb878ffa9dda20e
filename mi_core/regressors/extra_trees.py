"""Extremely randomised trees, the best regressor of Schmidt et al. for perovskite stability.

P. Geurts, D. Ernst, L. Wehenkel, Mach. Learn. 63, 3 (2006); J. Schmidt et al., Chem. Mater. 29, 5090 (2017).
"""

from __future__ import annotations

import numpy as np
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from mi_core.errors import InputError
from mi_core.regressors.forest import PackedForest

SMALLEST_SCALE = 1e-3  # of the spread of y: trees may all agree, an interval must not vanish


class ExtraTrees(RegressorMixin, BaseEstimator):
    """Extremely randomised trees that answer with the middle of their trees and say how far these are apart.

    Parameters
    ----------
    n_estimators : int
        Trees; time and file size grow in proportion (about 30 kB per tree and 4,000 rows in a compressed skops file).
    max_features : float
        Share of the columns tried at each split.
    min_samples_leaf : int
        Rows in a leaf; 1 keeps the conditional distribution of y, on which `center="median"` relies.
    center : {"median", "mean"}
        How the trees' answers are joined; the median is the better one for mean absolute errors.
    random_state : int
        Seed.
    """

    def __init__(
        self, n_estimators=150, max_features=1.0, min_samples_leaf=1, center="median", random_state=0
    ):
        self.n_estimators = n_estimators
        self.max_features = max_features
        self.min_samples_leaf = min_samples_leaf
        self.center = center
        self.random_state = random_state

    def fit(self, X, y):
        """Grow the trees on X (n, d) and y (n,); rows without a label must be left out by the caller."""
        if self.center not in ("median", "mean"):
            raise InputError(f"center is 'median' or 'mean'; got {self.center!r}.")
        X, y = validate_data(self, X, y, y_numeric=True)
        self.forest_ = grow(
            X,
            y,
            n_estimators=self.n_estimators,
            max_features=self.max_features,
            min_samples_leaf=self.min_samples_leaf,
            random_state=self.random_state,
        )
        self.center_ = X.mean(axis=0)
        self.spread_ = np.where(np.ptp(X, axis=0) > 0, X.std(axis=0), 1.0)
        self.smallest_scale_ = max(SMALLEST_SCALE * float(np.std(y)), np.finfo(np.float32).tiny)
        return self

    def predict(self, X) -> np.ndarray:
        """Return the middle of the trees, (n,)."""
        return self.predict_with_scale(X)[0]

    def predict_with_scale(self, X) -> tuple[np.ndarray, np.ndarray]:
        """Return the middle of the trees and their standard deviation, each (n,), in the unit of y."""
        check_is_fitted(self)
        trees = self.forest_.tree_values(validate_data(self, X, reset=False)).astype(float)
        middle = np.median(trees, axis=1) if self.center == "median" else trees.mean(axis=1)
        return middle, np.maximum(trees.std(axis=1), self.smallest_scale_)

    def outputs(self, X) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the prediction (n,), its scale (n,) and the standardised columns, in which compounds are near."""
        return *self.predict_with_scale(X), (
            validate_data(self, X, reset=False) - self.center_
        ) / self.spread_


def grow(X, y, **options) -> PackedForest:
    """Fit scikit-learn's extremely randomised trees and pack them."""
    from sklearn.ensemble import ExtraTreesRegressor

    return PackedForest.pack(ExtraTreesRegressor(n_jobs=-1, **options).fit(X, y))


def schmidt_pipeline(properties=None, **options):
    """Return the paper's model: selected element properties of the three sites, then extremely randomised trees."""
    from sklearn.pipeline import make_pipeline

    from mi_core.descriptors.sites import SiteProperties

    return make_pipeline(SiteProperties(properties), ExtraTrees(**options))
