"""Points of materials on maps are those of the network, and the same ones in networks that have learned nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from small_layers import layered, perovskites

from mi_core.representations import mapping
from mi_core.representations.embedding import PCA
from mi_core.representations.known import YOURS
from mi_core.representations.layers import ATOMS
from mi_core.representations.mapped import Mapped
from mi_core.representations.mapping import mapped_points, random_layers

NETWORK = layered("crystal graph")
VALUES = pd.DataFrame({"id": [material.id for material in perovskites()], "gap_ev": np.arange(12.0)})


@pytest.fixture(scope="module")
def mapped() -> Mapped:
    return mapped_points(
        NETWORK, perovskites(), ATOMS, values=VALUES, titles={"gap_ev": "Gap (eV)"}, origins={}
    )


def test_each_layer_has_a_place_for_each_point(mapped):
    assert set(mapped.maps) == {PCA}
    assert [place.shape for place in mapped.maps[PCA]] == [(60, 2)] * len(mapped.layers.names)
    assert mapped.columns["gap_ev"].title == "Gap (eV)"
    assert set(mapped.materials) == set(VALUES["id"])


def test_shares_of_the_variance_fall_and_add_up_to_no_more_than_one(mapped):
    for _, rows in mapped.explained.groupby("layer"):
        assert (np.diff(rows["share"]) <= 1e-12).all()
        assert 0.5 < rows["share"].sum() <= 1 + 1e-9


def test_random_layers_are_of_the_same_points(mapped):
    rows = np.array([0, 7, 31])
    one, other = random_layers(NETWORK, perovskites(), ATOMS, (0, 1), rows)
    assert list(one.points["element"]) == list(mapped.layers.points["element"].iloc[rows])
    assert one.names == mapped.layers.names
    assert not np.allclose(one[one.names[-1]], other[other.names[-1]])


def test_where_a_map_has_no_room_for_all_the_users_points_stay(monkeypatch):
    monkeypatch.setattr(mapping, "MOST_POINTS", 20)
    own = perovskites()[-1].id
    few = mapped_points(NETWORK, perovskites(), ATOMS, values=VALUES, titles={}, origins={own: YOURS})
    assert len(few.layers) == 20
    assert (few.layers.points["id"] == own).sum() == 5
    assert list(few.layers.points["id"]) == list(
        NETWORK.layers(perovskites(), ATOMS).at(few.rows).points["id"]
    )


def test_maps_of_other_points_are_refused(mapped):
    with pytest.raises(ValueError, match="of 60 points"):
        Mapped(mapped.layers, {PCA: (np.zeros((59, 2)),)}, {}, {}, np.arange(60))
