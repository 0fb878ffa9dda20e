"""Regressors made of regressors: their answers are those of their members."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.pipeline import make_pipeline

from mi_core.descriptors.formulas import FormulaFractions
from mi_core.errors import InputError
from mi_core.pretrained.pipelines import describe_pipeline, load_pipeline, save_pipeline
from mi_core.regressors.combined.boosted_compositions import BoostedCompositions
from mi_core.regressors.combined.composition_blend import CompositionBlend
from mi_core.regressors.combined.mean_of import MeanOfRegressors
from mi_core.regressors.combined.per_target import PerTarget
from mi_core.regressors.combined.square_root import SquareRootOf
from mi_core.regressors.composition_network import CompositionRegressor
from mi_core.regressors.extra_trees import ExtraTrees
from mi_core.regressors.gradient_boosting import GradientBoosting
from mi_core.regressors.ridge import RidgeRegressor
from mi_core.structures.material import Material

TREES = ExtraTrees(n_estimators=5)
FORMULAS = [f"Sr{k}TiO{k + 2}" for k in range(1, 25)]


@pytest.fixture(scope="module")
def rows():
    random = np.random.default_rng(0)
    X = random.normal(size=(120, 3))
    return X, np.column_stack([X[:, 0], X[:, 1] + 5])


def test_a_mean_is_the_weighted_mean_of_its_members(rows):
    X, y = rows[0], rows[1][:, 0]
    mean = MeanOfRegressors(members=[TREES, RidgeRegressor()], weights=[3, 1]).fit(X, y)
    trees, ridge = (clone(m).fit(X, y).predict(X) for m in (TREES, RidgeRegressor()))
    np.testing.assert_allclose(mean.predict(X), (3 * trees + ridge) / 4, rtol=1e-9)
    assert (mean.predict_with_scale(X)[1] >= clone(TREES).fit(X, y).predict_with_scale(X)[1]).all()


@pytest.mark.parametrize("weights", [[1.0], [1.0, 0.0], [1.0, -1.0]])
def test_weights_that_cannot_be_are_one_sentence(rows, weights):
    mean = MeanOfRegressors(members=[TREES, RidgeRegressor()], weights=weights)
    with pytest.raises(InputError, match="positive, one for each of its 2 members"):
        mean.fit(rows[0], rows[1][:, 0])


def test_each_target_is_learned_from_the_rows_where_it_is_known(rows):
    X, y = rows
    holes = y.copy()
    holes[:50, 1] = np.nan
    model = PerTarget([TREES, TREES]).fit(X, holes)
    value, scale, representation = model.outputs(X)
    np.testing.assert_allclose(value[:, 1], clone(TREES).fit(X[50:], y[50:, 1]).predict(X), rtol=1e-9)
    assert value.shape == scale.shape == (120, 2)
    assert representation.shape == X.shape


def test_each_target_needs_a_regressor_of_its_own(rows):
    with pytest.raises(InputError, match="got 1 regressors for 2 targets"):
        PerTarget([TREES]).fit(*rows)


def test_a_root_is_learned_and_its_square_answered(rows):
    X, root = rows[0], rows[1][:, 1] ** 2
    model, plain = SquareRootOf(TREES).fit(X, root**2), clone(TREES).fit(X, root)
    value, scale = plain.predict_with_scale(X)
    found, spread = model.predict_with_scale(X)
    np.testing.assert_allclose(found, value**2, rtol=1e-9)
    np.testing.assert_allclose(spread, np.maximum((value + scale) ** 2 - value**2, spread.min()), rtol=1e-6)


def test_a_label_below_zero_has_no_root(rows):
    with pytest.raises(InputError, match="at least 0 have a square root; got -1"):
        SquareRootOf(TREES).fit(rows[0], np.full(120, -1.0))


def test_what_is_stored_is_what_was_learned(rows, tmp_path):
    X, y = rows
    mean = MeanOfRegressors(members=[TREES, GradientBoosting(n_estimators=10)], weights=[2.0, 1.0])
    pipeline = make_pipeline(PerTarget([mean, SquareRootOf(mean)])).fit(X, y**2)
    save_pipeline(pipeline, tmp_path)
    again = load_pipeline(tmp_path, describe_pipeline(pipeline))
    np.testing.assert_allclose(again.predict(X), pipeline.predict(X), rtol=1e-12)


@pytest.fixture(scope="module")
def blend():
    network = CompositionRegressor(
        features=16,
        n_messages=1,
        n_blocks=1,
        n_networks=1,
        epochs=8,
        batch_size=8,
        learning_rate=1e-2,
        n_numbers=1,
    )
    trees = BoostedCompositions(n_estimators=20, min_child_samples=2)
    blend = CompositionBlend(network=network, trees=trees, tree_share=0.25)
    materials = [Material(id=f, formula=f, numbers={"gap_ev": n % 3}) for n, f in enumerate(FORMULAS)]
    y = np.column_stack([np.arange(24.0), np.arange(24.0) % 3])
    return make_pipeline(FormulaFractions(optional=("gap_ev",)), blend).fit(materials, y), materials


def test_a_blend_is_the_weighted_mean_of_network_and_trees(blend):
    pipeline, materials = blend
    X = pipeline[:-1].transform(materials)
    network, scale, _ = pipeline[-1].network_.outputs(X)
    trees = pipeline[-1].trees_.predict(X)
    value, wider, _ = pipeline[-1].outputs(X)
    np.testing.assert_allclose(value, 0.75 * network + 0.25 * trees, rtol=1e-9)
    np.testing.assert_allclose(wider, scale + np.abs(trees - network) / 2, rtol=1e-9)


def test_a_stored_blend_is_built_from_its_card(blend, tmp_path):
    pipeline, materials = blend
    save_pipeline(pipeline, tmp_path)
    again = load_pipeline(tmp_path, describe_pipeline(pipeline))
    learned = pipeline.predict(materials)
    np.testing.assert_allclose(again.predict(materials), learned, atol=2e-3 * learned.std())  # half precision


def test_a_number_that_is_given_changes_the_answer_of_the_network(blend):
    pipeline, _ = blend
    low, high, unknown = (
        pipeline.predict([Material(id="a", formula="SrTiO3", numbers=numbers)])
        for numbers in ({"gap_ev": 0.0}, {"gap_ev": 2.0}, {})
    )
    assert np.abs(low - high).max() > 1e-3
    assert np.isfinite(unknown).all()
