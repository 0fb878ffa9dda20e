"""The model that corrects another database's network: trained small, and as it ships."""

from __future__ import annotations

import shutil

import numpy as np
import pytest

from mi_core.errors import InputError
from mi_core.pretrained.recipes import RECIPES
from mi_core.pretrained.store import load_model
from mi_core.structures.examples import load_examples
from tests.support.tiny_models import make_tiny_models

NAME = "mp-perovskite-transfer"
BASES = ("oqmd-cgcnn", "mp-composition-network")


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    folder = tmp_path_factory.mktemp("store")
    return make_tiny_models(folder / "models", folder / "tables", (*BASES, NAME))


@pytest.fixture
def store(tiny, tmp_path, monkeypatch):
    copy = shutil.copytree(tiny, tmp_path / "models")
    monkeypatch.setenv("MI_MODELS", str(copy))
    monkeypatch.setenv("MI_DATA_DIR", str(tiny.parent / "tables"))
    return copy


def test_every_row_is_held_out_once_and_learned_by_the_model_that_is_kept(store):
    card = load_model(NAME).card
    rows = card.split["sizes"]["train"]
    assert card.split["folds"] == 3
    assert rows == card.split["sizes"]["validation"] == card.dataset["rows"] == len(load_model(NAME).training)
    for target in card.targets.values():
        assert target["metrics"]["n"] == rows
        assert target["intervals"]["n_calibration"] == rows
        assert target["metrics"]["mae"] < target["metrics"]["baseline_mae"]


def test_a_base_model_that_was_trained_again_is_noticed(store):
    (crystal,) = load_examples(["SrTiO3"])
    assert np.isfinite(load_model(NAME).predict([crystal]).value["gap_ev"]).all()
    card = store / "oqmd-cgcnn" / "card.yaml"
    weights = store / "oqmd-cgcnn" / "weights.safetensors"
    from safetensors.numpy import load_file, save_file

    digest = load_model("oqmd-cgcnn").card.files["weights.safetensors"]
    save_file({key: 2 * value for key, value in load_file(weights).items()}, weights)
    import hashlib

    card.write_text(card.read_text().replace(digest, hashlib.sha256(weights.read_bytes()).hexdigest()))
    with pytest.raises(InputError, match="'oqmd-cgcnn' has been trained again since"):
        load_model(NAME).predict([crystal])


def test_calibrating_again_keeps_what_was_learned(store):
    from mi_core.pretrained.training import train
    from tests.support.tiny_models import FIT, small

    name = "mp-composition-network"
    before = load_model(name).card
    after = train(small(RECIPES[name], FIT[name]), folder=store / name, keep_weights=True).card
    assert after.files["weights.safetensors"] == before.files["weights.safetensors"]
    assert after.training["command"] == before.training["command"]
    assert after.training["calibrated"]["command"] == f"python -m mi_core train {name} --keep-weights"
    for key, target in before.targets.items():
        assert after.targets[key]["intervals"]["quantile"] == pytest.approx(
            target["intervals"]["quantile"], rel=1e-4
        )


def test_the_model_that_ships_tells_a_cubic_cell_from_the_ground_state():
    (crystal,) = load_examples(["SrTiO3"])
    found = load_model(NAME).predict([crystal])
    assert found.value["e_form_ev_per_atom"][0] == pytest.approx(-3.53, abs=0.1)
    assert 0 <= found.value["e_above_hull_ev_per_atom"][0] < 0.05
    assert found.lower["e_above_hull_ev_per_atom"][0] == 0
    assert found.in_domain["e_form_ev_per_atom"][0]


def test_outside_the_domain_the_model_that_ships_errs_clearly_more():
    for target in load_model(NAME).card.targets.values():
        metrics = target["metrics"]
        assert metrics["mae_outside"] > 2 * metrics["mae_inside"]
        assert 0.86 <= metrics["coverage_inside"] <= 0.94
