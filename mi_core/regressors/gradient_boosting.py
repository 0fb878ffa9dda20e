"""Gradient-boosted trees by LightGBM: G. Ke et al., Adv. Neural Inf. Process. Syst. 30 (2017)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mi_core.regressors.numeric import NumericRegressor


@dataclass(eq=False, repr=False)
class GradientBoosting(NumericRegressor):
    """Small trees in turn on the residuals; the fitted model is kept as LightGBM's own text.

    Parameters
    ----------
    n_estimators : int
        Trees.
    learning_rate : float
        Share of each tree's answer that is added.
    num_leaves : int
        Leaves of a tree.
    min_child_samples : int
        Rows in a leaf.
    colsample : float
        Share of the columns that each tree sees.
    objective : {"regression", "regression_l1", "huber"}
        Loss: squared, absolute, or between the two.
    random_state : int
        Seed.
    """

    n_estimators: int = 800
    learning_rate: float = 0.05
    num_leaves: int = 31
    min_child_samples: int = 5
    colsample: float = 0.5
    objective: str = "regression"
    random_state: int = 0

    def learn(self, X, y):
        """Grow the trees in turn; the expected error is the mean absolute deviation of y, the same for all rows."""
        from lightgbm import LGBMRegressor

        model = LGBMRegressor(
            n_estimators=self.n_estimators,
            learning_rate=self.learning_rate,
            num_leaves=self.num_leaves,
            min_child_samples=min(self.min_child_samples, max(1, len(y) // 2)),
            colsample_bytree=self.colsample,
            objective=self.objective,
            random_state=self.random_state,
            deterministic=True,
            force_row_wise=True,
            n_jobs=1,
            verbose=-1,
        ).fit(X, y)
        self.text_ = model.booster_.model_to_string()
        self.deviation_ = float(np.abs(y - np.median(y)).mean())

    def answer(self, X):
        """Return the sum of the trees."""
        from lightgbm import Booster

        booster = Booster(model_str=self.text_)
        return booster.predict(X, num_threads=1), np.full(len(X), self.deviation_)
