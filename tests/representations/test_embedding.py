"""Maps of layers: PCA as linear algebra has it, t-SNE that keeps neighbours, both turned alike and the same for a seed."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mi_core.errors import InputError
from mi_core.representations.embedding import PCA, TSNE, layer_maps, principal_axes, turned_onto
from mi_core.representations.layers import ATOMS, Layers
from mi_core.representations.sampling import stratified

N = 60
LABELS = np.arange(N) % 3


def layers_of(values: dict[str, np.ndarray]) -> Layers:
    n = len(next(iter(values.values())))
    return Layers(ATOMS, tuple(values), values, pd.DataFrame({"id": np.arange(n)}))


@pytest.fixture(scope="module")
def clouds() -> Layers:
    """Three clouds in the input; in the next layers the same, turned and stretched."""
    rng = np.random.default_rng(0)
    first = rng.normal(size=(N, 5)) + 12 * np.eye(5)[LABELS]
    turn = np.linalg.qr(rng.normal(size=(5, 5)))[0]
    return layers_of({"input": first, "turned": 7 * first @ turn, "mirrored": -0.1 * first})


def purity(places: np.ndarray) -> float:
    distance = np.linalg.norm(places[:, None] - places, axis=2) + 1e9 * np.eye(len(places))
    return float((LABELS[np.argsort(distance, axis=1)[:, :5]] == LABELS[:, None]).mean())


def test_principal_axes_are_the_eigenvectors_of_the_covariance():
    values = np.random.default_rng(1).normal(size=(200, 4)) * [5, 3, 1, 0.2]
    coordinates, shares = principal_axes(values)
    eigenvalues, vectors = np.linalg.eigh(np.cov(values.T))
    np.testing.assert_allclose(shares, eigenvalues[::-1][:2] / eigenvalues.sum())
    expected = (values - values.mean(axis=0)) @ vectors[:, ::-1][:, :2]
    for axis in range(2):
        assert abs(np.corrcoef(coordinates[:, axis], expected[:, axis])[0, 1]) == pytest.approx(1)


def test_the_sign_of_an_axis_does_not_depend_on_the_order_of_points():
    values = np.random.default_rng(2).normal(size=(50, 3)) * [3, 2, 1]
    order = np.random.default_rng(3).permutation(50)
    np.testing.assert_allclose(principal_axes(values[order])[0], principal_axes(values)[0][order], atol=1e-10)


def test_axes_that_there_are_not_are_nothing():
    coordinates, shares = principal_axes(np.arange(20.0)[:, None])
    assert shares.tolist() == pytest.approx([1, 0])
    assert not coordinates[:, 1].any()
    coordinates, shares = principal_axes(np.full((20, 3), 0.1))
    assert not coordinates.any()
    assert not shares.any()


def test_layers_that_differ_by_a_rotation_and_a_scale_have_the_same_map(clouds):
    maps = layer_maps(clouds, PCA)
    for name in ("turned", "mirrored"):
        np.testing.assert_allclose(maps.places[name], maps.places["input"], atol=1e-8)
    assert maps.explained["input"] == pytest.approx(maps.explained["turned"])
    assert 0.8 < maps.explained["input"] < 1


def test_a_map_is_turned_back():
    places = np.random.default_rng(4).normal(size=(30, 2))
    turn = np.array([[0.6, 0.8], [0.8, -0.6]])  # a reflection
    np.testing.assert_allclose(turned_onto(places @ turn, places), places, atol=1e-12)


def test_tsne_keeps_clouds_together_and_moves_points_little_between_layers_that_say_the_same(clouds):
    maps = layer_maps(clouds, TSNE)
    again = layer_maps(clouds, TSNE)
    assert maps.explained == {}
    for name, places in maps.places.items():
        assert np.array_equal(places, again.places[name])
        assert purity(places) == 1
        assert np.sqrt((places**2).sum(axis=1).mean()) == pytest.approx(1)
    moved = maps.places["turned"] - maps.places["input"]
    assert np.sqrt((moved**2).sum(axis=1).mean()) < 0.35, "unaligned maps differ by about √2"


def test_points_that_coincide_get_a_map():
    same = np.repeat(np.random.default_rng(5).normal(size=(3, 4)), 20, axis=0)
    places = layer_maps(layers_of({"input": same}), TSNE).places["input"]
    assert np.isfinite(places).all()
    assert places.std() > 0.1


def test_progress_is_told_layer_by_layer(clouds):
    heard: list[float] = []
    layer_maps(clouds, say=heard.append)
    assert heard == pytest.approx([1 / 3, 2 / 3, 1])


def test_what_cannot_be_mapped_is_refused_in_a_sentence(clouds):
    with pytest.raises(InputError, match=r"'pcs' is not known; choose one of pca, tsne\. Did you mean 'pca'"):
        layer_maps(clouds, "pcs")
    with pytest.raises(InputError, match="from 10 to 5,000 points; got 4"):
        layer_maps(clouds.at(np.arange(4)))


def test_a_sample_holds_the_share_of_each_label_and_every_label():
    labels = np.repeat(["fcc", "bcc", "rare"], [6000, 3000, 2])
    chosen = stratified(labels, 300)
    assert len(chosen) == len(set(chosen)) == 300
    assert (np.diff(chosen) > 0).all()
    counts = dict(zip(*np.unique(labels[chosen], return_counts=True), strict=True))
    assert counts["rare"] >= 1
    assert counts["fcc"] == pytest.approx(200, abs=3)
    assert counts["bcc"] == pytest.approx(100, abs=3)
    assert np.array_equal(chosen, stratified(labels, 300))
    assert not np.array_equal(chosen, stratified(labels, 300, seed=1))


def test_a_sample_of_few_points_is_all_of_them():
    assert np.array_equal(stratified(LABELS, N), np.arange(N))
    assert len(stratified(np.arange(N), 10)) == 10, "more labels than points wanted"
