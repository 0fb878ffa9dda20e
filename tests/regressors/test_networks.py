"""What every network estimator must keep: symmetries, batches, seeds, saved state, clear errors."""

from __future__ import annotations

import numpy as np
import pytest
from pymatgen.core import Lattice, Structure
from sklearn.base import clone
from sklearn.pipeline import make_pipeline

from mi_core.descriptors.formula_graphs import FormulaGraphs
from mi_core.descriptors.formulas import FormulaFractions
from mi_core.descriptors.graph import CrystalGraphs
from mi_core.descriptors.reciprocal.points import ReciprocalPointsOf
from mi_core.errors import InputError
from mi_core.regressors.cgcnn import CGCNNRegressor
from mi_core.regressors.combined.formula_graph_network import FormulaGraphRegressor
from mi_core.regressors.composition_network import CompositionRegressor
from mi_core.regressors.voxels.network import VoxelRegressor

SMALL = {"epochs": 6, "batch_size": 8, "n_networks": 2}
PIPELINES = {
    "cgcnn": lambda **more: make_pipeline(
        CrystalGraphs(),
        CGCNNRegressor(atom_features=8, edge_features=8, head_features=8, **{**SMALL, **more}),
    ),
    "cgcnn, fixed edges": lambda **more: make_pipeline(
        CrystalGraphs(),
        CGCNNRegressor(atom_features=8, edge_features=8, update_edges=False, **{**SMALL, **more}),
    ),
    "cgcnn, equal atoms once": lambda **more: make_pipeline(
        CrystalGraphs(merge_atoms=True),
        CGCNNRegressor(atom_features=8, edge_features=8, head_features=8, **{**SMALL, **more}),
    ),
    "composition and crystal": lambda **more: make_pipeline(
        FormulaGraphs(),
        FormulaGraphRegressor(features=8, atom_features=8, edge_features=8, **{**SMALL, **more}),
    ),
    "voxels": lambda **more: make_pipeline(
        ReciprocalPointsOf(), VoxelRegressor(n=16, channels=2, width=8, rotations=2, **{**SMALL, **more})
    ),
    "voxels and composition": lambda **more: make_pipeline(
        ReciprocalPointsOf(),
        VoxelRegressor(n=16, channels=2, width=8, rotations=2, elements=4, shells=8, **{**SMALL, **more}),
    ),
    "composition": lambda **more: make_pipeline(
        FormulaFractions(), CompositionRegressor(features=8, **{**SMALL, **more})
    ),
}


class Crystal:
    """A structure with the formula that composition models ask for."""

    def __init__(self, structure):
        self.structure = structure
        self.formula = structure.composition.reduced_formula


@pytest.fixture(scope="module")
def crystals():
    random = np.random.default_rng(0)
    found = []
    for a in ("Ca", "Sr", "Ba", "Pb"):
        for b in ("Ti", "Zr", "Hf", "Sn", "Ce"):
            lattice = Lattice.cubic(random.uniform(3.8, 4.4))
            coords = np.array([[0, 0, 0], [0.5, 0.5, 0.5], [0.5, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0.5]])
            coords = coords + random.normal(scale=0.02, size=coords.shape)
            found.append(Crystal(Structure(lattice, [a, b, "O", "O", "O"], coords)))
    return found


@pytest.fixture(scope="module")
def targets():
    return np.random.default_rng(1).normal(size=20)


@pytest.fixture(scope="module", params=PIPELINES, ids=str)
def make(request):
    return PIPELINES[request.param]


@pytest.fixture(scope="module")
def fitted(make, crystals, targets):
    return make().fit(crystals, targets)


def changed(crystals, change):
    return [Crystal(change(crystal.structure)) for crystal in crystals]


def reordered(structure):
    order = np.random.default_rng(5).permutation(len(structure))
    return Structure.from_sites([structure[i] for i in order])


CHANGES = {
    "atoms in another order": reordered,
    "moved origin": lambda s: s.copy().translate_sites(range(len(s)), [0.31, 0.77, 0.13]),
    "supercell": lambda s: s * (2, 1, 1),
    "another cell of the same lattice": lambda s: s.get_reduced_structure("LLL"),
    "turned": lambda s: Structure(
        Lattice.from_parameters(*s.lattice.parameters, vesta=True), s.species, s.frac_coords
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_same_crystal_gets_the_same_prediction(fitted, crystals, change):
    np.testing.assert_allclose(fitted.predict(changed(crystals, change)), fitted.predict(crystals), atol=2e-5)


def test_a_batch_of_one_equals_a_batch_of_many(fitted, crystals):
    alone = np.concatenate([fitted.predict([crystal]) for crystal in crystals])
    np.testing.assert_allclose(alone, fitted.predict(crystals), atol=1e-5)


def test_seeds_repeat(make, fitted, crystals, targets):
    first = fitted.predict(crystals)
    np.testing.assert_allclose(make().fit(crystals, targets).predict(crystals), first, atol=1e-4)
    assert np.abs(make(seed=7).fit(crystals, targets).predict(crystals) - first).max() > 1e-2


def test_saved_state_is_the_model(fitted, crystals):
    again = clone(fitted)
    again[-1].load_state(fitted[-1].state())
    for ours, theirs in zip(
        again[-1].outputs(again[0].transform(crystals)),
        fitted[-1].outputs(fitted[0].transform(crystals)),
        strict=True,
    ):
        np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-6)


def test_it_learns(make, crystals):
    mass = np.array([crystal.structure.composition.weight for crystal in crystals])
    model = make(epochs=60, learning_rate=1e-2).fit(crystals, mass)
    assert np.abs(model.predict(crystals) - mass).mean() < 0.4 * np.abs(mass - np.median(mass)).mean()


def test_several_targets_with_unknown_values(make, crystals, targets):
    two = np.column_stack([targets, 10.0**targets])
    two[::3, 1] = np.nan
    model = make(log_targets=(1,)).fit(crystals, two)
    mean, scale = model[-1].predict_with_scale(model[0].transform(crystals))
    assert mean.shape == scale.shape == (20, 2)
    assert np.isfinite(mean).all()
    assert (scale > 0).all()
    assert (mean[:, 1] > 0).all()


@pytest.mark.parametrize(
    ("y", "words"),
    [
        (np.zeros(3), "20 rows and 3 targets"),
        (np.full(20, np.inf), "finite"),
        (np.full(20, np.nan), "at least one number"),
    ],
)
def test_bad_targets_are_one_sentence(make, crystals, y, words):
    with pytest.raises(InputError, match=words):
        make().fit(crystals, y)


def test_logarithms_need_positive_targets(make, crystals, targets):
    with pytest.raises(InputError, match="positive"):
        make(log_targets=(0,)).fit(crystals, targets)


def test_scikit_learns_tools_work(make, crystals, targets):
    from sklearn.model_selection import cross_val_score

    assert len(cross_val_score(make(n_networks=1, epochs=1), crystals, targets, cv=2)) == 2
