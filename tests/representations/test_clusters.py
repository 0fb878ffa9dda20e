"""Clusters and what tells them apart; pairs that a layer has taken apart."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

from mi_core.errors import InputError
from mi_core.representations.clusters import (
    METHODS,
    NONE,
    distinguishing,
    find_clusters,
    said_of_cluster,
    standardised_difference,
    sub_clusters,
)
from mi_core.representations.pairs import separated_pairs

SIZES = (30, 60, 45)
TRUTH = np.repeat([0, 1, 2], SIZES)


@pytest.fixture(scope="module")
def clouds() -> np.ndarray:
    rng = np.random.default_rng(0)
    return rng.normal(size=(len(TRUTH), 4)) + 15 * np.eye(4)[TRUTH]


@pytest.mark.parametrize("method", METHODS)
def test_clouds_are_found_and_numbered_by_size(clouds, method):
    found = find_clusters(clouds, method)
    assert adjusted_rand_score(TRUTH, found) > 0.9
    sizes = np.bincount(found[found >= 0])
    assert (np.diff(sizes) <= 0).all()
    assert np.array_equal(found, find_clusters(clouds, method))


def test_noise_is_one_gaussian_and_no_dense_region():
    noise = np.random.default_rng(1).normal(size=(150, 3))
    assert set(find_clusters(noise, "mixture")) == {0}
    assert set(find_clusters(noise, "hdbscan")) <= {NONE, 0, 1}


def test_sub_clusters_are_those_within_one_label(clouds):
    labels = np.where(TRUTH == 1, "liquid", "defect")
    found = sub_clusters(clouds, labels, "defect", "mixture")
    assert (found[TRUTH == 1] == NONE).all()
    assert adjusted_rand_score(TRUTH[TRUTH != 1], found[TRUTH != 1]) == 1


def test_what_tells_clusters_apart_comes_first():
    rng = np.random.default_rng(2)
    clusters = np.repeat([0, 1, NONE], [40, 60, 5])
    properties = pd.DataFrame(
        {
            "same": rng.normal(size=105),
            "coordination": np.where(clusters == 0, 3, 4) + rng.normal(scale=0.1, size=105),
            "volume": np.where(clusters == 0, 21.0, 20.0) + rng.normal(scale=1.0, size=105),
            "name": "Si",
        }
    )
    properties.loc[clusters == NONE, "coordination"] = 1e6  # of no cluster, so it says nothing
    properties.loc[0, "volume"] = np.nan
    found = distinguishing(clusters, properties)
    assert list(found["property"][:3]) == ["coordination", "volume", "same"]
    assert found["difference"][0] == pytest.approx(-10, rel=0.3)
    assert found["n"].tolist()[:3] == [40, 39, 40]
    assert found["inside"][0] == pytest.approx(3, abs=0.1)
    sentence = said_of_cluster(found, 0)
    assert sentence.startswith("Cluster 1 has lower coordination (3")
    assert "same" not in sentence
    assert (
        said_of_cluster(found[found["property"] == "same"], 1)
        == "No property tells cluster 2 from the others."
    )


def test_the_difference_is_cohens():
    first, second = np.array([1.0, 2.0, 3.0]), np.array([4.0, 6.0, 8.0])
    assert standardised_difference(first, second) == pytest.approx(-4 / np.sqrt((1 + 4) / 2))
    assert standardised_difference(np.full(3, 0.3), np.full(4, 0.3)) == 0
    assert standardised_difference(np.full(3, 0.3), np.full(4, 0.1)) == np.inf


def test_clusters_that_cannot_be_looked_for_are_refused(clouds):
    with pytest.raises(InputError, match="at least 20 points; got 5"):
        find_clusters(clouds[:5])
    with pytest.raises(InputError, match="'gas' has 0; choose a label with more"):
        sub_clusters(clouds, np.full(len(TRUTH), "liquid"), "gas")
    with pytest.raises(InputError, match="Did you mean 'hdbscan'"):
        find_clusters(clouds, "hdbskan")


def test_pairs_alike_at_the_input_and_far_in_the_layer_are_found():
    rng = np.random.default_rng(3)
    at_input = rng.normal(size=(80, 3))
    at_input[1], at_input[3] = at_input[0] + 1e-3, at_input[2] + 1e-3
    at_input[5] = at_input[4] + 1e-3
    in_layer = at_input.copy()
    in_layer[1, 0] += 30  # taken apart
    in_layer[3, 0] += 20  # taken apart, but of the same group
    groups = np.arange(80)
    groups[3] = groups[2]
    found = separated_pairs(at_input, in_layer, groups, n=5)
    assert found.loc[0, ["first", "second"]].tolist() == [0, 1]
    assert (2, 3) not in set(zip(found["first"], found["second"], strict=True))
    assert found["input_rank"].max() <= 0.011
    assert found["layer_rank"][0] > 0.95
    assert (np.diff(found["layer_distance"]) <= 0).all()
    points = found[["first", "second"]].to_numpy().ravel()
    assert len(set(points)) == len(points)


def test_pairs_need_two_groups():
    with pytest.raises(InputError, match="got 4 points of 1"):
        separated_pairs(np.eye(4), np.eye(4), ["a"] * 4)
