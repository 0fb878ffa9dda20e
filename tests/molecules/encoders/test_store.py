"""Encoders trained on made-up tasks, kept, written and read."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from mi_core.molecules.encoders import training
from mi_core.molecules.encoders.encoders import UNTRAINED
from mi_core.molecules.encoders.making import make_encoders
from mi_core.molecules.encoders.store import NAME, load
from mi_core.molecules.encoders.training import learned_rows
from mi_core.molecules.graphs import Graphs
from mi_core.pretrained.card import read_model_card

NUMBER, CLASS = "esol_log_s", "bbbp"


@pytest.fixture(scope="module")
def frame():
    smiles = [
        f"{'C' * n}{middle}{'C' * m}" for n in range(1, 6) for m in range(1, 5) for middle in ("O", "S")
    ]
    table = pd.DataFrame({"smiles": smiles, "flat": smiles})
    table[NUMBER] = table["smiles"].str.len().astype(float)
    table[CLASS] = np.where(
        np.arange(len(table)) < 30, table["smiles"].str.contains("O").astype(float), np.nan
    )
    return table


@pytest.fixture
def dataset(frame, monkeypatch):
    monkeypatch.setattr(training, "FEWEST_STEPS", 60)
    card = SimpleNamespace(name="molecular_tasks", targets={NUMBER: NUMBER, CLASS: CLASS})
    return SimpleNamespace(frame=frame, card=card, sha256="0", report="made up")


def test_encoders_are_read_as_they_were_written_and_know_what_they_learned(dataset, frame, tmp_path):
    make_encoders(dataset, tmp_path / "kept", tmp_path)
    found = load(read_model_card(tmp_path / NAME), tmp_path / NAME)
    assert found.tasks == (NUMBER, CLASS)
    assert found.knows(NUMBER, frame["flat"][39])
    assert not found.knows(CLASS, frame["flat"][39]), "it has no label there"
    graphs = Graphs()
    represented = found.represent([graphs[smiles] for smiles in frame["smiles"]])
    assert {part.shape for part in represented.values()} == {(40, training.ENCODING)}
    assert list(represented) == [NUMBER, CLASS, UNTRAINED]
    predicted, _ = found.answers([graphs[smiles] for smiles in frame["smiles"]], [NUMBER])[NUMBER]
    assert np.corrcoef(predicted, frame[NUMBER])[0, 1] > 0.9


def test_a_training_that_was_stopped_goes_on(dataset, tmp_path, monkeypatch):
    make_encoders(dataset, tmp_path / "kept", tmp_path / "first")

    def no_training(*_args, **_kwargs):
        raise AssertionError

    monkeypatch.setattr("mi_core.regressors.neural.NeuralRegressor.fit", no_training)
    make_encoders(dataset, tmp_path / "kept", tmp_path / "again")
    first, again = (tmp_path / name / NAME / "weights.safetensors" for name in ("first", "again"))
    assert first.read_bytes() == again.read_bytes()


def test_of_a_rare_class_all_are_learned():
    labels = pd.Series(np.r_[np.ones(10), np.zeros(990), np.full(5, np.nan)])
    rows = learned_rows(labels, most=100)
    assert len(rows) == 100
    assert labels[rows].sum() == 10
