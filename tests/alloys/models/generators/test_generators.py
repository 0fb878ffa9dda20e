"""Every generator keeps the contract: shapes, bounds, seeds, storing; and learns what a small data set can teach."""

from dataclasses import replace

import numpy as np
import pytest

from mi_core.alloys.dataset.table import load_alloys
from mi_core.alloys.models.condition import condition_of
from mi_core.alloys.models.generators.registry import GENERATORS, make_generator
from mi_core.alloys.models.random_condition import random_condition
from mi_core.alloys.models.trained_store import load_trained, save_trained, step_of
from mi_core.alloys.specification.reading import specification_from_json
from mi_core.errors import InputError
from mi_core.pretrained.store import find_card

SMALL = {"width": 32, "epochs": 2, "batch_size": 64}


@pytest.fixture(scope="module")
def data():
    alloys = load_alloys()
    return alloys.subset(np.arange(0, len(alloys), len(alloys) // 400))


@pytest.fixture(scope="module")
def fitted(data):
    sizes = {"nearest": {}, "forest": {"trees": 5}}
    return {name: make_generator(name, **sizes.get(name, SMALL)).fit(data, seed=1) for name in GENERATORS}


@pytest.fixture(scope="module")
def condition(data):
    spec = {
        "phases": [{"phase": "MG2SI", "temperature_k": 450, "min": 0.01, "max": 0.02}],
        "composition_wt": {"Zn": {"max": 0.2}, "Mg": {"min": 0.3, "max": 2.0}, "Cr": {"max": 0.0}},
    }
    return condition_of(specification_from_json(spec), data.phases, data.temperatures)


def card_of(model):
    return replace(find_card("mdn"), name="mine", pipeline=[step_of(model)])


@pytest.mark.parametrize("name", GENERATORS)
def test_proposals_are_alloys_within_the_bounds(fitted, condition, name):
    wt = fitted[name].propose(condition, 40, seed=3)
    assert wt.shape == (40, 9)
    assert (wt >= 0).all()
    assert (wt.sum(axis=1) <= 50 + 1e-6).all()
    assert (wt[:, 7] <= 0.2 + 1e-6).all()
    assert (wt[:, 3] >= 0.3 - 1e-6).all()
    assert (wt[:, 3] <= 2.0 + 1e-6).all()
    assert (wt[:, 0] == 0).all()
    assert (wt == 0).any(axis=1).all()  # absent elements are exact zeros


@pytest.mark.parametrize("name", GENERATORS)
def test_equal_seeds_repeat_proposals(fitted, condition, name):
    one, same, other = (fitted[name].propose(condition, 20, seed=seed) for seed in (3, 3, 4))
    np.testing.assert_allclose(one, same, atol=1e-4)
    if name != "nearest":
        assert np.abs(one - other).max() > 0.1


@pytest.mark.parametrize("name", [name for name in GENERATORS if name != "nearest"])
def test_a_stored_generator_proposes_the_same(fitted, condition, name, tmp_path):
    model = fitted[name]
    save_trained(model, card_of(model), tmp_path)
    stored = load_trained("mine", tmp_path).propose(condition, 20, seed=3)
    assert np.median(np.abs(stored - model.propose(condition, 20, seed=3))) < 0.02


def test_the_nearest_neighbour_of_a_known_diagram_is_its_alloy(fitted, data):
    known = data.of_split("train")
    rng = np.random.default_rng(0)
    for row in range(0, len(known), 40):
        condition = random_condition(rng, known.fractions[row], known.wt[row], hidden_share=0.3)
        nearest = fitted["nearest"].rows(condition, 3)
        distances = fitted["nearest"].distance(condition)
        assert distances[nearest[0]] == pytest.approx(distances.min(), abs=1e-9)
        assert distances[row] == pytest.approx(0, abs=1e-6), "its own alloy lies within the ranges"


def test_training_lowers_the_loss(data):
    for name in ("mdn", "cvae_mdn", "flow_matching"):
        losses = []
        make_generator(name, **SMALL | {"epochs": 20}).fit(
            data, on_epoch=lambda _, loss, to=losses: to.append(loss)
        )
        assert losses[-1] < 0.85 * losses[0], name


def test_unknown_models_are_named_with_the_closest():
    with pytest.raises(InputError, match="Did you mean 'cvae_mdn'"):
        make_generator("cvae-mdn")


def test_changed_weights_are_refused(fitted, tmp_path):
    model = fitted["mdn"]
    save_trained(model, card_of(model), tmp_path)
    weights = tmp_path / "mine" / "weights.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"x")
    with pytest.raises(InputError, match="not the file of its card"):
        load_trained("mine", tmp_path)
    with pytest.raises(InputError, match=r"'other' is not known; choose one of mine.*alloys train"):
        load_trained("other", tmp_path)
