"""Trees that correct estimates among their own columns."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.errors import InputError
from mi_core.regressors.correcting_trees import CorrectingTrees


def estimates(n: int = 300, seed: int = 0):
    """Two estimates that are off by what a third column tells, and two columns of noise."""
    random = np.random.default_rng(seed)
    X = random.normal(size=(n, 5))
    truth = X[:, :2] + np.column_stack([0.5 * np.sign(X[:, 2]), np.where(X[:, 2] > 0, -0.2, 0.1)])
    return X, truth


def test_corrections_are_learned_for_each_target():
    X, y = estimates()
    new, truth = estimates(seed=1)
    found = CorrectingTrees(n_estimators=30).fit(X, y).predict(new)
    assert found.shape == (300, 2)
    off = np.abs(new[:, :2] - truth).mean(axis=0)
    assert (np.abs(found - truth).mean(axis=0) < 0.15 * off).all()


def test_an_estimate_that_is_right_is_left_alone():
    X, _ = estimates()
    model = CorrectingTrees(n_estimators=5).fit(X, X[:, 0])
    assert model.predict(X) == pytest.approx(X[:, 0], abs=1e-9)
    value, scale, representation = model.outputs(X)
    assert value.shape == scale.shape == (300, 1)
    assert (scale > 0).all()
    assert representation.mean(axis=0) == pytest.approx(np.zeros(5), abs=1e-9)


def test_every_target_needs_its_estimate():
    with pytest.raises(InputError, match="Each of the 3 targets needs its column"):
        CorrectingTrees(n_estimators=2).fit(np.zeros((4, 2)), np.zeros((4, 3)))
