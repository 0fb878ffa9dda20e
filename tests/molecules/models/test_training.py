"""A model of three tasks on made-up molecules: trained, kept, read again, asked."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from mi_core.datasets.registry import find_dataset
from mi_core.molecules.models import training
from mi_core.molecules.models.store import load, save_tasks_model
from mi_core.molecules.models.training import train_tasks_model
from mi_core.pretrained.card import read_model_card
from mi_core.structures.molecules.smiles import read_smiles

NUMBER, MANY, CLASS = "esol_log_s", "melting_point_c", "hiv"


@pytest.fixture(scope="module")
def frame():
    rng = np.random.default_rng(0)
    smiles = [
        "C" * n + middle + "C" * m
        for n in range(1, 13)
        for m in range(1, 9)
        for middle in ("O", "N", "S", "C(=O)")
    ]
    mols = {read_smiles(text).smiles: read_smiles(text) for text in smiles}
    table = pd.DataFrame({"smiles": list(mols), "flat": [mol.flat for mol in mols.values()]})
    table["id"] = [f"mol-{n:012x}" for n in range(len(table))]
    length = np.array([mol.heavy_atoms for mol in mols.values()], dtype=float)
    table[NUMBER] = np.where(rng.random(len(table)) < 0.7, -length / 3, np.nan)
    table[MANY] = 10 * length + 5 * rng.normal(size=len(table))
    table[CLASS] = table["smiles"].str.contains("O").astype(float)
    return table


@pytest.fixture(scope="module")
def model(frame, tmp_path_factory):
    card = SimpleNamespace(
        name="molecular_tasks",
        targets=dict.fromkeys((NUMBER, MANY, CLASS)),
        columns=find_dataset("molecular_tasks").columns,
    )
    dataset = SimpleNamespace(frame=frame, card=card, sha256="0", report="made up")
    return train_tasks_model(dataset, tmp_path_factory.mktemp("kept"), epochs=4)


def test_what_was_learned_is_told_again(frame, model):
    answers = model.answers(frame["smiles"], [NUMBER, CLASS])
    known = frame[NUMBER].notna()
    assert np.corrcoef(answers.value[known, 0], frame[NUMBER][known])[0, 1] > 0.95
    assert answers.value[frame[CLASS] == 1, 1].min() > answers.value[frame[CLASS] == 0, 1].max()
    assert (answers.lower <= answers.value).all()
    assert (answers.value <= answers.upper).all()
    assert ((answers.value[:, 1] >= 0) & (answers.value[:, 1] <= 1)).all()
    assert answers.similarity[known, 0].min() == pytest.approx(1)


def test_nine_of_ten_molecules_not_learned_lie_in_their_interval(model):
    for task in (NUMBER, MANY):
        assert 0.8 < model.card.targets[task]["metrics"]["coverage"] <= 0.97


def test_a_molecule_like_none_that_was_measured_is_outside(model):
    answers = model.answers(["c1ccc2c(c1)[nH]c1ccccc12"])
    assert not answers.in_domain.any()


def test_every_task_with_few_labels_has_a_kernel_that_helps(model):
    for task in (NUMBER, CLASS):
        assert model.of_task[task].kernel is not None
        assert len(model.of_task[task].weights) == 3


def test_a_stored_model_answers_as_before(model, frame, tmp_path):
    card = save_tasks_model(model, tmp_path)
    again = load(read_model_card(tmp_path / card.name), tmp_path / card.name)
    smiles = frame["smiles"][:20]
    before, after = model.answers(smiles), again.answers(smiles)
    for name in ("value", "lower", "upper", "similarity"):
        np.testing.assert_allclose(getattr(after, name), getattr(before, name), rtol=2e-2, atol=2e-2)
    np.testing.assert_array_equal(again.references.ids, model.references.ids)


def test_a_training_goes_on_with_what_is_kept(frame, tmp_path, monkeypatch):
    def broken(*_args, **_kwargs):
        raise KeyboardInterrupt

    card = SimpleNamespace(name="molecular_tasks", targets={NUMBER: NUMBER, CLASS: CLASS})
    dataset = SimpleNamespace(frame=frame, card=card, sha256="0", report="made up")
    with monkeypatch.context() as patch:
        patch.setattr(training, "model_card", broken)
        with pytest.raises(KeyboardInterrupt):
            train_tasks_model(dataset, tmp_path, epochs=1)
    monkeypatch.setattr("mi_core.molecules.models.stages.train_network", broken)
    monkeypatch.setattr("mi_core.molecules.models.stages.grow", broken)
    assert train_tasks_model(dataset, tmp_path, epochs=1).tasks == (NUMBER, CLASS)
