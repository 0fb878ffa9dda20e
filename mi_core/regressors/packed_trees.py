"""Regressors that keep a forest as flat arrays and answer from what each tree says."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass

import numpy as np

from mi_core.errors import InputError
from mi_core.regressors.forest import PackedForest
from mi_core.regressors.numeric import NumericRegressor

CENTERS = ("median", "mean")


class PackedTrees(NumericRegressor):
    """Base of forests; a subclass has the parameter `center` and offers `grow_forest(X, y)`.

    The scale of the error to expect is the standard deviation of the trees.
    """

    center: str

    @abstractmethod
    def grow_forest(self, X: np.ndarray, y: np.ndarray) -> PackedForest:
        """Return the packed trees grown on X (n, d) and y (n,)."""

    def learn(self, X, y):
        """Grow the trees."""
        if self.center not in CENTERS:
            raise InputError(f"center is 'median' or 'mean'; got {self.center!r}.")
        self.forest_ = self.grow_forest(X, y)

    def answer(self, X):
        """Return the middle of the trees and their standard deviation."""
        middle, spread = np.concatenate(self.forest_.map_rows(X, self._joined), axis=1)
        return middle, spread

    def _joined(self, trees: np.ndarray) -> np.ndarray:
        """Return the middle of the trees' answers (n, n_trees) and their standard deviation, (2, n) float64."""
        exact = trees.astype(float)
        middle = exact.mean(axis=1) if self.center == "mean" else _median(trees)
        return np.stack([middle, exact.std(axis=1)])


@dataclass(eq=False, repr=False)
class ScikitLearnTrees(PackedTrees):
    """Base of forests that a class of scikit-learn grows as it stands; a subclass names it in `grown_by`.

    Parameters
    ----------
    n_estimators : int
        Trees; time and file size grow in proportion (about 30 kB per tree and 4,000 rows in a compressed skops file).
    max_features : float
        Share of the columns tried at each split.
    min_samples_leaf : int
        Rows in a leaf.
    center : {"median", "mean"}
        How the trees' answers are joined; the median is the better one for mean absolute errors.
    random_state : int
        Seed.
    """

    grown_by = ""
    n_estimators: int = 150
    max_features: float = 1.0
    min_samples_leaf: int = 1
    center: str = "median"
    random_state: int = 0

    def grow_forest(self, X, y):
        """Return the trees, grown on all rows."""
        options = {name: value for name, value in self.get_params().items() if name != "center"}
        return grow(X, y, self.grown_by, **options)


def grow(X, y, grown_by: str = "ExtraTreesRegressor", **options) -> PackedForest:
    """Fit a forest of scikit-learn and pack it."""
    from sklearn import ensemble

    return PackedForest.pack(getattr(ensemble, grown_by)(n_jobs=-1, **options).fit(X, y))


def _median(trees: np.ndarray) -> np.ndarray:
    """Return numpy's median of each row of float32, (n,) float64; sorting short rows is several times as quick."""
    ordered, n = np.sort(trees, axis=1), trees.shape[1]
    return (ordered[:, (n - 1) // 2].astype(float) + ordered[:, n // 2]) / 2
