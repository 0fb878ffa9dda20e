"""The surrogate that ships: accurate on held-out alloys, exact where chemistry decides, smooth, with honest intervals."""

from dataclasses import replace

import numpy as np
import pytest

from mi_core.alloys.compositions.composition import ELEMENTS
from mi_core.alloys.dataset.table import load_alloys
from mi_core.alloys.models.surrogate import Surrogate, load_surrogate
from mi_core.alloys.models.surrogate_training import sublattices
from mi_core.alloys.models.train import surrogate_metrics, train_models
from mi_core.alloys.models.trained_store import load_trained, save_trained, step_of
from mi_core.errors import InputError
from mi_core.pretrained.store import find_card, list_models


@pytest.fixture(scope="module")
def model():
    return load_surrogate()


@pytest.fixture(scope="module")
def data():
    return load_alloys()


def _wt(**contents):
    return np.array([[contents.get(symbol, 0.0) for symbol in ELEMENTS]])


def test_held_out_alloys_are_predicted_within_the_bar(model, data):
    found = surrogate_metrics(model, data.of_split("test"))
    assert found["mae"] <= 0.001
    assert found["mae"] < 0.2 * found["baseline_mae"]
    assert 0.85 <= found["coverage_of_present_phases"] <= 0.95


def test_fractions_sum_to_one_and_phases_without_their_elements_are_exactly_absent(model):
    found = model.predict(_wt(Cu=4.0, Mg=1.5))
    np.testing.assert_allclose(found.sum(axis=2), 1, atol=1e-5)
    silicides = [model.phases.index(phase) for phase in ("MG2SI", "DIAMOND_A4")]
    assert (found[..., silicides] == 0).all()
    assert (found[..., model.phases.index("FCC_A1")] > 0.5).any()


def test_the_precipitate_of_a_6xxx_alloy_is_the_computed_one(model):
    found = model.predict(_wt(Mg=1.0, Si=0.8), [700.0])[0, 0]
    assert found[model.phases.index("MG2SI")] == pytest.approx(0.0134, abs=0.003)
    assert found[model.phases.index("FCC_A1")] == pytest.approx(0.9866, abs=0.003)


def test_between_two_nodes_fractions_are_interpolated(model):
    wt = _wt(Mg=1.0, Si=0.8)
    low, high = model.predict(wt, [450.0])[0, 0], model.predict(wt, [500.0])[0, 0]
    np.testing.assert_allclose(model.predict(wt, [460.0])[0, 0], 0.8 * low + 0.2 * high, atol=1e-6)
    np.testing.assert_allclose(model.predict(wt, [1000.0])[0, 0], model.predict(wt)[0, -1], atol=1e-6)


def test_temperatures_outside_the_nodes_are_refused(model):
    with pytest.raises(InputError, match="from 300 to 1000 K; got 1200 K"):
        model.predict(_wt(Mg=1.0), [500.0, 1200.0])


def test_intervals_hold_the_prediction(model, data):
    wt = data.of_split("test").wt[:50]
    lower, upper = model.interval(wt)
    found = model.predict(wt)
    assert (lower <= found + 1e-6).all()
    assert (found <= upper + 1e-6).all()
    assert (lower >= 0).all()
    assert (upper <= 1).all()


def test_sublattices_say_which_elements_a_phase_needs():
    possible = sublattices(("MG2SI", "FCC_A1"))
    assert [set(np.array([*ELEMENTS, "none"])[row]) for row in possible[0]][:2] == [{"Mg"}, {"Si"}]
    assert possible[1, :, -1].all()


def test_training_and_storing_a_small_surrogate(data, tmp_path):
    some = data.subset(np.arange(0, len(data), len(data) // 400))
    model = Surrogate(networks=1, width=48, depth=1, epochs=60, batch_size=64).fit(some)
    save_trained(model, replace(find_card("surrogate"), pipeline=[step_of(model)]), tmp_path)
    stored = load_trained("surrogate", tmp_path)
    np.testing.assert_allclose(stored.predict(some.wt), model.predict(some.wt), atol=2e-3)
    found = surrogate_metrics(stored, some.of_split("train"))
    assert found["mae"] < 0.6 * found["baseline_mae"]


def test_the_card_of_a_training_is_in_the_store(data, tmp_path, monkeypatch):
    some = data.subset(np.arange(0, len(data), len(data) // 400))
    monkeypatch.setattr("mi_core.alloys.models.train.load_alloys", lambda _: some)
    sizes = {"networks": 1, "width": 16, "depth": 1, "epochs": 2, "batch_size": 32}
    (card,) = train_models(["surrogate"], seed=3, folder=tmp_path, **sizes)
    assert list_models(tmp_path) == [card]
    assert card.name == "surrogate-seed3"
    assert card.training["command"].endswith("alloys train surrogate --seed 3")
    assert card.targets["phase_fraction"]["metrics"]["n"] == card.split["sizes"]["test"]
    assert card.pipeline[0]["parameters"].items() >= sizes.items()
    assert load_trained(card.name, tmp_path).temperatures == tuple(card.domain["temperatures_k"])
