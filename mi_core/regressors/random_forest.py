"""Random forest: L. Breiman, Mach. Learn. 45, 5 (2001)."""

from __future__ import annotations

from mi_core.regressors.forest import PackedForest
from mi_core.regressors.packed_trees import PackedTrees


class RandomForest(PackedTrees):
    """Trees on bootstrap samples of the rows, best thresholds among some of the columns.

    Parameters
    ----------
    n_estimators : int
        Trees; time and file size grow in proportion.
    max_features : float
        Share of the columns tried at each split.
    min_samples_leaf : int
        Rows in a leaf.
    center : {"median", "mean"}
        How the trees' answers are joined; the mean is Breiman's.
    random_state : int
        Seed.
    """

    def __init__(
        self, n_estimators=150, max_features=0.66, min_samples_leaf=1, center="mean", random_state=0
    ):
        self.n_estimators = n_estimators
        self.max_features = max_features
        self.min_samples_leaf = min_samples_leaf
        self.center = center
        self.random_state = random_state

    def grow_forest(self, X, y):
        """Return the trees, each grown on its bootstrap sample."""
        from sklearn.ensemble import RandomForestRegressor

        forest = RandomForestRegressor(
            n_estimators=self.n_estimators,
            max_features=self.max_features,
            min_samples_leaf=self.min_samples_leaf,
            random_state=self.random_state,
            n_jobs=-1,
        )
        return PackedForest.pack(forest.fit(X, y))
