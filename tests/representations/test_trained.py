"""Which networks can be looked into, and that those that ship show what their predictions rest on."""

from __future__ import annotations

import numpy as np
import pytest
from small_layers import perovskites

from mi_core.errors import InputError
from mi_core.pretrained.model import pipeline_outputs
from mi_core.pretrained.store import list_models, load_model
from mi_core.representations.layers import ATOMS, ELEMENTS, MATERIALS
from mi_core.representations.trained import kinds_of, layered_network, looked_into

SHIPPED = (
    "castelli-cgcnn", "mp-composition-network", "oqmd-cgcnn", "ricci-cgcnn", "ricci-transport-blend",
    "voxel-formation-energy", "voxel-hartree",
)  # fmt: skip


def test_every_trained_network_that_ships_can_be_looked_into_and_no_forest():
    assert sorted(looked_into(list_models())) == sorted(SHIPPED)


def test_a_card_tells_the_kinds_of_points_before_anything_is_loaded():
    kinds = {card.name: kinds_of(card) for card in list_models()}
    assert kinds["castelli-cgcnn"] == (ATOMS, MATERIALS)
    assert kinds["mp-composition-network"] == (ELEMENTS, MATERIALS)
    assert kinds["wolverton-extra-trees"] == ()


@pytest.mark.parametrize("name", SHIPPED)
def test_the_last_layer_of_what_ships_is_its_representation(name):
    model, materials = load_model(name), list(perovskites()[:2])
    layers = layered_network(model).layers(materials, MATERIALS)
    expected = pipeline_outputs(model.pipeline, materials)[2]
    np.testing.assert_allclose(layers[layers.names[-1]], expected, rtol=1e-4, atol=1e-5)
    assert len(layers.names) >= 4


def test_a_forest_has_no_layers():
    with pytest.raises(InputError, match="'wolverton-extra-trees' is no network"):
        layered_network(load_model("wolverton-extra-trees"))
