"""The paired test over splits, against the formula of its paper and scipy's plain one."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from mi_core.evaluation.paired import corrected_t_test


def test_the_corrected_t_test_is_wider_than_the_plain_one():
    difference = np.array([0.02, 0.03, 0.01, 0.05, 0.02])
    plain = stats.ttest_1samp(difference, 0).pvalue
    assert corrected_t_test(difference, 0.0) == pytest.approx(plain)
    statistic = difference.mean() / np.sqrt((1 / 5 + 1 / 4) * difference.var(ddof=1))
    assert corrected_t_test(difference, 0.25) == pytest.approx(2 * stats.t.sf(statistic, 4))
    assert corrected_t_test(difference, 0.25) > plain


def test_folds_of_unequal_size_count_by_their_rows():
    difference, rows = np.array([0.02, 0.03, -0.01, 0.05]), np.array([10.0, 10.0, 30.0, 50.0])
    equal = corrected_t_test(difference, 0.25, np.full(4, 25.0))
    assert equal == pytest.approx(corrected_t_test(difference, 0.25))
    weights = rows / 100
    statistic = weights @ difference / np.sqrt(((weights**2).sum() + 0.25) * difference.var(ddof=1))
    assert corrected_t_test(difference, 0.25, rows) == pytest.approx(2 * stats.t.sf(statistic, 3))
