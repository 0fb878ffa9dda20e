"""LightGBM's trees as flat arrays: the library's own answers, and what is kept of them."""

from __future__ import annotations

import numpy as np
import pytest
from lightgbm import LGBMRegressor

from mi_core.descriptors.formulas import FormulaFractions
from mi_core.regressors.combined.boosted_compositions import BoostedCompositions
from mi_core.regressors.combined.boosted_forest import (
    forest_from_arrays,
    forest_to_arrays,
    pack_boosted,
    summed,
)
from mi_core.structures.material import Material


@pytest.fixture(scope="module")
def rows():
    random = np.random.default_rng(0)
    X = random.normal(size=(500, 5)).astype(np.float32)
    X[:, 4] = np.round(X[:, 4])  # ties, and zeros, which LightGBM treats with care
    return X, X[:, 0] * X[:, 1] + np.where(X[:, 4] > 0, 3.0, 0.0)


@pytest.fixture(scope="module", params=["regression", "regression_l1"])
def booster(request, rows):
    X, y = rows
    model = LGBMRegressor(
        n_estimators=40, num_leaves=31, objective=request.param, use_missing=False, verbose=-1
    )
    return model.fit(X, y).booster_


@pytest.mark.parametrize("n", [1, 30, 500])  # few rows walk all trees at once, many one after the other
def test_packed_trees_answer_as_the_library(booster, rows, n):
    X = rows[0][:n]
    np.testing.assert_allclose(summed(pack_boosted(booster), X), booster.predict(X), rtol=1e-5, atol=1e-5)


def test_arrays_are_the_forest(booster, rows):
    forest = pack_boosted(booster)
    again = forest_from_arrays(forest_to_arrays(forest, "first."), "first.")
    np.testing.assert_array_equal(summed(again, rows[0]), summed(forest, rows[0]))


def test_no_rows_get_no_answers(booster):
    assert summed(pack_boosted(booster), np.empty((0, 5), dtype=np.float32)).shape == (0,)


@pytest.fixture(scope="module")
def compositions():
    materials = [
        Material(id=f, formula=f, numbers={"gap_ev": float(n)} if n % 2 else {})
        for n, f in enumerate([f"Sr{k}TiO{k + 2}" for k in range(1, 41)])
    ]
    X = FormulaFractions(optional=("gap_ev",)).transform(materials)
    known = np.array([row.numbers[0] for row in X])
    return X, np.column_stack([np.nan_to_num(known, nan=-50.0), np.arange(40.0)])


def test_a_missing_number_is_told_from_all_known_ones(compositions):
    X, y = compositions
    model = BoostedCompositions(n_estimators=80, min_child_samples=2, num_leaves=8, colsample_bytree=1.0)
    found = model.fit(X, y).predict(X)
    assert np.abs(found - y).mean(axis=0).max() < 6
    assert (found[::2, 0] < -30).all()
    assert (found[1::2, 0] > -10).all()


def test_a_target_learns_from_the_rows_where_it_is_known(compositions):
    X, y = compositions
    holes = y.copy()
    holes[:20, 1] = np.nan
    model = BoostedCompositions(n_estimators=20, min_child_samples=2).fit(X, holes)
    alone = BoostedCompositions(n_estimators=20, min_child_samples=2).fit(X[20:], y[20:, 1])
    np.testing.assert_allclose(model.predict(X)[:, 1], alone.predict(X)[:, 0], rtol=1e-5)
