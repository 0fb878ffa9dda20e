"""Split-conformal intervals: coverage, agreement with MAPIE, honest failure."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.errors import InputError
from mi_core.evaluation.conformal import calibrate, covered_rows


def heteroscedastic(n, seed):
    random = np.random.default_rng(seed)
    scale = random.uniform(0.1, 2.0, n)
    predicted = random.normal(size=n)
    return predicted + scale * random.standard_t(4, n), predicted, scale, np.full(n, "all")


def test_new_rows_are_covered():
    intervals = calibrate(*heteroscedastic(2000, 0))
    true, predicted, scale, families = heteroscedastic(20000, 1)
    lower, upper = intervals.bounds(predicted, scale, families)
    assert np.mean((true >= lower) & (true <= upper)) == pytest.approx(0.90, abs=0.02)


def test_intervals_follow_the_expected_error():
    intervals = calibrate(*heteroscedastic(2000, 0))
    lower, upper = intervals.bounds(np.zeros(2), np.array([0.1, 2.0]), ["all", "all"])
    assert (upper - lower)[1] > 2.5 * (upper - lower)[0]


def test_equal_scales_give_the_intervals_of_mapie():
    from mapie.regression import SplitConformalRegressor
    from sklearn.linear_model import LinearRegression

    random = np.random.default_rng(3)
    X = random.normal(size=(301, 2))
    y = X @ [1.0, 2.0] + random.normal(size=301)
    model = LinearRegression().fit(X[:100], y[:100])
    theirs = SplitConformalRegressor(model, confidence_level=0.9, prefit=True).conformalize(X[100:], y[100:])
    _, bounds = theirs.predict_interval(X[:5])
    ours = calibrate(y[100:], model.predict(X[100:]), np.ones(201), np.full(201, ""))
    lower, upper = ours.bounds(model.predict(X[:5]), np.ones(5), [""] * 5)
    np.testing.assert_allclose(np.column_stack([lower, upper]), bounds[:, :, 0])


def test_unknown_truths_are_left_out():
    true, predicted, scale, families = heteroscedastic(500, 4)
    true[::2] = np.nan
    assert calibrate(true, predicted, scale, families).n_calibration == 250
    covered = covered_rows(true, predicted, scale, families)
    assert np.isnan(covered).tolist() == np.isnan(true).tolist()
    assert np.nanmean(covered) == pytest.approx(0.9, abs=0.03)


def test_too_few_rows_say_how_many_are_needed():
    with pytest.raises(InputError, match="at least 9 held-out rows; got 8"):
        calibrate(np.zeros(8), np.zeros(8), np.ones(8), [""] * 8)


def test_each_family_with_rows_enough_is_covered():
    random = np.random.default_rng(5)

    def draw(n):
        families = random.choice(["oxides", "nitrides", "others"], n, p=[0.6, 0.39, 0.01])
        error = random.normal(size=n) * np.where(families == "nitrides", 3.0, 0.5)
        return error, np.zeros(n), np.ones(n), families

    intervals = calibrate(*draw(1500))
    assert set(intervals.by_family) == {"oxides", "nitrides"}
    true, predicted, scale, families = draw(20000)
    lower, upper = intervals.bounds(predicted, scale, families)
    inside = (true >= lower) & (true <= upper)
    for name in ("oxides", "nitrides"):
        assert inside[families == name].mean() == pytest.approx(0.9, abs=0.03)


def test_the_hardest_split_of_a_family_decides_as_far_as_all_rows_may_be_covered_more():
    random = np.random.default_rng(6)

    def draw(n, share, spread):
        splits = np.where(random.random(n) < share, "papers", "formulas")
        error = random.normal(size=n) * np.where(splits == "papers", spread, 1.0)
        return error, np.zeros(n), np.ones(n), np.full(n, "all"), splits

    def coverage(share, spread):
        intervals = calibrate(*draw(4000, share, spread))
        true, predicted, scale, families, splits = draw(40000, share, spread)
        lower, upper = intervals.bounds(predicted, scale, families)
        inside = (true >= lower) & (true <= upper)
        return inside[splits == "papers"].mean(), inside.mean()

    hard, of_all = coverage(share=0.5, spread=1.2)
    assert hard == pytest.approx(0.90, abs=0.02)
    assert 0.90 < of_all < 0.93
    hard, of_all = coverage(share=0.1, spread=3.0)
    assert hard < 0.85
    assert of_all == pytest.approx(0.93, abs=0.015)


def test_splits_that_are_alike_and_those_of_few_rows_change_nothing():
    rows = heteroscedastic(2000, 7)
    few = np.repeat(["formulas", "papers"], [1970, 30])
    plain = calibrate(*rows).by_family["all"]
    assert calibrate(*rows, np.zeros(2000)).by_family["all"] == plain
    assert calibrate(rows[0] + 100 * (few == "papers"), *rows[1:], few).by_family["all"] < 1.3 * plain
