"""AdaBoost.R2 over small forests: H. Drucker, Proc. 14th Int. Conf. Mach. Learn., 107 (1997).

Schmidt et al., Chem. Mater. 29, 5090 (2017), boost random forests and extremely randomised trees in this way.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mi_core.errors import InputError
from mi_core.regressors.forest import PackedForest
from mi_core.regressors.numeric import NumericRegressor

TREES = {"extra": "ExtraTreesRegressor", "random": "RandomForestRegressor"}


@dataclass(eq=False, repr=False)
class BoostedForests(NumericRegressor):
    """Forests in turn, each on rows drawn by how badly the one before predicted them; their weighted median answers.

    Parameters
    ----------
    trees : {"extra", "random"}
        Kind of the forests.
    n_stages, trees_per_stage : int
        Forests, and trees in each; time and file size grow with the product.
    max_features : float
        Share of the columns tried at each split.
    loss : {"linear", "square", "exponential"}
        How a row's error becomes its weight.
    random_state : int
        Seed.
    """

    trees: str = "extra"
    n_stages: int = 15
    trees_per_stage: int = 10
    max_features: float = 1.0
    loss: str = "linear"
    random_state: int = 0

    def learn(self, X, y):
        """Boost with scikit-learn, then keep all trees as one packed forest with the stages' weights."""
        from sklearn import ensemble

        if self.trees not in TREES:
            raise InputError(f"trees is 'extra' or 'random'; got {self.trees!r}.")
        stage = getattr(ensemble, TREES[self.trees])(
            self.trees_per_stage, max_features=self.max_features, n_jobs=-1
        )
        boosted = ensemble.AdaBoostRegressor(
            stage, n_estimators=self.n_stages, loss=self.loss, random_state=self.random_state
        ).fit(X, y)
        self.forests_ = [PackedForest.pack(forest) for forest in boosted.estimators_]
        self.weights_ = boosted.estimator_weights_[: len(self.forests_)]

    def answer(self, X):
        """Return the weighted median of the stages and their standard deviation."""
        stages = np.column_stack(
            [forest.tree_values(X).mean(axis=1, dtype=float) for forest in self.forests_]
        )
        return weighted_median(stages, self.weights_), stages.std(axis=1)


def weighted_median(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return for each row of values (n, k) the least one at which half of the weight (k,) is reached."""
    order = np.argsort(values, axis=1)
    reached = np.cumsum(weights[order], axis=1)
    first = (reached >= 0.5 * reached[:, -1:]).argmax(axis=1)
    rows = np.arange(len(values))
    return values[rows, order[rows, first]]
