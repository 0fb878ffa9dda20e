"""A folder of an own model that is damaged, foreign or of an older format is one sentence, and never hides the others."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from safetensors.numpy import save_file

from mi_core.errors import InputError
from mi_core.evaluation.conformal import ConformalIntervals
from mi_core.files import file_sha256
from mi_core.molecules.transfer.learners.probabilities import Calibration
from mi_core.molecules.transfer.learners.ridge import LeftOutRidge
from mi_core.molecules.transfer.model import OwnModel
from mi_core.molecules.transfer.nested import Fitted
from mi_core.molecules.transfer.saving import (
    METHOD,
    PROBE,
    TRAINING,
    load_own_model,
    own_molecule_models,
    save_own_model,
)
from mi_core.molecules.transfer.verdict import NO_DIFFERENCE, Verdict
from mi_core.pretrained.card import CARD_FILE, read_model_card
from mi_core.pretrained.pipelines import ESTIMATOR
from mi_core.pretrained.store import readable_models

SMILES = ["CCO", "CCCO", "CCCCO", "CCCCCO", "c1ccccc1"]
VERDICT = Verdict(NO_DIFFERENCE, "No difference is seen.", "rmse", 1.0, 1.0, 0.5, 2, 5)


def made_model(target: str = "log_s") -> OwnModel:
    rows = np.random.default_rng(0).normal(size=(len(SMILES), 3))
    labels = rows[:, 0]
    training = pd.DataFrame({"id": SMILES, "smiles": SMILES, "label": labels, "value": labels, "scale": 1.0})
    return OwnModel(
        target=target,
        classes=(),
        method="descriptors-ridge",
        fitted=Fitted(("descriptors-ridge",), (LeftOutRidge().fit(rows, labels),), (1.0,), (), 1.2),
        encodings=(),
        intervals=ConformalIntervals(1.6, 0.1, 0.9, len(SMILES)),
        threshold=0.4,
        training=training,
        probe=np.zeros((0, 0), dtype=np.float32),
    )


@pytest.fixture
def folder(tmp_path):
    folder = own_molecule_models(tmp_path)
    save_own_model(made_model(), folder / "mine", verdict=VERDICT)
    save_own_model(made_model("other"), folder / "other", verdict=VERDICT)
    return folder


def written_anew(home):
    """Let the card agree with the files that are there, as that of another version would."""
    card = read_model_card(home)
    files = {path.name: file_sha256(path) for path in sorted(home.iterdir()) if path.name != CARD_FILE}
    replace(card, files=files).write(home)


def changed(home, **values):
    path = home / METHOD
    found = json.loads(path.read_text()) | values
    path.write_text(json.dumps({key: value for key, value in found.items() if value is not ...}))


def test_a_model_comes_back_as_it_was_written(folder):
    model = load_own_model("mine", folder)
    assert (model.target, model.method, model.threshold) == ("log_s", "descriptors-ridge", 0.4)
    assert model.intervals == ConformalIntervals(1.6, 0.1, 0.9, len(SMILES))
    assert model.fitted.names == ("descriptors-ridge",)
    assert model.fitted.calibration is None
    pd.testing.assert_frame_equal(model.training, made_model().training)
    changed(folder / "mine", calibration={"centre": 0.0, "spread": 1.0, "slope": 2.0, "intercept": 0.5})
    written_anew(folder / "mine")
    assert load_own_model("mine", folder).fitted.calibration == Calibration(0.0, 1.0, 2.0, 0.5)


FOREIGN = {
    "older": (lambda home: changed(home, format=...), r"method\.json is of format 1, and .* reads format 2"),
    "newer": (lambda home: changed(home, format=3), r"method\.json is of format 3"),
    "no-keys": (lambda home: (home / METHOD).write_text("[]"), r"method\.json holds no keys"),
    "cut": (lambda home: (home / METHOD).write_text('{"format": 2,'), r"method\.json cannot be read \("),
    "no-text": (lambda home: (home / METHOD).write_bytes(b"\xff\xfe\x00"), r"method\.json cannot be read \("),
    "no-method": (lambda home: (home / METHOD).unlink(), r"method\.json cannot be read \("),
    "missing-key": (lambda home: changed(home, threshold=...), "missing keys: threshold"),
    "unknown-key": (lambda home: changed(home, mood="good"), "unknown keys: mood"),
    "wrong-type": (lambda home: changed(home, weights="many"), "weights should be .* got 'many'"),
    "wrong-inside": (lambda home: changed(home, intervals={"quantile": 1}), r"missing keys: intervals\.floor"),
    "unknown-method": (lambda home: changed(home, names=["magic"]), "the method 'magic', which is not known"),
    "mean-as-part": (lambda home: changed(home, names=["average"]), "the method 'average', which is not known"),
    "no-weights": (lambda home: changed(home, weights=[]), "it has 1 methods, 0 weights and 1 learners"),
    "no-learner": (
        lambda home: changed(home, names=["descriptors-ridge"] * 2, weights=[0.5, 0.5]),
        "it has 2 methods, 2 weights and 1 learners",
    ),
    "text-table": (lambda home: (home / TRAINING).write_text("id,smiles"), "another version's format"),
    "no-table": (lambda home: (home / TRAINING).unlink(), "another version's format"),
    "few-columns": (
        lambda home: pd.DataFrame({"id": SMILES}).to_parquet(home / TRAINING),
        r"training\.parquet lacks smiles, training\.parquet lacks label",
    ),
    "text-learners": (lambda home: (home / ESTIMATOR).write_text("learners"), "another version's format"),
    "text-probe": (lambda home: (home / PROBE).write_text("probe"), "another version's format"),
    "other-probe": (
        lambda home: save_file({"prober": np.zeros(1)}, home / PROBE),
        r"probe\.safetensors lacks probe",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FOREIGN)
def test_a_model_of_another_format_is_a_sentence_with_folder_and_cure(folder, case):
    change, words = FOREIGN[case]
    change(folder / "mine")
    written_anew(folder / "mine")
    with pytest.raises(InputError, match=words) as refused:
        load_own_model("mine", folder)
    sentence = str(refused.value)
    assert f"The model 'mine' in {folder}" in sentence
    assert sentence.endswith(("; bring its table again, and it is learned anew.", "; train the model again."))
    assert "\n" not in sentence
    assert load_own_model("other", folder).target == "other"


@pytest.mark.parametrize("file", [METHOD, PROBE, TRAINING, ESTIMATOR])
def test_a_file_that_was_cut_is_told_by_its_hash(folder, file):
    path = folder / "mine" / file
    path.write_bytes(path.read_bytes()[:-5])
    (folder / "mine" / CARD_FILE).touch()
    with pytest.raises(
        InputError, match=rf"{file} of model 'mine' .*restore it, or train the model again\.$"
    ):
        load_own_model("mine", folder)


def test_broken_folders_do_not_hide_the_others(folder):
    (folder / "empty").mkdir()
    card = folder / "mine" / CARD_FILE
    card.write_text(card.read_text().replace("takes:", "gives:"))
    found, problems = readable_models(folder)
    assert [one.name for one in found] == ["other"]
    assert len(problems) == 2
    assert str(folder / "empty") in problems[0]
    assert f"has no {CARD_FILE}" in problems[0]
    assert str(card) in problems[1]
    assert problems[1].endswith("missing keys: takes. Train the model again.")
    with pytest.raises(
        InputError, match=rf"The model 'empty' in .* has no {CARD_FILE}; bring its table again"
    ):
        load_own_model("empty", folder)
    with pytest.raises(InputError, match="Did you mean 'other'"):
        load_own_model("others", folder)


def test_a_model_of_another_kind_is_refused(folder, monkeypatch):
    monkeypatch.setattr("mi_core.pretrained.store.named", lambda *_: lambda *_: "a crystal model")
    (folder / "mine" / CARD_FILE).touch()
    with pytest.raises(InputError, match=r"The model 'mine' in .* is none of a task of molecules"):
        load_own_model("mine", folder)
