"""What every regressor of the registry must keep; a new entry is tested by being listed."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from pymatgen.core import Lattice, Structure
from sklearn.base import clone
from sklearn.model_selection import ParameterGrid, cross_val_score
from sklearn.pipeline import make_pipeline

from mi_core.errors import InputError
from mi_core.inputs import CRYSTAL, SITES
from mi_core.pretrained.pipelines import describe_pipeline, load_pipeline, save_pipeline
from mi_core.regressors.neural import NeuralRegressor
from mi_core.regressors.registry import REGRESSORS, find_regressor

VOXELS = {"n": 16, "channels": 4, "width": 16, "rotations": 2, "epochs": 4}
SMALL = {
    "dense-network": {"width": 16, "depth": 2, "epochs": 8},
    "cgcnn": {"atom_features": 8, "edge_features": 8, "n_convolutions": 1, "head_features": 8, "epochs": 4},
    "composition-cgcnn": {
        "features": 8,
        "atom_features": 8,
        "edge_features": 8,
        "n_convolutions": 1,
        "epochs": 4,
    },
    "voxel-network": VOXELS,
    "composition-voxel-network": VOXELS | {"elements": 4},
    "gradient-boosting": {"n_estimators": 30},
    "xgboost": {"n_estimators": 30},
    "random-forest-adaboost": {"n_stages": 4, "trees_per_stage": 4},
    "extra-trees-adaboost": {"n_stages": 4, "trees_per_stage": 4},
    "soap-kernel-ridge": {"n_landmarks": 20},
}
FORESTS = {"group-and-row", "random-forest", "extra-trees", "ewald-extra-trees", "sine-extra-trees"}
FEATURES = ("electronegativity", "atomic_radius", "group")
COORDS = [[0, 0, 0], [0.5, 0.5, 0.5], [0.5, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0.5]]


class Crystal:
    """A structure with what the descriptors ask for."""

    def __init__(self, structure):
        self.structure = structure
        self.sites = None
        self.formula = structure.composition.reduced_formula


def build(name, seed=0):
    small = {"n_estimators": 12} if name in FORESTS else SMALL.get(name, {})
    entry = REGRESSORS[name]
    return make_pipeline(
        (entry.kind or SITES).describe(entry.features or FEATURES), entry.make(seed, **small)
    )


def is_crystal_network(name):
    entry = REGRESSORS[name]
    return entry.kind is CRYSTAL and isinstance(entry.make(), NeuralRegressor)


@pytest.fixture(scope="module")
def crystals():
    pairs = itertools.product(("Ca", "Sr", "Ba", "La", "K", "Pb"), ("Ti", "Zr", "Hf", "Sn", "Nb", "Fe", "Al"))
    return [
        Crystal(Structure(Lattice.cubic(3.8 + 0.01 * i), [a, b, "O", "O", "O"], COORDS))
        for i, (a, b) in enumerate(pairs)
    ]


@pytest.fixture(scope="module")
def targets(crystals):
    return np.array([c.structure.composition.weight / 100 for c in crystals])


@pytest.fixture(scope="module", params=REGRESSORS)
def name(request):
    return request.param


@pytest.fixture(scope="module")
def fitted(name, crystals, targets):
    return build(name).fit(crystals, targets)


def test_predictions_do_not_depend_on_the_order_of_the_rows(fitted, crystals):
    order = np.random.default_rng(0).permutation(len(crystals))
    shuffled = fitted.predict([crystals[i] for i in order])
    np.testing.assert_allclose(shuffled, fitted.predict(crystals)[order], atol=1e-5)


def test_a_batch_of_one_equals_a_batch_of_many(fitted, crystals):
    alone = np.concatenate([fitted.predict([crystal]) for crystal in crystals[:8]])
    np.testing.assert_allclose(alone, fitted.predict(crystals)[:8], atol=1e-5)


def test_seeds_repeat_and_matter(name, fitted, crystals, targets):
    first = fitted.predict(crystals)
    np.testing.assert_allclose(build(name).fit(crystals, targets).predict(crystals), first, atol=1e-4)
    if REGRESSORS[name].seed_parameter and name not in FORESTS:
        other = build(name, seed=7).fit(crystals, targets)
        assert np.abs(other.predict(crystals) - first).max() > 1e-3


def test_what_is_saved_is_what_was_trained(fitted, crystals, tmp_path):
    save_pipeline(fitted, tmp_path)
    assert {path.suffix for path in Path(tmp_path).iterdir()} <= {".safetensors", ".skops"}
    loaded = load_pipeline(tmp_path, describe_pipeline(fitted))
    ours, theirs = (p[-1].outputs(p[:-1].transform(crystals)) for p in (loaded, fitted))
    for mine, original in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(mine, original, rtol=1e-5, atol=1e-6)


def test_outputs_have_a_positive_scale_and_a_representation(fitted, crystals):
    value, scale, representation = fitted[-1].outputs(fitted[:-1].transform(crystals))
    np.testing.assert_allclose(np.ravel(value), fitted.predict(crystals), rtol=1e-5, atol=1e-6)
    assert (scale > 0).all()
    assert representation.shape[0] == len(crystals)
    assert np.isfinite(representation).all()


@pytest.mark.parametrize("label", [np.nan, np.inf])
def test_a_label_that_is_no_number_is_one_sentence(name, label, crystals, targets):
    if np.isnan(label) and is_crystal_network(name):
        pytest.skip("networks of crystals mask unknown labels")
    spoilt = targets.copy()
    spoilt[3] = label
    with pytest.raises(InputError, match="finite numbers"):
        build(name).fit(crystals, spoilt)


@pytest.mark.parametrize("rows", [0, 1])
def test_too_few_rows_are_one_sentence(name, rows, crystals, targets):
    if rows and is_crystal_network(name):
        pytest.skip("a network can be trained on one crystal")
    X = build(name)[:-1].fit_transform(crystals)[:rows]
    with pytest.raises(InputError, match="rows"):
        build(name)[-1].fit(X, targets[:rows])


def test_scikit_learn_can_clone_tune_and_validate_it(name, crystals, targets):
    model = build(name)
    assert clone(model)[-1].get_params() == model[-1].get_params()
    for point in ParameterGrid(REGRESSORS[name].grid):
        clone(model[-1]).set_params(**point)
    assert np.isfinite(cross_val_score(model, crystals, targets, cv=2)).all()


def test_an_unknown_regressor_gets_the_closest():
    with pytest.raises(InputError, match="Did you mean 'ridge'"):
        find_regressor("rigde")


def test_a_name_may_set_parameters():
    entry = find_regressor("dense-network:depth=5:learning_rate=0.01")
    assert entry.title == "Dense network, depth 5, learning_rate 0.01"
    assert "learning_rate" not in entry.grid
    assert "width" in entry.grid
    model = entry.make(7)
    assert (model.depth, model.learning_rate, model.seed) == (5, 0.01, 7)
    assert find_regressor("gradient-boosting:objective=huber").make().objective == "huber"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("dense-network:dept=5", "no parameter 'dept'.*Did you mean 'depth'"),
        ("dense-network:seed=5", "no parameter 'seed'"),
        ("dense-network:depth=deep", "depth of Dense network is a number, such as 3; got 'deep'"),
        ("dens-network:depth=5", "Did you mean 'dense-network'"),
    ],
)
def test_parameters_that_cannot_be_set_are_one_sentence(name, words):
    with pytest.raises(InputError, match=words):
        find_regressor(name)


def test_every_regressor_but_the_mean_learns(name, crystals, targets):
    if name in {"mean", "cgcnn"}:
        pytest.skip("the mean cannot learn; the network is tested in test_networks")
    slow = {"dense-network", "composition-cgcnn", "voxel-network", "composition-voxel-network"}
    settings = {"epochs": 80, "batch_size": 8, "learning_rate": 1e-2} if name in slow else {}
    model = build(name)
    model[-1].set_params(**settings)
    if name == "gradient-boosting":
        model[-1].set_params(min_child_samples=2)
    error = np.abs(model.fit(crystals, targets).predict(crystals) - targets).mean()
    assert error < 0.6 * np.abs(targets - targets.mean()).mean()
