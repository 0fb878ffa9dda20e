"""Measured molecules in the layers of the network that answers all tasks."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.molecules import point_set
from mi_core.molecules.models.store import load_tasks_model


@pytest.fixture(scope="module")
def mapped():
    """Of forty molecules."""
    caches = (point_set.molecule_points, point_set._sample, point_set._materials)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(point_set, "MOST", 40)
        for cache in caches:
            cache.cache_clear()
        yield point_set.molecule_points()
        for cache in caches:
            cache.cache_clear()


def test_molecules_have_states_maps_and_what_is_known_of_them(mapped):
    points = mapped.layers.points
    assert len(points) == 40
    assert set(mapped.columns) <= set(points)
    assert points["smiles"].str.len().min() > 0
    assert set(points["halogen"]) <= {"none", "F", "Cl", "Br", "I"}
    assert all(place.shape == (40, 2) for place in mapped.maps["pca"])
    assert np.isfinite(points["melting_point_c"]).any()


def test_the_last_layer_is_what_the_network_encodes(mapped):
    network = load_tasks_model().networks.networks[0]
    graphs = [material.inputs["graph"] for material in point_set._materials()]
    assert mapped.layers["encoding"] == pytest.approx(network.outputs(graphs)[2], abs=1e-4)


def test_random_weights_make_something_else_of_the_same_molecules(mapped):
    random = point_set.at_random(1)
    assert list(random.points["id"]) == list(mapped.layers.points["id"])
    assert not np.allclose(random["encoding"], mapped.layers["encoding"], atol=0.1)
    assert random["weave 1"] == pytest.approx(point_set.at_random(1)["weave 1"])
