"""The domain index: nearest rows and the flag."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.evaluation.domain import index_domain, with_threshold


@pytest.fixture
def index():
    random = np.random.default_rng(0)
    mixing = random.normal(size=(6, 30))  # 30 features, 6 of them independent
    training, held_out = random.normal(size=(800, 6)) @ mixing, random.normal(size=(200, 6)) @ mixing
    domain = index_domain(training, elements=[8, 22, 38])
    return with_threshold(domain, domain.nearest(held_out)[0][:, 0]), training, held_out


def test_a_training_row_is_its_own_nearest(index):
    domain, training, _ = index
    distance, rows = domain.nearest(training[:20])
    assert rows[:, 0].tolist() == list(range(20))
    assert (distance[:, 0] < 0.05).all()
    assert (np.diff(distance, axis=1) >= 0).all()


def test_nearest_are_those_of_scipy(index):
    from scipy.spatial import cKDTree

    domain, _, held_out = index
    distance, _ = domain.nearest(held_out)
    expected, _ = cKDTree(domain.points).query((held_out - domain.centre) @ domain.axes, k=3)
    np.testing.assert_allclose(distance, expected, atol=2e-2)


def test_held_out_rows_are_mostly_inside_and_far_ones_outside(index):
    domain, _, held_out = index
    known = [np.array([8, 22])] * len(held_out)
    assert domain.inside(domain.nearest(held_out)[0], known).mean() == pytest.approx(0.95, abs=0.01)
    assert not domain.inside(domain.nearest(held_out * 20)[0], known).any()


def test_an_element_never_seen_is_outside(index):
    domain, training, _ = index
    distance, _ = domain.nearest(training[:2])
    assert domain.inside(distance, [np.array([8, 22]), np.array([8, 92])]).tolist() == [True, False]


def test_fewer_training_rows_than_neighbours():
    domain = index_domain(np.eye(2), elements=[1])
    assert domain.nearest(np.eye(2))[1].shape == (2, 2)


def test_the_nearest_distance_alone_is_that_of_the_nearest(index):
    domain, training, held_out = index
    rows = np.vstack([held_out, held_out * 20, training[:50]])
    np.testing.assert_allclose(
        domain.nearest_distance(rows), domain.nearest(rows)[0][:, 0], rtol=1e-4, atol=5e-3
    )
    assert domain.nearest_distance(rows[:0]).shape == (0,)
