"""The closed forms give what leaving each row out by hand gives; probabilities are calibrated."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, Matern
from sklearn.linear_model import Ridge

from mi_core.molecules.models.blend import logistic_fit, probability
from mi_core.molecules.transfer.learners.probabilities import Calibration, venn_abers
from mi_core.molecules.transfer.learners.process import LeftOutProcess
from mi_core.molecules.transfer.learners.ridge import LeftOutRidge, left_out, spectrum

RNG = np.random.default_rng(0)


@pytest.mark.parametrize("columns", [5, 60])
def test_ridge_leaves_each_row_out_in_closed_form(columns):
    X = RNG.normal(size=(25, columns))
    y = X[:, 0] + RNG.normal(size=25)
    X -= X.mean(axis=0)
    penalties, answers = left_out(spectrum(X), y)
    for number in (0, len(penalties) - 1):
        by_hand = [
            Ridge(alpha=penalties[number]).fit(np.delete(X, i, 0), np.delete(y, i)).predict(X[[i]])[0]
            for i in range(25)
        ]
        np.testing.assert_allclose(answers[:, number], by_hand, rtol=1e-6, atol=1e-8)


def test_ridge_settles_its_penalty_and_expects_more_error_far_away():
    X = RNG.normal(size=(80, 30))
    model = LeftOutRidge().fit(X, X[:, 0] + 0.1 * RNG.normal(size=80))
    noisy = LeftOutRidge().fit(X, RNG.normal(size=80))
    assert noisy.penalty_ > 100 * model.penalty_
    near, far = model.predict_with_scale(np.stack([X.mean(axis=0), 8 * X[0]]))[1]
    assert far > near


def test_the_process_is_that_of_scikit_learn():
    X = RNG.normal(size=(40, 3))
    y = np.sin(X[:, 0]) + 0.05 * RNG.normal(size=40)
    model = LeftOutProcess().fit(X, y)
    rows = (X - X.mean(axis=0)) / X.std(axis=0)
    kernel = ConstantKernel(model.variance_, "fixed") * Matern(model.length_ * np.sqrt(3), "fixed", nu=2.5)
    theirs = GaussianProcessRegressor(kernel, alpha=model.variance_ * model.noise_, optimizer=None)
    theirs.fit(rows, (y - y.mean()) / y.std())
    mean, spread = theirs.predict((X[:5] - 0.3 - X.mean(axis=0)) / X.std(axis=0), return_std=True)
    value, scale = model.predict_with_scale(X[:5] - 0.3)
    np.testing.assert_allclose(value, mean * y.std() + y.mean(), rtol=1e-4)
    np.testing.assert_allclose(
        scale, np.sqrt(spread**2 + model.variance_ * model.noise_) * y.std(), rtol=1e-3
    )


def test_the_curve_of_few_rows_is_less_sure_than_that_of_many():
    answers = np.random.default_rng(1).normal(size=4000)
    labels = (np.random.default_rng(2).random(4000) < probability(1.5 * answers - 0.5)).astype(float)
    slope, offset, _ = logistic_fit(labels, answers)
    places = np.linspace(-2, 2, 5)
    truth, likeliest = probability(1.5 * places - 0.5), probability(slope * places + offset)
    cautious = Calibration.of(answers, labels).probability(places)
    np.testing.assert_allclose(likeliest, truth, atol=0.02)
    np.testing.assert_allclose(cautious, truth, atol=0.05)
    assert likeliest[0] < cautious[0] < cautious[-1] < likeliest[-1]

    apart = np.repeat([-1.0, 1.0], 10)
    told = Calibration.of(apart, (apart > 0).astype(float)).probability(np.array([1.0]))[0]
    assert 0.8 < told < 0.99
    assert probability(logistic_fit((apart > 0).astype(float), apart)[0]) > 0.9999


def test_probabilities_are_those_of_the_share_where_answers_say_nothing():
    labels = np.repeat([0.0, 1.0], [60, 20])
    constant = Calibration.of(-labels, labels).probability(np.array([-5.0, 5.0]))
    np.testing.assert_allclose(constant, 21 / 82, atol=1e-6)


def test_probabilities_rise_with_the_answers_and_hold():
    answers = RNG.normal(size=2000)
    labels = (RNG.uniform(size=2000) < 1 / (1 + np.exp(-2 * answers))).astype(float)
    found = Calibration.of(answers, labels).probability(np.array([-1.0, 0.0, 1.0]))
    np.testing.assert_allclose(found, 1 / (1 + np.exp([2.0, 0.0, -2.0])), atol=0.04)
    lower, upper = venn_abers(answers, labels, np.array([-1.0, 0.0, 1.0]))
    assert (lower <= upper).all()
    np.testing.assert_allclose((lower + upper) / 2, found, atol=0.12)
