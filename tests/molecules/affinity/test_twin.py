"""The cheap twin: what one task learned is read for another that is the same, and noise reads nothing."""

from __future__ import annotations

import numpy as np
import pytest
from length_tasks import LENGTH, NOISE, SCALED
from sklearn.linear_model import RidgeCV
from sklearn.preprocessing import StandardScaler

from mi_core.molecules.affinity.drawn import draw
from mi_core.molecules.affinity.heads import LinearReader
from mi_core.molecules.affinity.tables import mean_and_error, values_of
from mi_core.molecules.affinity.twin import UNTRAINED, twin_losses
from mi_core.molecules.transfer.learners.ridge import PENALTIES

TASKS = (LENGTH, SCALED, NOISE)


@pytest.fixture(scope="module")
def losses(lengths):
    frame, graphs = lengths
    return twin_losses(frame, graphs, draw(frame, TASKS), [UNTRAINED, *TASKS], epochs=12)


def test_a_task_and_its_scaled_copy_have_the_same_encoder(losses):
    of = losses.set_index(["task", "beside"])["loss"]
    for task in TASKS:
        assert of[task, LENGTH] == pytest.approx(of[task, SCALED], rel=1e-3)


def test_the_copy_helps_more_than_noise_does(losses):
    matrix, error = mean_and_error(values_of(losses), TASKS)
    assert matrix.loc[LENGTH, SCALED] > matrix.loc[LENGTH, NOISE]
    assert matrix.loc[LENGTH, SCALED] > 0
    assert np.isnan(np.diag(matrix)).all()
    assert error.isna().all(axis=None)


def test_ridge_regression_is_that_of_scikit_learn():
    rng = np.random.default_rng(0)
    learned, tested = rng.normal(size=(60, 8)) * [1, 2, 3, 4, 5, 6, 7, 8], rng.normal(size=(9, 8))
    labels = learned[:, 0] - learned[:, 3] + rng.normal(size=60)
    scaler = StandardScaler().fit(learned)
    rows = scaler.transform(learned)
    penalties = PENALTIES * np.mean(np.linalg.svd(rows, compute_uv=False) ** 2)
    expected = RidgeCV(penalties).fit(rows, labels).predict(scaler.transform(tested))
    found = LinearReader(learned).read(labels, tested, probability=False)
    np.testing.assert_allclose(found, expected, rtol=1e-6)


def test_probabilities_follow_what_tells_them_and_stay_at_the_share_where_nothing_does():
    rng = np.random.default_rng(1)
    learned, tested = rng.normal(size=(400, 5)), rng.normal(size=(2000, 5))
    labels = (rng.random(400) < 1 / (1 + np.exp(-3 * learned[:, 1]))).astype(float)
    found = LinearReader(learned).read(labels, tested, probability=True)
    assert np.abs(found - 1 / (1 + np.exp(-3 * tested[:, 1]))).mean() < 0.08
    noise = LinearReader(learned).read(rng.permutation(labels), tested, probability=True)
    assert noise == pytest.approx(np.full(2000, labels.mean()), abs=0.12)


def test_a_class_that_hardly_occurs_is_predicted_as_often_as_it_does():
    learned = np.random.default_rng(2).normal(size=(50, 3))
    labels = np.eye(1, 50)[0]
    assert LinearReader(learned).read(labels, learned, probability=True) == pytest.approx(1 / 50)
