"""A real training on small tables: what it stores, reads back, and refuses."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.errors import InputError
from mi_core.pretrained.pipelines import build_pipeline
from mi_core.pretrained.recipes import RECIPES, find_recipe
from mi_core.pretrained.store import list_models, load_model
from mi_core.structures.material import Material
from tests.support.tiny_models import make_tiny_models

NAME = "mp-composition-network"


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    folder = tmp_path_factory.mktemp("store")
    return make_tiny_models(folder / "models", folder / "tables", (NAME,))


FORMULAS = [Material(id=f, formula=f) for f in ("SrTiO3", "CsPbI3", "NaCl", "BaZrO3", "SnS")]


def test_the_card_tells_the_whole_story(models):
    (card,) = list_models(models)
    assert card.name == NAME
    assert card.training["command"] == f"python -m mi_core train {NAME}"
    assert card.split["sizes"]["train"] + card.split["sizes"]["validation"] == card.dataset["rows"]
    assert len(card.dataset["sha256"]) == 64
    assert "Sr" in card.domain["elements"]
    for target in card.targets.values():
        assert set(target["metrics"]) >= {"n", "mae", "rmse", "r2", "baseline_mae", "coverage"}
        assert target["intervals"]["coverage"] == 0.9
        assert target["unit"]


def test_the_held_out_errors_on_the_card_are_those_of_the_stored_model(models, tmp_path, monkeypatch):
    from mi_core.datasets.loading import load_dataset
    from mi_core.datasets.splits import make_split

    monkeypatch.setenv("MI_DATA_DIR", str(models.parent / "tables"))
    frame = load_dataset("mp_compositions").frame
    held_out = frame.iloc[make_split(frame, kind="random", seed=0).validation]
    model = load_model(NAME, models)
    found = model.predict(RECIPES[NAME].kind.materials(held_out))
    for key, target in model.card.targets.items():
        error = np.nanmean(np.abs(found.value[key] - held_out[target["column"]]))
        assert error == pytest.approx(target["metrics"]["mae"], rel=1e-4)


def test_predictions_carry_interval_domain_and_neighbours(models):
    model = load_model(NAME, models)
    found = model.predict(FORMULAS)
    for key in RECIPES[NAME].targets:
        assert (found.lower[key] <= found.value[key]).all()
        assert (found.value[key] <= found.upper[key]).all()
    assert (found.lower["gap_ev"] >= 0).all()
    assert found.nearest.shape == (5, 3)
    assert not model.predict([Material(id="PuO2", formula="PuO2")]).in_domain["gap_ev"][0]


def test_without_neighbours_all_else_is_the_same(models):
    model = load_model(NAME, models)
    found, quick = model.predict(FORMULAS), model.predict(FORMULAS, with_nearest=False)
    assert quick.nearest.shape == (5, 0)
    for key in RECIPES[NAME].targets:
        for name in ("value", "lower", "upper", "in_domain"):
            np.testing.assert_array_equal(getattr(quick, name)[key], getattr(found, name)[key])


def test_a_compound_of_the_training_set_finds_itself(models):
    model = load_model(NAME, models)
    row = model.training.iloc[7]
    found = model.predict([Material(id="same", formula=row["formula"])])
    assert row["formula"] in set(model.training["formula"].to_numpy()[found.nearest[0]])
    assert found.in_domain["e_form_ev_per_atom"][0]


def test_unknown_names_get_the_closest():
    with pytest.raises(InputError, match="Did you mean 'oqmd-cgcnn'"):
        find_recipe("oqmd-cgcn")


def test_cards_build_classes_of_the_product_only():
    with pytest.raises(InputError, match=r"classes of mi_core only; got 'subprocess\.Popen'"):
        build_pipeline([{"class": "subprocess.Popen", "parameters": {"args": ["true"]}}])


def test_no_file_is_a_pickle(models):
    suffixes = {path.suffix for path in (models / NAME).iterdir()}
    assert suffixes <= {".yaml", ".safetensors", ".parquet", ".skops"}
