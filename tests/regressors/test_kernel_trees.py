"""Kernel ridges that answer without the row, against scikit-learn and against refitting."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import Matern

from mi_core.regressors.kernel_answers import KernelAnswers
from mi_core.regressors.kernel_trees import KernelTrees


@pytest.fixture(scope="module")
def rows():
    random = np.random.default_rng(0)
    Z = random.normal(size=(60, 2))
    return Z, np.sin(Z[:, 0]) + Z[:, 1]


def test_with_every_row_a_landmark_it_is_kernel_ridge(rows):
    Z, y = rows
    kernel = KernelAnswers(1.0, 0.1, 60)
    kernel.fit(Z, y, np.random.default_rng(0))
    theirs = GaussianProcessRegressor(Matern(np.sqrt(2), nu=2.5), alpha=0.1, optimizer=None).fit(
        Z, y - y.mean()
    )
    new = np.random.default_rng(1).normal(size=(9, 2))
    np.testing.assert_allclose(kernel.predict(new), theirs.predict(new) + y.mean(), atol=1e-4)


def test_answers_for_training_rows_leave_them_out(rows):
    Z, y = rows
    kernel = KernelAnswers(1.0, 0.1, 60)
    left_out = kernel.fit(Z, y, np.random.default_rng(0))
    others = np.arange(60) != 7
    theirs = GaussianProcessRegressor(Matern(np.sqrt(2), nu=2.5), alpha=0.1, optimizer=None)
    theirs.fit(Z[others], y[others] - y.mean())
    assert left_out[7] == pytest.approx(theirs.predict(Z[7:8])[0] + y.mean(), abs=1e-3)


def test_columns_that_never_vary_do_not_count(rows):
    Z, y = rows
    with_constant = np.hstack([Z, np.zeros((60, 5))])
    one, two = KernelAnswers(1.0, 0.1, 60), KernelAnswers(1.0, 0.1, 60)
    ours, theirs = (k.fit(x, y, np.random.default_rng(0)) for k, x in ((one, Z), (two, with_constant)))
    np.testing.assert_allclose(ours, theirs, atol=1e-9)


def test_labels_that_are_all_but_equal_do_not_break_it(rows):
    Z, _ = rows
    y = np.zeros(60)
    y[:2] = 1.0
    assert np.isfinite(KernelTrees(n_estimators=5).fit(Z, y).predict(Z)).all()
