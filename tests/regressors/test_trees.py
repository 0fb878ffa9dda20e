"""What every model of site elements must keep: symmetries, batches, seeds, saved state, clear errors."""

from __future__ import annotations

import itertools
import zipfile

import numpy as np
import pytest
import skops.io
from pymatgen.core import Lattice, Structure
from sklearn.base import clone
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import Matern

from mi_core.errors import InputError
from mi_core.regressors.extra_trees import ExtraTrees, schmidt_pipeline
from mi_core.regressors.forest import PackedForest
from mi_core.regressors.pair_process import PairProcess, exchanged
from mi_core.regressors.perovskite_hull import TwoPopulationRegressor, hull_pipeline
from mi_core.structures.material import Material, SiteElements

PIPELINES = {
    "33 properties": lambda **more: schmidt_pipeline(n_estimators=20, **more),
    "6 properties": lambda **more: schmidt_pipeline(("group", "row"), n_estimators=20, **more),
    "two populations": lambda **more: hull_pipeline(n_estimators=20, **more),
}
COORDS = [[0, 0, 0], [0.5, 0.5, 0.5], [0.5, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0.5]]


@pytest.fixture(scope="module")
def crystals():
    a_sites, b_sites = ("Ca", "Sr", "Ba", "La", "K", "Pb"), ("Ti", "Zr", "Hf", "Sn", "Nb", "Fe", "Al")
    return [
        Structure(Lattice.cubic(4), [a, b, "O", "O", "O"], COORDS)
        for a, b in itertools.product(a_sites, b_sites)
    ]


@pytest.fixture(scope="module")
def materials(crystals):
    return [Material(str(i), structure=crystal) for i, crystal in enumerate(crystals)]


@pytest.fixture(scope="module")
def targets(crystals):
    """Small where both ions like their sites, large and spread elsewhere: two populations."""
    random = np.random.default_rng(1)
    return np.where(np.arange(len(crystals)) % 3 == 0, 0.1, 1.5) + random.normal(
        scale=0.1, size=len(crystals)
    )


@pytest.fixture(scope="module", params=PIPELINES, ids=str)
def make(request):
    return PIPELINES[request.param]


@pytest.fixture(scope="module")
def fitted(make, materials, targets):
    return make().fit(materials, targets)


def test_atoms_may_be_permuted_moved_and_repeated(fitted, crystals):
    random = np.random.default_rng(0)
    crystal = crystals[3]
    shuffled = Structure.from_sites([crystal[i] for i in random.permutation(5)])
    moved = crystal.copy().translate_sites(range(5), random.random(3))
    variants = [crystal, shuffled, moved, crystal * (2, 2, 1), crystal.get_reduced_structure("LLL")]
    values = fitted.predict([Material(str(i), structure=s) for i, s in enumerate(variants)])
    assert np.allclose(values, values[0], rtol=0, atol=1e-9)


def test_a_batch_of_one_equals_a_batch_of_many(fitted, materials):
    many = fitted.predict(materials)
    assert np.allclose([fitted.predict([m])[0] for m in materials[:8]], many[:8], rtol=0, atol=1e-9)


def test_the_seed_decides(make, materials, targets, fitted):
    again = make().fit(materials, targets)
    other = make(random_state=1).fit(materials, targets)
    new = [SiteElements("Rb", "Ta", ("O", "O", "O")), SiteElements("Y", "V", ("O", "O", "O"))]
    assert again.predict(new) == pytest.approx(fitted.predict(new))
    scale, another = (model[-1].outputs(model[:-1].transform(new))[1] for model in (fitted, other))
    assert np.abs(another - scale).max() > 1e-6


def test_what_is_saved_is_what_was_trained(fitted, materials, tmp_path):
    file = tmp_path / "model.skops"
    skops.io.dump(fitted, file, compression=zipfile.ZIP_DEFLATED)
    foreign = skops.io.get_untrusted_types(file=file)
    assert all(name.startswith("mi_core.") for name in foreign)
    loaded = skops.io.load(file, trusted=foreign)
    assert loaded.predict(materials) == pytest.approx(fitted.predict(materials))


def test_outputs_have_a_positive_scale_and_a_representation(fitted, materials):
    mean, scale, representation = fitted[-1].outputs(fitted[:-1].transform(materials))
    assert mean == pytest.approx(fitted.predict(materials))
    assert (scale > 0).all()
    assert representation.shape[0] == len(materials)
    assert np.isfinite(representation).all()


def test_it_is_a_scikit_learn_estimator(fitted):
    twin = clone(fitted)
    assert twin[-1].get_params() == fitted[-1].get_params()
    assert not hasattr(twin[-1], "forest_")


@pytest.mark.parametrize("formula", ["NaCl", "", "SrTiO"])
def test_bad_materials_are_input_errors(fitted, formula):
    with pytest.raises(InputError):
        fitted.predict([Material("bad", formula=formula)])


def test_packed_trees_are_the_trees():
    random = np.random.default_rng(0)
    X, y = random.normal(size=(400, 5)), random.normal(size=400)
    forest = ExtraTreesRegressor(15, random_state=0).fit(X, y)
    new = random.normal(size=(3000, 5))
    trees = np.column_stack([tree.predict(new.astype(np.float32)) for tree in forest.estimators_])
    assert np.allclose(PackedForest.pack(forest).tree_values(new), trees, atol=1e-6)


def test_trees_grown_best_first_cannot_be_packed():
    X = np.random.default_rng(0).normal(size=(50, 2))
    forest = ExtraTreesRegressor(2, max_leaf_nodes=8, random_state=0).fit(X, X[:, 0])
    with pytest.raises(ValueError, match="depth-first"):
        PackedForest.pack(forest)


def test_median_ignores_a_minority_of_trees():
    X = np.zeros((9, 1))
    y = np.r_[np.zeros(8), 100.0]
    X[:, 0] = np.arange(9)
    middle = ExtraTrees(n_estimators=30, center="median").fit(X, y)
    value = middle.predict([[7.2]])[0]
    assert min(abs(value - 0.0), abs(value - 100.0)) < 1e-6
    with pytest.raises(InputError, match="center"):
        ExtraTrees(center="mode").fit(X, y)


def test_pair_process_is_a_gaussian_process():
    """With only the product of the similarities it is Matérn's process on both, as scikit-learn computes it."""
    random = np.random.default_rng(0)
    elements = random.normal(size=(12, 1))
    index = random.integers(0, 12, size=(60, 2))
    X = elements[index].reshape(60, 2)
    X = np.unique(X, axis=0)
    y = np.sin(X[:, 0]) + X[:, 1]
    ours = PairProcess(length_scale=1.0, identity=0.0, weights=(1.0, 0.0, 0.0, 0.0), noise=0.1).fit(X, y)
    scaled = (X[:, :1] - ours.center_) / ours.spread_
    theirs = GaussianProcessRegressor(Matern(1.0, nu=2.5), alpha=0.1, optimizer=None)
    theirs.fit(scaled, (y - y.mean()) / y.std())
    assert np.allclose(ours.predict(X), theirs.predict(scaled) * y.std() + y.mean(), atol=1e-8)


def test_leave_one_out_is_what_refitting_without_the_row_gives():
    random = np.random.default_rng(0)
    X = random.normal(size=(8, 1))[random.integers(0, 8, size=(40, 2))].reshape(40, 2)
    X = np.unique(X, axis=0)
    y = X[:, 0] * X[:, 1] + random.normal(size=len(X))
    whole = PairProcess(noise=0.3).fit(X, y)
    rows = np.arange(len(X)) != 5
    without = PairProcess(noise=0.3).fit(X, y)
    covariance = without._covariance(without._similarity(without.elements_), without.pairs_)
    target = (y - y.mean()) / y.std()
    kept = covariance[np.ix_(rows, rows)] + 0.3 * np.eye(rows.sum())
    expected = covariance[5, rows] @ np.linalg.solve(kept, target[rows]) * y.std() + y.mean()
    assert whole.leave_one_out_[5] == pytest.approx(expected)


def test_the_partner_label_is_looked_up_and_a_pair_of_equals_has_none(materials, targets):
    pipeline = PIPELINES["two populations"]().fit(materials, targets)
    model = pipeline[-1]
    X = pipeline[:-1].transform([*materials[:3], SiteElements("Sr", "Sr", ("O", "O", "O"))])
    known = model._partner_label(X[:3])
    assert known == pytest.approx(targets[:3], abs=1e-6)
    assert (model._partner_label(exchanged(X[:3])) > 8).all(), "no swapped pair was trained on"
    assert model._partner_label(X[3:])[0] > 8


def test_two_populations_need_both():
    X = np.random.default_rng(0).normal(size=(20, 16))
    with pytest.raises(InputError, match="both sides"):
        TwoPopulationRegressor().fit(X, np.full(20, 3.0))


@pytest.mark.parametrize("n_trees", [1, 2, 7, 100])
@pytest.mark.parametrize("center", ["median", "mean"])
def test_many_rows_in_threads_are_the_rows_one_by_one(n_trees, center):
    random = np.random.default_rng(0)
    X, y = random.normal(size=(300, 4)), random.normal(size=300)
    model = ExtraTrees(n_estimators=n_trees, center=center).fit(X, y)
    new = np.vstack([X, random.normal(size=(19_000, 4))])  # more than two blocks, thresholds and beyond
    walked = model.forest_._descend(new.astype(np.float32))
    assert (model.forest_.tree_values(new) == walked).all()  # looked up, not computed
    middle, scale = model.predict_with_scale(new)
    join = np.median if center == "median" else np.mean
    np.testing.assert_allclose(middle, join(walked.astype(float), axis=1), atol=1e-9)
    spread = walked.astype(float).std(axis=1)
    np.testing.assert_allclose(scale, np.maximum(spread, model.smallest_scale_), atol=1e-9)


def test_rebuilt_trees_are_not_stored(tmp_path):
    random = np.random.default_rng(0)
    model = ExtraTrees(n_estimators=3).fit(random.normal(size=(100, 4)), random.normal(size=100))
    before = skops.io.dumps(model)
    model.predict(random.normal(size=(500, 4)))
    assert "_trees" in vars(model.forest_)
    assert len(skops.io.dumps(model)) == len(before)
