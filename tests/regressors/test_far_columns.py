"""A column that hardly varied among the training rows does not outweigh all others where it does."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.regressors.registry import REGRESSORS

QUICK = {"dense-network": {"epochs": 20}}
ON_COLUMNS = [name for name, entry in REGRESSORS.items() if entry.reads_columns]


@pytest.mark.parametrize("name", ON_COLUMNS)
def test_a_column_just_touched_once_stays_small(name):
    rng = np.random.default_rng(0)
    X = np.hstack([rng.normal(size=(60, 3)), np.zeros((60, 2))])
    X[7, 3] = 1e-13
    y = X[:, 0] + 0.1 * rng.normal(size=60)
    model = REGRESSORS[name].make(0, **QUICK.get(name, {})).fit(X, y)
    asked = X.copy()
    asked[:, 3:] = 1.0
    assert np.abs(model.predict(asked) - model.predict(X)).max() < 5 * np.ptp(y)


@pytest.mark.parametrize("name", ["ridge", "shells-ridge"])
def test_a_line_goes_on_beyond_the_training_rows(name):
    x = np.linspace(-1, 1, 50)[:, None]
    model = REGRESSORS[name].make(0, alpha=1e-6).fit(x, 3 * x[:, 0])
    np.testing.assert_allclose(model.predict([[5.0], [-8.0]]), [15.0, -24.0], rtol=1e-3)
