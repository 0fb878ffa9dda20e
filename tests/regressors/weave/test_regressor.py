"""Weave networks learn numbers and classes at once, from labels of which many are missing."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.descriptors.molecules.graph import molecule_graph
from mi_core.regressors.weave.regressor import WeaveRegressor
from mi_core.structures.molecules.smiles import read_smiles

SETTINGS = {
    "width": 16,
    "pair_width": 8,
    "encoding": 16,
    "batch_size": 16,
    "epochs": 60,
    "learning_rate": 1e-2,
}


@pytest.fixture(scope="module")
def learned():
    """Chains of carbon, some with oxygen at the end: how long they are, and whether there is oxygen."""
    smiles = ["C" * n + end for n in range(1, 13) for end in ("", "O", "C(C)C", "C(C)O")]
    graphs = [molecule_graph(read_smiles(text).mol) for text in smiles]
    y = np.array([[len(graph), "O" in text] for graph, text in zip(graphs, smiles, strict=True)], dtype=float)
    known = y.copy()
    known[::5, 0], known[1::5, 1] = np.nan, np.nan
    return WeaveRegressor(classes=(1,), **SETTINGS).fit(graphs, known), graphs, y


def test_both_are_learned_from_incomplete_labels(learned):
    model, graphs, y = learned
    mean, scale = model.predict_with_scale(graphs)
    assert np.abs(mean[:, 0] - y[:, 0]).mean() < 0.5 * np.abs(y[:, 0] - y[:, 0].mean()).mean()
    assert ((mean[:, 1] > 0.5) == y[:, 1]).mean() > 0.9
    assert ((mean[:, 1] >= 0) & (mean[:, 1] <= 1)).all()
    assert (scale > 0).all()


def test_what_was_learned_is_kept_as_arrays(learned):
    model, graphs, _ = learned
    again = WeaveRegressor(classes=(1,), **SETTINGS).load_state(model.state())
    np.testing.assert_allclose(again.predict(graphs), model.predict(graphs), rtol=1e-6)


def test_numbers_beside_the_graph_are_read():
    from dataclasses import replace

    rng = np.random.default_rng(0)
    y = rng.normal(size=40)
    graph = molecule_graph(read_smiles("CCO").mol)
    rows = [replace(graph, beside=np.array([value, 1.0], dtype=np.float32)) for value in y]
    model = WeaveRegressor(n_beside=2, **SETTINGS).fit(rows, y)
    assert np.abs(model.predict(rows) - y).mean() < 0.3
