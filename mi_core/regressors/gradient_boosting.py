"""Gradient-boosted trees.

LightGBM: G. Ke et al., Adv. Neural Inf. Process. Syst. 30 (2017). XGBoost: T. Chen & C. Guestrin, Proc. 22nd ACM SIGKDD
Int. Conf. Knowl. Discov. Data Min., 785 (2016).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from mi_core.regressors.numeric import NumericRegressor

if TYPE_CHECKING:
    from lightgbm import Booster
    from xgboost import Booster as XGBooster


@dataclass(eq=False, repr=False)
class GradientBoosting(NumericRegressor):
    """Small trees in turn on the residuals; the fitted model is kept as LightGBM's own text.

    Missing numbers (NaN) go down the branch of each split that the training rows recommend.

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

    accepts_missing = True

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
        return _lightgbm(self.text_).predict(X, num_threads=1), np.full(len(X), self.deviation_)


@dataclass(eq=False, repr=False)
class XGBoostTrees(NumericRegressor):
    """Small trees in turn along gradient and curvature of the loss; the fitted model is kept as XGBoost's own JSON.

    Missing numbers (NaN) go down the branch of each split that the training rows recommend.

    Parameters
    ----------
    n_estimators : int
        Trees.
    learning_rate : float
        Share of each tree's answer that is added.
    max_depth : int
        Splits between root and leaf.
    min_child_weight : float
        Rows in a leaf; for a loss other than the squared one, their curvature.
    colsample : float
        Share of the columns that each tree sees.
    subsample : float
        Share of the rows that each tree sees.
    reg_lambda : float
        Penalty on the squares of the leaves' answers (λ of the paper's Eq. 2).
    objective : {"reg:squarederror", "reg:absoluteerror", "reg:pseudohubererror"}
        Loss: squared, absolute, or between the two.
    random_state : int
        Seed.
    """

    accepts_missing = True

    n_estimators: int = 800
    learning_rate: float = 0.05
    max_depth: int = 6
    min_child_weight: float = 3.0
    colsample: float = 0.5
    subsample: float = 0.8
    reg_lambda: float = 1.0
    objective: str = "reg:squarederror"
    random_state: int = 0

    def learn(self, X, y):
        """Grow the trees in turn; the expected error is the mean absolute deviation of y, the same for all rows."""
        from xgboost import XGBRegressor

        model = XGBRegressor(
            n_estimators=self.n_estimators,
            learning_rate=self.learning_rate,
            max_depth=self.max_depth,
            min_child_weight=min(self.min_child_weight, max(1, len(y) // 4)),
            colsample_bytree=self.colsample,
            subsample=self.subsample,
            reg_lambda=self.reg_lambda,
            objective=self.objective,
            random_state=self.random_state,
            tree_method="hist",
            n_jobs=1,
        ).fit(X, y)
        self.json_ = model.get_booster().save_raw("json").decode()
        self.deviation_ = float(np.abs(y - np.median(y)).mean())

    def answer(self, X):
        """Return the sum of the trees."""
        return _xgboost(self.json_).inplace_predict(X).astype(np.float64), np.full(len(X), self.deviation_)


# Reading the text of a model takes longer than asking it of a few rows, and pages ask again and again.
@lru_cache(maxsize=16)
def _lightgbm(text: str) -> Booster:
    from lightgbm import Booster

    return Booster(model_str=text)


@lru_cache(maxsize=16)
def _xgboost(text: str) -> XGBooster:
    from xgboost import Booster

    booster = Booster({"nthread": 1})
    booster.load_model(bytearray(text.encode()))
    return booster
