"""The model of transport in crystals: trained on joined tables, asked before that of formulas, started from another."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from pymatgen.core import Lattice, Structure
from sklearn.pipeline import make_pipeline

from mi_core.descriptors.formula_graphs import FormulaGraphs
from mi_core.errors import InputError
from mi_core.evaluation.distance import DISTANCE_CLASSES
from mi_core.pretrained.fine_tuned import FineTunedFormulaGraph
from mi_core.pretrained.learning import check_starts
from mi_core.pretrained.recipes import RECIPES
from mi_core.pretrained.store import load_model
from mi_core.structures.material import Material
from tests.support.tiny_models import make_tiny_models

START, NAME = "mp-composition-network", "ricci-cgcnn"
CUBE = [[0, 0, 0], [0.5, 0.5, 0.5], [0.5, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0.5]]
PEROVSKITE = Structure(Lattice.cubic(3.9), ["Sr", "Ti", "O", "O", "O"], CUBE)


def crystal(structure, **numbers):
    return Material("s", formula=structure.composition.reduced_formula, structure=structure, numbers=numbers)


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    folder = tmp_path_factory.mktemp("crystals")
    return make_tiny_models(folder / "models", folder / "tables", (START, NAME))


@pytest.fixture(scope="module")
def model(models):
    return load_model(NAME, models)


def test_it_learns_the_rows_with_a_crystal(model):
    assert model.card.takes == "structure"
    assert model.training["formula"].str.endswith("3").all()
    assert 120 < len(model.training) < 150
    target = model.card.targets["log10_sigma_n"]
    assert target["metrics"]["mae"] < 0.7 * target["metrics"]["baseline_mae"]
    of_classes = target["by_distance"]["held out"]
    assert sum(found["n"] for found in of_classes.values()) == target["metrics"]["n"]
    assert set(of_classes) <= set(DISTANCE_CLASSES)
    assert set(target["measured_on"]) >= {"with gap_ev given", "rows with a gap", "metals (no gap)"}


def test_cell_and_supercell_get_one_answer_and_another_crystal_another(model):
    larger = PEROVSKITE.copy()
    larger.scale_lattice(1.3 * PEROVSKITE.volume)
    found = model.predict([crystal(s) for s in (PEROVSKITE, PEROVSKITE * (2, 1, 1), larger)])
    one, same, other = found.value["seebeck_n_uv_per_k"]
    assert same == pytest.approx(one, rel=1e-4)
    assert abs(other - one) > 0.05  # µV/K, of what the labels do not depend on


def test_a_gap_that_is_given_is_used(model):
    found = model.predict(
        [crystal(PEROVSKITE, gap_ev=0.0), crystal(PEROVSKITE, gap_ev=3.0), crystal(PEROVSKITE)]
    )
    closed, open_, unknown = found.value["seebeck_p_uv_per_k"]
    assert open_ > closed
    assert np.isfinite(unknown)


def test_crystals_are_answered_by_it_and_formulas_are_not():
    recipe, other = RECIPES[NAME], RECIPES["ricci-transport-blend"]
    assert recipe.targets == other.targets
    assert recipe.preference > other.preference
    assert recipe.scope(crystal(PEROVSKITE)) is None
    assert "crystal structure" in recipe.scope(Material("f", formula="SrTiO3"))


def test_networks_start_from_the_other_model_and_the_crystal_adds_nothing_at_first(models, monkeypatch):
    monkeypatch.setenv("MI_MODELS", str(models))
    sizes = {"n_messages": 1, "n_blocks": 1, "atom_features": 8, "edge_features": 8, "learning_rate": 1e-3}
    regressor = FineTunedFormulaGraph(start=START, features=16, **sizes)
    network = regressor.build_network(2)
    regressor.prepare(network, [], 0)
    theirs = load_model(START).pipeline[-1].networks_[0].state_dict()
    ours = network.composition.state_dict()
    assert all((ours[k] == v).all() for k, v in theirs.items() if not k.startswith(("mean.", "log_scale.")))
    larger = PEROVSKITE.copy()
    larger.scale_lattice(2 * PEROVSKITE.volume)
    batch = regressor.collate(FormulaGraphs().transform([crystal(PEROVSKITE), crystal(larger)]))
    first, second = network.eval()(batch)[0].detach().numpy()
    np.testing.assert_allclose(first, second, atol=1e-6)


@pytest.mark.parametrize("other", [{"features": 32}, {"n_messages": 2}, {"n_blocks": 2}])
def test_a_body_of_other_sizes_is_refused(models, monkeypatch, other):
    monkeypatch.setenv("MI_MODELS", str(models))
    sizes = {"features": 16, "n_messages": 1, "n_blocks": 1, "atom_features": 8, "edge_features": 8} | other
    regressor = FineTunedFormulaGraph(start=START, **sizes)
    words = f"no composition network with {sizes['features']} features and as many messages"
    with pytest.raises(InputError, match=words):
        regressor.prepare(regressor.build_network(2), [], 0)


def test_rows_that_the_other_model_learned_are_not_held_out(models, monkeypatch):
    monkeypatch.setenv("MI_MODELS", str(models))
    learned = load_model(START).training["id"]
    pipeline = make_pipeline(FormulaGraphs(), FineTunedFormulaGraph(start=START))
    check_starts(pipeline, pd.Series(["unknown"]))
    with pytest.raises(
        InputError, match="2 of the 3 rows to be held out were learned by 'mp-composition-network'"
    ):
        check_starts(pipeline, pd.Series([*learned[:2], "unknown"]))
