"""Samples hold what a model learned, always the same, and nothing is fetched for them."""

from __future__ import annotations

import pytest

from mi_core.pretrained.store import load_model
from mi_core.representations.samples import rows_at_hand, training_sample


@pytest.fixture
def without_tables(tmp_path, monkeypatch):
    monkeypatch.setenv("MI_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("MI_HOME", str(tmp_path / "home"))


@pytest.mark.usefixtures("without_tables")
def test_formulas_ship_and_their_values_stand_beside_them():
    model = load_model("mp-composition-network")
    materials, values = training_sample(model, 50)
    again, _ = training_sample(model, 50)
    other, _ = training_sample(model, 50, seed=1)
    ids = [material.id for material in materials]
    assert len(set(ids)) == 50
    assert ids == [material.id for material in again]
    assert set(ids) != {material.id for material in other}
    learned = model.training.drop_duplicates("id").set_index("id")
    assert all(learned.loc[m.id, "formula"] == m.formula for m in materials)
    assert list(values["id"]) == ids
    assert list(values["gap_ev"].dropna()) == list(learned.loc[ids, "gap_ev"].dropna())


@pytest.mark.usefixtures("without_tables")
def test_crystals_whose_table_is_not_at_hand_are_not_fetched():
    model = load_model("castelli-cgcnn")
    assert not rows_at_hand(model.card)
    materials, values = training_sample(model, 50)
    assert materials == []
    assert values.empty


def test_crystals_come_from_their_table(data_dir, monkeypatch):
    monkeypatch.setenv("MI_DATA_DIR", str(data_dir))
    model = load_model("castelli-cgcnn")
    materials, values = training_sample(model, 10)
    assert [material.id for material in materials] == list(values["id"])
    assert all(material.structure is not None for material in materials)
    assert set(values["id"]) <= set(model.training["id"])
