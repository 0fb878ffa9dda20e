"""Regressors that keep a forest as flat arrays and answer from what each tree says."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.regressors.numeric import NumericRegressor

if TYPE_CHECKING:
    from mi_core.regressors.forest import PackedForest

CENTERS = {"median": np.median, "mean": np.mean}


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
        trees = self.forest_.tree_values(X).astype(float)
        return CENTERS[self.center](trees, axis=1), trees.std(axis=1)
