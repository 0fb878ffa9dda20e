"""The command `compare`, from a table to a folder, and its refusals."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mi_core.__main__ import main
from mi_core.comparison.store import read_comparison

SYMBOLS = ("Na", "K", "Ca", "Sr", "Ba", "La", "Ti", "Zr")


@pytest.fixture
def table(tmp_path):
    pairs = [(a, b) for a in SYMBOLS for b in SYMBOLS if a != b]
    frame = pd.DataFrame(pairs, columns=["a_site", "b_site"])
    frame["energy"] = np.random.default_rng(0).normal(size=len(frame))
    frame.to_csv(tmp_path / "mine.csv", index=False)
    return tmp_path / "mine.csv"


def run(*words) -> int:
    return main(["compare", *map(str, words)])


def test_a_table_becomes_a_folder_and_a_printed_table(table, tmp_path, capsys):
    output = tmp_path / "out"
    words = ["--table", table, "--column", "energy", "--unit", "eV", "--models", "mean,ridge", "--folds", 3]
    assert run(*words, "--features", "group,row", "--output", output) == 0
    printed = capsys.readouterr().out
    found = read_comparison(output)
    assert found.card["protocol"]["features"] == ["group", "row"]
    assert set(found.scores["model"]) == {"mean", "ridge"}
    assert "MAE (eV)" in printed
    for row in found.summary.itertuples():
        assert f"{row.mae:.4f}" in printed
    assert "No regressor beats the baseline" in printed, "the energies are noise"
    assert "over all held-out rows together" in printed


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--table", "TABLE"], "--column NAME"),
        (["--table", "TABLE", "--column", "missing"], "no column 'missing'"),
        (["--table", "TABLE", "--column", "energy", "--models", "rigde"], "Did you mean 'ridge'"),
        (["--table", "TABLE", "--column", "energy", "--features", "colour"], "'colour'"),
        (["--table", "nowhere.csv", "--column", "energy"], "no file"),
        (["--dataset", "wolverton_perovskite_oxides"], "Give --dataset with --target"),
        (["--dataset", "wolverton", "--target", "gap_ev"], "not known"),
        (["--table", "TABLE", "--column", "energy", "--folds", "1"], "number of folds"),
        (["--table", "TABLE", "--column", "energy", "--group", "a_site"], "goes with --split column"),
        (
            ["--dataset", "castelli_perovskites", "--target", "gap_ev", "--learn-from", "T"],
            "Data set 'castelli_perovskites' has no column to learn from beside the material 'T'; it has none.",
        ),
        (
            ["--dataset", "ricci_transport", "--target", "log10_pf_n", "--learn-from-where-given", "gap_ev"],
            "go with --table, not with a data set",
        ),
        (
            ["--dataset", "estm_thermoelectrics", "--target", "zt", "--split", "column"],
            "choose one by paper or host",
        ),
        (
            ["--table", "TABLE", "--column", "energy", "--switch", "consistent_rows"],
            "--learn-with and --switch",
        ),
        (["--table", "TABLE", "--column", "energy", "--learn-with", "gap_ev"], "--learn-with and --switch"),
        (
            ["--dataset", "castelli_perovskites", "--target", "gap_ev", "--learn-with", "gap_ev"],
            "has no further target 'gap_ev'; choose among e_form_ev_per_cell",
        ),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_2(words, sentence, table, tmp_path, capsys):
    words = [table if word == "TABLE" else word for word in words]
    assert run(*words, "--output", tmp_path / "out") == 2
    error = capsys.readouterr().err
    assert sentence in error
    assert "Traceback" not in error
    assert not (tmp_path / "out").exists()


def test_zt_by_host_end_to_end(data_dir, tmp_path, capsys):
    words = ["--dataset", "estm_thermoelectrics", "--target", "zt", "--split", "column", "--group", "host"]
    words += ["--switch", "consistent_rows", "--models", "mean,xgboost", "--features", "transport"]
    words += ["--rows", 300, "--holdout", "0.2", "--no-learning-curve", "--output", tmp_path / "out"]
    assert run(*words) == 0
    found = read_comparison(tmp_path / "out")
    assert found.card["dataset"]["group"] == "host"
    assert found.card["dataset"]["switches"] == ["consistent_rows"]
    assert found.card["own_columns"] == ["temperature_k"]
    assert set(found.models) == {"mean", "xgboost"}
    assert "temperature_k" in set(found.importance["feature"])
    assert "305 rows dropped where is_consistent is false" in capsys.readouterr().err


def test_a_table_with_a_number_in_half_of_the_rows(table, tmp_path, capsys):
    frame = pd.read_csv(table)
    frame["dose"] = frame["energy"].where(np.arange(len(frame)) % 2 == 0)
    frame.to_csv(table, index=False)
    words = ["--table", table, "--column", "energy", "--models", "ridge", "--folds", 2]
    words += ["--learn-from-where-given", "dose", "--no-learning-curve", "--output", tmp_path / "out"]
    assert run(*words) == 0
    assert len(read_comparison(tmp_path / "out").predictions) == len(frame)
    assert "28 rows without a number in dose kept" in capsys.readouterr().err
