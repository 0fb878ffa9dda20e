"""Errors against hand computation."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.evaluation.metrics import regression_metrics


def test_metrics_by_hand():
    found = regression_metrics([1.0, 2.0, np.nan, 4.0], [1.0, 4.0, 7.0, 3.0])
    assert found["n"] == 3
    assert found["mae"] == pytest.approx(1.0)
    assert found["rmse"] == pytest.approx(np.sqrt(5 / 3))
    assert found["r2"] == pytest.approx(1 - 5 / (16 / 9 + 1 / 9 + 25 / 9))
