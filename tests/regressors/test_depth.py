"""Networks of one to ten layers: as deep as asked for, trained without harm, named as they were when they were stored."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from pymatgen.core import Lattice, Structure
from torch import nn

from mi_core.descriptors.graph import CrystalGraphs
from mi_core.errors import InputError
from mi_core.neural.blocks import MOST_LAYERS
from mi_core.regressors.cgcnn import CGCNNRegressor
from mi_core.regressors.dense_network import DenseRegressor

DEPTHS = range(1, MOST_LAYERS + 1)


@pytest.fixture(scope="module")
def rows():
    X = np.random.default_rng(0).normal(size=(240, 5))
    return X, np.sin(2 * X[:, 0]) + X[:, 1] * X[:, 2]


@pytest.fixture(scope="module")
def graphs():
    random = np.random.default_rng(0)
    coords = [[0, 0, 0], [0.5, 0.5, 0.5], [0.5, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0.5]]
    crystals = [
        Structure(Lattice.cubic(random.uniform(3.8, 4.4)), [a, b, "O", "O", "O"], coords)
        for a in ("Ca", "Sr", "Ba", "Pb")
        for b in ("Ti", "Zr", "Hf", "Sn", "Ce")
    ]
    described = CrystalGraphs().fit(None).transform(crystals)
    return described, np.array([crystal.volume for crystal in crystals])


def hidden_layers(network: nn.Module) -> int:
    return sum(isinstance(part, nn.Linear) for part in network.modules()) - 2  # without mean and scale


@pytest.mark.parametrize("depth", DEPTHS)
def test_a_dense_network_is_as_deep_as_asked_for_and_learns(depth, rows):
    X, y = rows
    model = DenseRegressor(depth=depth, width=32, epochs=60, batch_size=32, learning_rate=5e-3).fit(X, y)
    assert hidden_layers(model.networks_[0]) == depth
    assert np.abs(model.predict(X) - y).mean() < 0.5 * np.abs(y - np.median(y)).mean()


@pytest.mark.parametrize("n", [1, 10])
def test_a_graph_network_has_the_convolutions_asked_for_and_learns(n, graphs):
    X, y = graphs
    model = CGCNNRegressor(
        n_convolutions=n, atom_features=16, edge_features=16, head_features=16, epochs=80, batch_size=8,
        learning_rate=5e-3,
    ).fit(X, y)  # fmt: skip
    assert len(model.networks_[0].convolutions) == n
    assert np.abs(model.predict(X) - y).mean() < 0.5 * np.abs(y - np.median(y)).mean()


def first_gradient(model, X) -> tuple[float, float]:
    """Gradient of the untrained network's first weights by their size, and its largest answer."""
    if isinstance(model, DenseRegressor):
        model.learn_columns(X)
    torch.manual_seed(0)
    network = model.build_network(1)
    answer, _, _ = network(model.collate(X))
    (answer - 1).square().mean().backward()
    first = next(network.parameters())
    return float(first.grad.norm() / first.detach().norm()), float(answer.detach().abs().max())


@pytest.mark.parametrize("kind", ["dense", "cgcnn"])
def test_signals_and_gradients_of_ten_layers_are_as_large_as_those_of_one(kind, rows, graphs):
    X = rows[0] if kind == "dense" else graphs[0]
    make = {
        "dense": lambda n: DenseRegressor(depth=n, width=64),
        "cgcnn": lambda n: CGCNNRegressor(n_convolutions=n),
    }[kind]
    (shallow, _), (deep, largest) = first_gradient(make(1), X), first_gradient(make(10), X)
    assert 0.1 < deep / shallow < 10  # ten plain layers: 1e-5
    assert largest < 5


def test_up_to_three_plain_layers_keep_the_names_of_stored_weights(rows):
    names = DenseRegressor(depth=3, width=8, epochs=1).fit(*rows).networks_[0].state_dict()
    layers = ["hidden.0", "hidden.3", "hidden.6", "mean", "log_scale"]
    assert list(names) == [f"{layer}.{part}" for layer in layers for part in ("weight", "bias")]


def test_a_missing_number_is_told_from_the_mean_by_its_mark(rows):
    X, _ = rows
    unknown = X[:, 3] > 0.5
    spoilt = np.column_stack([X, unknown])
    spoilt[unknown, 3] = np.nan
    y = X[:, 0] + 3.0 * unknown
    model = DenseRegressor(width=32, epochs=60, batch_size=32, learning_rate=5e-3).fit(spoilt, y)
    assert np.abs(model.predict(spoilt) - y).mean() < 0.3
    assert np.isfinite(np.column_stack(model.outputs(spoilt))).all()


def test_the_deepest_network_is_stored_and_read(rows):
    X, y = rows
    model = DenseRegressor(depth=10, width=8, epochs=2).fit(X, y)
    again = DenseRegressor(depth=10, width=8).load_state(model.state())
    np.testing.assert_allclose(again.predict(X), model.predict(X), rtol=1e-6)


@pytest.mark.parametrize("number", [0, 11, -1, 2.5, True, "three"])
def test_layers_beyond_the_range_are_one_sentence(number, rows, graphs):
    words = f"must be a whole number from 1 to 10; got {number!r}"
    with pytest.raises(InputError, match=f"depth of a network {words}"):
        DenseRegressor(depth=number).fit(*rows)
    with pytest.raises(InputError, match=f"n_convolutions of a network {words}"):
        CGCNNRegressor(n_convolutions=number).fit(*graphs)
