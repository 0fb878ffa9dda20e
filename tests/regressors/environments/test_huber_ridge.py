"""Ridge regression that outliers do not pull away."""

import numpy as np

from mi_core.regressors.environments.huber_ridge import huber_ridge


def test_outliers_hardly_move_the_coefficients():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(300, 4))
    true = np.array([1.0, -2.0, 0.5, 0.0])
    y = X @ true + 0.01 * rng.normal(size=300)
    y[:15] += 10.0
    np.testing.assert_allclose(huber_ridge(X, y, 1e-6), true, atol=0.01)
    ordinary = np.linalg.lstsq(X, y, rcond=None)[0]
    assert np.abs(ordinary - true).max() > 0.1


def test_the_only_row_of_a_column_decides_on_it():
    X = np.zeros((50, 2))
    X[:, 0], X[-1] = 1.0, (0.0, 1.0)
    y = np.r_[np.full(49, 2.0), 7.0]
    np.testing.assert_allclose(huber_ridge(X, y, 1e-6), [2.0, 7.0], atol=1e-3)
