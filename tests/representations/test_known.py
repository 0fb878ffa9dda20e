"""What is known of points agrees with textbooks, and stands beside the right ones."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from small_layers import layered, perovskites

from mi_core.representations.known import LEARNED, YOURS, columns_of, first_shells, with_known
from mi_core.representations.layers import ATOMS, MATERIALS
from mi_core.structures.examples import load_examples


@pytest.fixture(scope="module")
def known():
    materials = perovskites()
    values = pd.DataFrame({"id": [m.id for m in materials], "gap_ev": np.arange(12.0)})
    layers = layered("crystal graph").layers(materials, ATOMS)
    return with_known(layers, materials, values, {materials[3].id: YOURS})


def test_shells_of_perovskite_and_rock_salt_are_those_of_textbooks():
    crystals = {row.id: row.structure for row in load_examples(["SrTiO3", "NaCl"])}
    shells = {
        site.specie.symbol: shell
        for site, shell in zip(crystals["SrTiO3"], first_shells(crystals["SrTiO3"]), strict=True)
    }
    assert {symbol: shell["shell"] for symbol, shell in shells.items()} == {
        "Sr": "12 O",
        "Ti": "6 O",
        "O": "2 Ti",
    }
    assert shells["Ti"]["nearest_angstrom"] == pytest.approx(3.905 / 2, abs=0.01)
    assert {shell["coordination"] for shell in first_shells(crystals["NaCl"])} == {"6"}


def test_each_atom_has_what_is_known_of_its_element_and_of_its_material(known):
    points = known.points
    first = points[points["id"] == perovskites()[0].id]
    assert list(first["element"]) == ["Ba", "Ti", "O", "O", "O"]
    assert list(first["block"]) == ["s", "d", "p", "p", "p"]
    assert list(first["shell"]) == ["12 O", "6 O", "2 Ti", "2 Ti", "2 Ti"]
    assert set(first["family"]) == {"oxides"}
    assert set(first["space_group"]) == {"Pm-3m (221)"}
    assert set(first["gap_ev"]) == {0.0}
    own = points[points["origin"] == YOURS]
    assert set(own["id"]) == {perovskites()[3].id}
    assert set(points["origin"]) == {YOURS, LEARNED}


def test_points_are_coloured_by_what_differs_among_them_alone(known):
    columns = columns_of(known.points, {"gap_ev": "Gap (eV)"})
    assert columns["gap_ev"].title == "Gap (eV)"
    assert not columns["gap_ev"].classes
    assert columns["element"].classes
    assert "space_group" not in columns, "all are cubic"


def test_materials_have_nothing_of_atoms():
    materials = perovskites()
    layers = layered("crystal graph").layers(materials, MATERIALS)
    points = with_known(layers, materials, pd.DataFrame({"id": [m.id for m in materials]})).points
    assert len(points) == 12
    assert "shell" not in points
    assert points["volume_a3_per_atom"].iloc[0] == pytest.approx(4.0**3 / 5)
