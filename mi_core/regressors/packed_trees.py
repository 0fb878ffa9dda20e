"""Regressors that keep a forest as flat arrays and answer from what each tree says."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.regressors.numeric import NumericRegressor

if TYPE_CHECKING:
    from mi_core.regressors.forest import PackedForest

CENTERS = ("median", "mean")


class PackedTrees(NumericRegressor):
    """Base of forests; a subclass has the parameter `center` and offers `grow_forest(X, y)`.

    The scale of the error to expect is the standard deviation of the trees.
    """

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


def _median(trees: np.ndarray) -> np.ndarray:
    """Return numpy's median of each row of float32, (n,) float64; sorting short rows is several times as quick."""
    ordered, n = np.sort(trees, axis=1), trees.shape[1]
    return (ordered[:, (n - 1) // 2].astype(float) + ordered[:, n // 2]) / 2
