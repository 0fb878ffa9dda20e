"""Extremely randomised trees, the best regressor of Schmidt et al. for perovskite stability.

P. Geurts, D. Ernst, L. Wehenkel, Mach. Learn. 63, 3 (2006); J. Schmidt et al., Chem. Mater. 29, 5090 (2017).
"""

from __future__ import annotations

from mi_core.regressors.forest import PackedForest
from mi_core.regressors.packed_trees import PackedTrees


class ExtraTrees(PackedTrees):
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

    def grow_forest(self, X, y):
        """Return the trees, grown on all rows."""
        return grow(
            X,
            y,
            n_estimators=self.n_estimators,
            max_features=self.max_features,
            min_samples_leaf=self.min_samples_leaf,
            random_state=self.random_state,
        )


def grow(X, y, **options) -> PackedForest:
    """Fit scikit-learn's extremely randomised trees and pack them."""
    from sklearn.ensemble import ExtraTreesRegressor

    return PackedForest.pack(ExtraTreesRegressor(n_jobs=-1, **options).fit(X, y))


def schmidt_pipeline(properties=None, **options):
    """Return the paper's model: selected element properties of the three sites, then extremely randomised trees."""
    from sklearn.pipeline import make_pipeline

    from mi_core.descriptors.sites import SiteProperties

    return make_pipeline(SiteProperties(properties), ExtraTrees(**options))
