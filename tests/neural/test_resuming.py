"""Trainings of every network, and the commands that train, continue where they were interrupted."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.base import clone
from small_training import interrupted, saved_epochs
from tiny_models import FIT, small, write_tables

from mi_core.__main__ import main
from mi_core.alloys.dataset.table import load_alloys
from mi_core.alloys.models.generators.registry import make_generator
from mi_core.alloys.models.surrogate import Surrogate
from mi_core.alloys.models.trained_store import load_trained
from mi_core.datasets.paths import cache_folder
from mi_core.descriptors.formulas import element_fractions
from mi_core.pretrained.recipes import find_recipe
from mi_core.pretrained.store import load_model
from mi_core.regressors.composition_network import CompositionRegressor
from mi_core.regressors.dense_network import DenseRegressor

RECIPE = "mp-composition-network"
FORMULAS = ("SrTiO3", "NaCl", "BaZrO3", "CaO", "KF", "ZnS", "MgO", "LiF")
REGRESSORS = {
    "dense": (DenseRegressor(width=8, depth=2, dropout=0.1), np.random.default_rng(0).normal(size=(8, 3))),
    "composition": (CompositionRegressor(features=8), [element_fractions(formula) for formula in FORMULAS]),
}


@pytest.fixture(scope="module")
def alloys():
    found = load_alloys()
    return found.subset(np.arange(0, len(found), len(found) // 200))


@pytest.mark.parametrize("name", REGRESSORS)
@pytest.mark.parametrize("more", [{}, {"validation_share": 0.25, "patience": 3, "averaging": 0.9}], ids=str)
def test_a_regressor_continues(name, more, tmp_path):
    model, X = REGRESSORS[name]
    model, y = clone(model).set_params(n_networks=2, epochs=4, batch_size=3, **more), np.arange(8.0)
    with interrupted(6), pytest.raises(KeyboardInterrupt):
        clone(model).fit(X, y, checkpoints=tmp_path)
    with saved_epochs() as saved:
        resumed = clone(model).fit(X, y, checkpoints=tmp_path)
    whole = model.fit(X, y)
    assert len(saved) == 2, "the first network and half of the second were there"
    for ours, theirs in zip(resumed.outputs(X), whole.outputs(X), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-6)
    other = clone(model).fit(X, y[::-1], checkpoints=tmp_path)
    assert np.abs(other.predict(X) - whole.predict(X)).max() > 1e-6, "other labels begin anew"


@pytest.mark.parametrize("name", ["mdn", "cgan"])
def test_a_generator_continues(name, alloys, tmp_path):
    def fit(**options):
        return make_generator(name, width=16, epochs=4, batch_size=64).fit(alloys, seed=1, **options).state()

    with interrupted(2), pytest.raises(KeyboardInterrupt):
        fit(checkpoints=tmp_path)
    with saved_epochs() as saved:
        resumed = fit(checkpoints=tmp_path)
    assert len(saved) == 2
    for key, value in fit().items():
        np.testing.assert_allclose(resumed[key], value, rtol=1e-3, atol=1e-5)


def test_the_surrogate_continues(alloys, tmp_path):
    def fit(**options):
        model = Surrogate(networks=2, width=16, depth=1, epochs=3, batch_size=64)
        return model.fit(alloys, seed=1, **options).predict(alloys.wt)

    with interrupted(4), pytest.raises(KeyboardInterrupt):
        fit(checkpoints=tmp_path)
    with saved_epochs() as saved:
        resumed = fit(checkpoints=tmp_path)
    assert len(saved) == 2
    np.testing.assert_allclose(resumed, fit(), atol=1e-5)


def test_the_command_continues_and_clears_up(tmp_path, monkeypatch):
    monkeypatch.setenv("MI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("MI_DATA_DIR", str(tmp_path / "tables"))
    write_tables(tmp_path / "tables")
    recipe = small(find_recipe(RECIPE), FIT[RECIPE])
    monkeypatch.setattr("mi_core.pretrained.recipes.find_recipe", lambda _: recipe)

    def command(name):
        return main(["train", RECIPE, "--output", str(tmp_path / name / RECIPE)])

    kept = cache_folder() / "trainings" / f"{RECIPE}-seed0"
    with interrupted(5), pytest.raises(KeyboardInterrupt):
        command("resumed")
    assert [file.name for file in kept.iterdir()] == ["network0.safetensors"]
    with saved_epochs() as saved:
        assert command("resumed") == 0
    assert len(saved) == 7
    assert not kept.exists()
    assert command("whole") == 0
    materials = recipe.kind.materials(load_model(RECIPE, tmp_path / "whole").training.head(20))
    resumed, whole = (load_model(RECIPE, tmp_path / name).predict(materials) for name in ("resumed", "whole"))
    for key in recipe.targets:
        np.testing.assert_allclose(resumed.upper[key], whole.upper[key], rtol=1e-4, atol=1e-5)


def test_the_command_of_alloys_continues_and_clears_up(alloys, tmp_path, monkeypatch):
    monkeypatch.setenv("MI_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("mi_core.alloys.models.train.load_alloys", lambda _: alloys)
    monkeypatch.setattr(
        "mi_core.alloys.models.train.make_generator",
        lambda name: make_generator(name, width=16, epochs=4, batch_size=64),
    )

    def command(name):
        return main(["alloys", "train", "mdn", "--output", str(tmp_path / name)])

    kept = cache_folder() / "trainings" / "alloys-mdn-seed0"
    with interrupted(3), pytest.raises(KeyboardInterrupt):
        command("resumed")
    assert kept.is_dir()
    with saved_epochs() as saved:
        assert command("resumed") == 0
    assert len(saved) == 1
    assert not kept.exists()
    assert command("whole") == 0
    resumed, whole = (load_trained("mdn", tmp_path / name).state() for name in ("resumed", "whole"))
    for key, value in whole.items():
        np.testing.assert_allclose(resumed[key], value, rtol=1e-3, atol=1e-5)
