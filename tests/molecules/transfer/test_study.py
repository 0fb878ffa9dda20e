"""A study from table to model: what it leaves, that noise gets no gain, and that the model comes back as it was."""

from __future__ import annotations

import json
import sys
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from own_molecules import hidden_of, made_molecules, stub_encoders, task_of

from mi_core.__main__ import main
from mi_core.errors import InputError
from mi_core.jobs.kinds import tasks_of
from mi_core.molecules.encoders.encoders import Encoders
from mi_core.molecules.transfer import candidates, job, repeats
from mi_core.molecules.transfer import study as study_module
from mi_core.molecules.transfer.next_measurements import MOST_ALIKE, propose, rank
from mi_core.molecules.transfer.result import predictions
from mi_core.molecules.transfer.saving import load_own_model, own_molecule_models, save_own_model
from mi_core.molecules.transfer.study import study
from mi_core.molecules.transfer.verdict import HELPS, NO_DIFFERENCE
from mi_core.structures.material import Material

MOLECULES = made_molecules(60)
HIDDEN = hidden_of(MOLECULES)
NEW = made_molecules(100)[60:]
QUICK = ("descriptors-ridge", "descriptors-process", "both-ridge", "supports-ridge")


@pytest.fixture(autouse=True, scope="module")
def few_candidates():
    with pytest.MonkeyPatch.context() as patch:
        for name in set(candidates.CANDIDATES) - set(QUICK):
            patch.delitem(candidates.CANDIDATES, name)
        patch.setattr(study_module, "tasks_table", lambda: None)
        patch.setattr(repeats, "REPEATS", repeats.PARTS)
        yield


def rows_of(molecules, ids=None):
    return [
        Material(ids[place] if ids else f"n{place}", formula="", inputs={"molecule": molecule})
        for place, molecule in enumerate(molecules)
    ]


@pytest.fixture(scope="module")
def helped(few_candidates):
    return study(task_of(HIDDEN, MOLECULES), stub_encoders())


def test_a_task_that_an_encoder_knows_is_helped(helped):
    assert helped.verdict.kind == HELPS
    assert helped.supports[0] == "esol_log_s"
    assert "esol_log_s" in helped.model.encodings
    assert helped.errors["transfer"][0]


def test_noise_shows_no_difference():
    labels = np.random.default_rng(5).normal(size=40)
    found = study(task_of(labels, MOLECULES[:40]), stub_encoders())
    assert found.verdict.kind == NO_DIFFERENCE
    assert found.curve.more is None


def test_intervals_hold_nine_of_ten_new_molecules_and_the_model_comes_back(helped, tmp_path):
    model, encoders = helped.model, stub_encoders()
    rows = [*rows_of(NEW), Material("broken", error="This is no molecule.")]
    before = model.predict(rows, encoders)
    truth = hidden_of(NEW)
    inside = (before["lower"][:-1] <= truth) & (truth <= before["upper"][:-1])
    assert 0.75 <= inside.mean() <= 1
    assert np.corrcoef(before["value"][:-1].to_numpy(float), truth)[0, 1] > 0.8
    assert before["error"].iloc[-1] == "This is no molecule."
    assert before["nearest"][0].startswith("m")

    save_own_model(model, tmp_path / "mine", verdict=helped.verdict)
    after = load_own_model("mine", tmp_path).predict(rows, encoders)
    pd.testing.assert_frame_equal(before, after)
    (tmp_path / "mine" / "method.json").write_text("{}")
    (tmp_path / "mine" / "card.yaml").touch()
    with pytest.raises(
        InputError, match=r"method.json of model 'mine' is missing or is not the file of its card"
    ):
        load_own_model("mine", tmp_path)


def test_other_encoders_are_refused(helped):
    others = Encoders({**stub_encoders().networks, "esol_log_s": stub_encoders().networks["bbbp"]}, {})
    for encoders in (others, Encoders({}, {})):
        with pytest.raises(InputError, match="learned with other encoders"):
            helped.model.predict(rows_of(NEW), encoders)


def test_a_strange_molecule_is_outside_the_domain(helped):
    from mi_core.structures.molecules.smiles import read_smiles

    found = helped.model.predict(rows_of([read_smiles("Clc1ccc2ncccc2c1Br"), MOLECULES[0]]), stub_encoders())
    assert found["in_domain"].tolist() == [False, True]
    assert found["similarity"][1] == pytest.approx(1)
    assert "inside the domain if" in helped.model.domain_words


def test_what_to_measure_next(helped):
    found = helped.model.predict(rows_of([*NEW, MOLECULES[0]]), stub_encoders())
    assert rank(found, "low")["value"].is_monotonic_increasing
    highest = propose(helped.model, found, wish="expected", direction="high", count=5)
    assert highest["value"].iloc[0] == found["value"][:-1].max()
    assert MOLECULES[0].smiles not in set(highest["smiles"])
    from mi_core.descriptors.molecules.fingerprints import count_similarity, morgan_counts
    from mi_core.structures.molecules.molecule import Molecule

    prints = np.stack([morgan_counts(Molecule(smiles, "").mol) for smiles in highest["smiles"]])
    assert (count_similarity(prints, prints) - np.eye(len(prints))).max() <= MOST_ALIKE
    unsure = propose(helped.model, found, wish="uncertain", count=1)
    width = (found["upper"] - found["lower"])[:-1]
    assert (unsure["upper"] - unsure["lower"]).iloc[0] == pytest.approx(width.max())
    with pytest.raises(InputError, match="'best' is no wish; choose one of uncertain"):
        propose(helped.model, found, wish="best")
    with pytest.raises(InputError, match="'up' is no direction; choose one of high, low"):
        rank(found, "up")


def test_classes_are_answered_with_probabilities_and_bands():
    labels = (np.median(HIDDEN) < HIDDEN).astype(float)
    found = study(task_of(labels, MOLECULES, classes=("no", "yes")), stub_encoders())
    answers = found.model.predict(rows_of(NEW), stub_encoders())
    assert answers[["lower", "value", "upper"]].to_numpy(float).min() >= 0
    assert answers[["lower", "value", "upper"]].to_numpy(float).max() <= 1
    assert (answers["lower"] <= answers["value"]).all()
    truth = np.median(HIDDEN) < hidden_of(NEW)
    assert answers["value"][truth].mean() > answers["value"][~truth].mean() + 0.2
    assert set(found.errors) >= {"cross_entropy", "auc", "auc_spread"}
    assert predictions(found)["upper"].le(1).all()


@pytest.fixture
def brought(tmp_path, monkeypatch):
    """A table of sixty molecules, one of them twice and one broken; the encoders that ship are the stubs."""
    store = SimpleNamespace(load_encoders=stub_encoders)
    monkeypatch.setitem(sys.modules, "mi_core.molecules.encoders.store", store)
    for cached in (job._task, job._proposal):
        cached.cache_clear()
    path = tmp_path / "mine.csv"
    lines = [f"{molecule.smiles},{value:.6f}" for molecule, value in zip(MOLECULES, HIDDEN, strict=True)]
    path.write_text("\n".join(["smiles,value", *lines, lines[0], "C1CC,2.0"]))
    return path


def test_the_command_writes_what_was_found(brought, tmp_path, capsys):
    assert (
        main(["molecules", "transfer", str(brought), "--target", "value", "--output", str(tmp_path / "out")])
        == 0
    )
    found = json.loads((tmp_path / "out" / "result.json").read_text())
    assert found["verdict"]["kind"] == HELPS
    assert found["supports"][0]["task"] == "esol_log_s"
    assert found["molecules"] == 60
    assert [one["id"] for one in found["refused"]] == ["mine-62"]
    assert len(found["duplicates"]) == 1
    assert {"method", "rmse", "rmse_spread"} <= set(found["methods"][0])
    assert found["p_value"] < 0.05
    table = pd.read_csv(tmp_path / "out" / "predictions.csv")
    assert table["id"].tolist() == [f"mine-{place}" for place in range(1, 63)]
    assert table["value"].notna().tolist() == [True] * 61 + [False]
    assert table["value"][60] == table["value"][0]
    assert "never closed" in table["error"][61]
    assert load_own_model("model", tmp_path / "out").target == "value"
    assert "Transfer helps" in capsys.readouterr().err


def test_a_wrong_column_is_one_sentence(brought, tmp_path, capsys):
    assert (
        main(["molecules", "transfer", str(brought), "--target", "valu", "--output", str(tmp_path / "out")])
        == 2
    )
    assert "Did you mean 'value'?" in capsys.readouterr().err


def test_the_job_finds_what_the_command_finds(brought, tmp_path):
    params = {"table": str(brought), "target": "value", "name": "mine"}
    folder = tmp_path / "workspace" / "jobs" / "one"
    folder.mkdir(parents=True)
    tasks = tasks_of(job.KIND, params)
    assert len(tasks) == repeats.PARTS
    results = [json.loads(json.dumps(job.KIND.work(task, str(folder)))) for task in tasks]
    summary = job.KIND.finish(params, results, str(folder))
    assert summary["verdict"] == HELPS
    assert json.loads((folder / "result.json").read_text())["p_value"] == summary["p_value"]
    assert load_own_model("mine", own_molecule_models(tmp_path / "workspace")).target == "value"


def test_a_job_with_a_bad_name_or_table_is_refused(brought):
    with pytest.raises(InputError, match="is no name of a model"):
        tasks_of(job.KIND, {"table": str(brought), "target": "value", "name": "../x"})
    with pytest.raises(InputError, match="does not exist"):
        tasks_of(job.KIND, {"table": str(brought) + "x", "target": "value"})
