"""Measures of separation: known answers, what must not change them, and scikit-learn as authority."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import ortho_group
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import silhouette_score
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.neighbors import NearestNeighbors

from mi_core.errors import InputError
from mi_core.representations.measures import MEASURES
from mi_core.representations.measures.measure import scaled

BY_NAME = pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)


def blobs(apart: float, n: int = 240, width: int = 6, seed: int = 0):
    """Three clouds of unit spread, each point a group of its own: values, labels, groups."""
    rng = np.random.default_rng(seed)
    labels = np.arange(n) % 3
    centres = np.zeros((3, width))
    centres[[1, 2], [0, 1]] = apart
    values = rng.normal(size=(n, width)) + centres[labels]
    return values, np.array(["fcc", "bcc", "hcp"])[labels], np.arange(n)


@BY_NAME
def test_blobs_far_apart_are_parted_and_the_farther_the_more(measure):
    overlapping, near, far = (measure.value(*blobs(apart)) for apart in (0.5, 3, 200))
    assert overlapping < near < far or near == far == 1
    assert far > 500 if measure.name == "variance_ratio" else far > 0.95


@BY_NAME
def test_shuffled_labels_are_at_chance(measure):
    values, labels, groups = blobs(60)
    found = [
        measure.value(values, np.random.default_rng(seed).permutation(labels), groups) for seed in range(5)
    ]
    spread = {"purity": 0.05, "variance_ratio": 0.01, "probe": 0.06, "silhouette": 0.02}[measure.name]
    assert np.mean(found) == pytest.approx(measure.chance(values, labels, groups), abs=spread)


@BY_NAME
def test_rotations_shifts_scales_and_the_order_of_points_change_nothing(measure):
    values, labels, groups = blobs(2)
    groups = groups // 2
    expected = measure.value(values, labels, groups)
    turned = 1e4 * (values @ ortho_group.rvs(values.shape[1], random_state=1)) + 7
    assert measure.value(turned, labels, groups) == pytest.approx(expected, abs=2e-3)
    order = np.random.default_rng(2).permutation(len(values))
    if measure.name != "probe":  # its folds follow the order
        moved = measure.value(values[order], labels[order], groups[order])
        assert moved == pytest.approx(expected, abs=1e-9)


def test_purity_without_groups_is_that_of_nearest_neighbours():
    values, labels, groups = blobs(2)
    nearest = NearestNeighbors(n_neighbors=11).fit(values).kneighbors(values, return_distance=False)[:, 1:]
    expected = (labels[nearest] == labels[:, None]).mean()
    assert MEASURES["purity"].value(values, labels, groups) == pytest.approx(expected)


def test_silhouettes_without_groups_are_those_of_scikit_learn():
    values, labels, groups = blobs(2)
    expected = silhouette_score(values, labels)
    assert MEASURES["silhouette"].value(values, labels, groups) == pytest.approx(expected)


def test_the_variance_ratio_of_one_column_is_that_of_the_f_test():
    from scipy.stats import f_oneway

    values, labels, groups = blobs(1, width=2)
    column = values[:, :1]
    n, k = len(labels), 3
    f = f_oneway(*(column[labels == label, 0] for label in np.unique(labels))).statistic
    assert MEASURES["variance_ratio"].value(column, labels, groups) == pytest.approx(f * (k - 1) / (n - k))


def test_the_probe_without_groups_is_as_good_as_scikit_learns_own_cross_validation():
    values, labels, groups = blobs(2)
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    scores = cross_val_score(LogisticRegression(), values, labels, cv=folds, scoring="balanced_accuracy")
    assert MEASURES["probe"].value(values, labels, groups) == pytest.approx(scores.mean(), abs=0.03)


def copies_of_noise(n: int = 60, copies: int = 12):
    """Clouds of points without any order, each cloud one group with one label: near each other, and that is all."""
    rng = np.random.default_rng(3)
    groups = np.repeat(np.arange(n), copies)
    values = rng.normal(size=(n, 4))[groups] + 0.01 * rng.normal(size=(n * copies, 4))
    return values, (groups % 2).astype(str), groups


@pytest.mark.parametrize("name", ["purity", "probe", "silhouette"])
def test_what_is_alike_within_groups_alone_is_not_taken_for_separation(name):
    values, labels, groups = copies_of_noise()
    measure = MEASURES[name]
    fooled = measure.value(values, labels, np.arange(len(labels)))
    assert measure.value(values, labels, groups) == pytest.approx(
        measure.chance(values, labels, groups), abs=0.12
    )
    if name == "purity":
        assert fooled > 0.95, "without groups, the same points look parted"


@BY_NAME
def test_points_that_coincide_say_nothing(measure):
    _, labels, groups = blobs(1)
    found = measure.value(np.full((len(labels), 3), 0.1), labels, groups)
    chance = measure.chance(np.zeros((len(labels), 3)), labels, groups)
    assert np.isnan(found) or found == pytest.approx(chance, abs=0.06)


@BY_NAME
def test_input_that_cannot_be_measured_is_refused_in_a_sentence(measure):
    values, labels, groups = blobs(1)
    with pytest.raises(InputError, match="at least two labels; got 1"):
        measure.value(values, np.full(len(labels), "fcc"), groups)
    with pytest.raises(InputError, match="n labels and n groups"):
        measure.value(values, labels[1:], groups)
    with pytest.raises(InputError, match="finite"):
        measure.value(np.where(values > 2, np.nan, values), labels, groups)


def test_the_probe_needs_each_label_in_two_groups():
    values, labels, _ = blobs(1)
    with pytest.raises(InputError, match="one group cannot be learned"):
        MEASURES["probe"].value(values, labels, labels)


def test_scaled_values_have_unit_variance_on_average_and_keep_their_shape():
    values = blobs(3)[0] * 40 + 5
    found = scaled(values)
    assert found.var(axis=0).mean() == pytest.approx(1)
    kept = np.corrcoef((values - values.mean(axis=0)).ravel(), found.ravel())[0, 1]
    assert kept == pytest.approx(1)
