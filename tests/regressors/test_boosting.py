"""Boosted trees: the libraries' own answers, missing numbers, and what is kept of a model."""

from __future__ import annotations

import json

import numpy as np
import pytest
from sklearn.base import clone
from xgboost import XGBRegressor

from mi_core.errors import InputError
from mi_core.regressors.gradient_boosting import GradientBoosting, XGBoostTrees
from mi_core.regressors.numeric import center_and_spread
from mi_core.regressors.ridge import RidgeRegressor

BOOSTED = {"lightgbm": GradientBoosting(n_estimators=60), "xgboost": XGBoostTrees(n_estimators=60)}


@pytest.fixture(scope="module")
def rows():
    random = np.random.default_rng(0)
    X = random.normal(size=(300, 4))
    return X, X[:, 0] + np.where(X[:, 1] > 0, 3.0, 0.0)


@pytest.fixture(params=BOOSTED)
def boosted(request):
    return clone(BOOSTED[request.param])


def test_xgboost_answers_as_the_library_does(rows):
    X, y = rows
    ours = XGBoostTrees(n_estimators=20, colsample=1.0, subsample=1.0, random_state=3).fit(X, y)
    theirs = XGBRegressor(
        n_estimators=20,
        learning_rate=0.05,
        max_depth=6,
        min_child_weight=3,
        random_state=3,
        tree_method="hist",
    )
    np.testing.assert_allclose(ours.predict(X), theirs.fit(X, y).predict(X), rtol=1e-6)
    assert json.loads(ours.json_)["version"][0] >= 3


def test_a_missing_number_is_no_zero(boosted, rows):
    X, y = rows
    spoilt = X.copy()
    spoilt[X[:, 1] > 0, 1] = (
        np.nan
    )  # unknown just where it matters: the branch of unknown rows must be learnt
    model = boosted.fit(spoilt, y)
    assert np.abs(model.predict(spoilt) - y).mean() < 0.5
    zeros = np.nan_to_num(spoilt, nan=-1.0)
    assert np.abs(model.predict(zeros) - y).mean() > 1
    value, scale, representation = model.outputs(spoilt)
    assert np.isfinite(np.column_stack([value, scale, representation])).all()


def test_a_column_without_any_number_teaches_nothing(boosted, rows):
    X, y = rows
    empty = np.column_stack([X, np.full(len(X), np.nan)])
    model = boosted.set_params(colsample=1.0).fit(empty, y)
    full = clone(boosted).fit(np.column_stack([X, np.zeros(len(X))]), y)
    np.testing.assert_allclose(model.predict(empty), full.predict(np.column_stack([X, np.zeros(len(X))])))


def test_infinite_numbers_are_refused_and_missing_ones_where_they_cannot_be_read(boosted, rows):
    X, y = rows
    for model, spoilt in ((boosted, np.inf), (RidgeRegressor(), np.nan)):
        wrong = X.copy()
        wrong[0, 0] = spoilt
        with pytest.raises(InputError, match="finite numbers"):
            model.fit(wrong, y)


def test_mean_and_spread_count_known_numbers_only():
    X = np.array([[1.0, np.nan, np.nan], [3.0, 5.0, np.nan]])
    center, spread = center_and_spread(X)
    np.testing.assert_allclose(center, [2.0, 5.0, 0.0])
    np.testing.assert_allclose(spread, 1.0)
