"""Coverage at every level, against counting by hand and the normal distribution."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.evaluation.coverage import coverage_curve


def test_two_folds_by_hand():
    # Scores of fold 0: 1, 2, 3, 4; of fold 1: 2.5 for all. Level 0.5 of four scores is the ⌈5 · 0.5⌉ = 3rd smallest.
    true, predicted = np.array([1, 2, 3, 4, 2.5, 2.5, 2.5, 2.5]), np.zeros(8)
    curve = coverage_curve(true, predicted, np.ones(8), [0] * 4 + [1] * 4, levels=[0.5, 0.2])
    assert curve["observed"].tolist() == [(2 + 4) / 8, (2 + 0) / 8]  # stretches 2.5 and 3; then 2.5 and 1
    assert curve["rows"].tolist() == [8, 8]


def test_wrong_widths_are_stretched_to_the_levels_asked_for():
    generator = np.random.default_rng(0)
    true = generator.normal(size=20_000)
    curve = coverage_curve(true, np.zeros(20_000), np.full(20_000, 0.01), np.arange(20_000) % 4)
    assert np.allclose(curve["expected"], curve["observed"], atol=0.01)


def test_a_fold_that_is_harder_than_the_others_lies_below():
    generator = np.random.default_rng(0)
    folds = np.repeat([0, 1], 2000)
    true = generator.normal(size=4000) * np.where(folds == 0, 1.0, 1.0)
    hard = np.where(folds == 0, true, 5 * true)
    curve = coverage_curve(hard[2000:], np.zeros(2000), np.ones(2000), np.zeros(2000)).set_index("expected")
    assert curve["observed"][0.9] == pytest.approx(0.9, abs=0.03)  # a lone fold is divided within itself
    both = coverage_curve(
        np.append(true[:200], 5 * true[200:]), np.zeros(4000), np.ones(4000), [0] * 200 + [1] * 3800
    )
    assert both.set_index("expected")["observed"][0.9] < 0.5


def test_rows_without_an_interval_do_not_count():
    curve = coverage_curve([1.0, np.nan, 1.0], [0.0, 0.0, 0.0], [1.0, 1.0, np.nan], [0, 0, 1])
    assert curve["rows"].unique().tolist() == [1]
