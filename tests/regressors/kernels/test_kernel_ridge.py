"""Kernel ridge regression, against scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import Matern

from mi_core.errors import InputError
from mi_core.regressors.kernels.kernel_ridge import KernelRidge


@pytest.fixture(scope="module")
def rows():
    random = np.random.default_rng(0)
    X = random.normal(size=(80, 2)) * [1, 100] + [5, 0]
    return X, 3 * np.sin(X[:, 0]) + 0.02 * X[:, 1] + 40


def test_it_is_the_mean_of_a_gaussian_process_in_units_of_the_spread(rows):
    X, y = rows
    model = KernelRidge(length_scale=1.5, noise=0.01).fit(X, y)
    kernel = Matern(1.5 * np.sqrt(2), nu=2.5)
    theirs = GaussianProcessRegressor(kernel, alpha=0.01, optimizer=None)
    theirs.fit((X - X.mean(axis=0)) / X.std(axis=0), (y - y.mean()) / y.std())
    new = np.array([[5.1, 20.0], [4.0, -150.0]])
    expected = theirs.predict((new - X.mean(axis=0)) / X.std(axis=0)) * y.std() + y.mean()
    np.testing.assert_allclose(model.predict(new), expected, rtol=1e-4)


def test_the_error_to_expect_is_that_of_rows_left_out(rows):
    X, y = rows
    _, scale = KernelRidge().fit(X[:60], y[:60]).predict_with_scale(X[60:])
    error = np.abs(KernelRidge().fit(X[:60], y[:60]).predict(X[60:]) - y[60:]).mean()
    assert scale.shape == (20,)
    assert 0.3 < scale[0] / error < 3


@pytest.mark.parametrize("wrong", [{"length_scale": 0}, {"noise": -1.0}, {"n_landmarks": 0}])
def test_impossible_parameters_are_one_sentence(rows, wrong):
    with pytest.raises(InputError, match="must be above 0"):
        KernelRidge(**wrong).fit(*rows)
