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
            "go with --table, not with a data set",
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
