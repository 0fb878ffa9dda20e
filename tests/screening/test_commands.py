"""`python -m mi_core screen`: the promised columns, both formats, and sentences for bad input."""

from __future__ import annotations

import pandas as pd
import pytest

from mi_core.__main__ import main

COLUMNS = [
    "formula", "a", "b", "x", "value", "lower", "upper", "in_domain", "tolerance_factor", "charge_balanced", "known",
]  # fmt: skip


def run(*arguments) -> int:
    return main(["screen", *map(str, arguments)])


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_a_subset_into_a_file(tmp_path, suffix, capsys):
    out = tmp_path / f"out{suffix}"
    assert (
        run("--a", "Sr,Ba", "--b", "Ti,Zr", "--x", "O", "--model", "wolverton-extra-trees", "--output", out)
        == 0
    )
    frame = pd.read_csv(out) if suffix == ".csv" else pd.read_parquet(out)
    assert list(frame) == COLUMNS
    assert frame["formula"].tolist() == ["SrTiO3", "SrZrO3", "BaTiO3", "BaZrO3"]
    assert frame["in_domain"].all()
    assert "4 candidates" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["--a", "Qq"], "site A"), (["--x", ","], "no element"), (["--model", "nobody"], "nobody"),
     (["--model", "castelli-cgcnn"], "cannot screen"), (["--a", "O", "--b", "O"], "three different")],
)  # fmt: skip
def test_bad_input_is_one_sentence(tmp_path, capsys, arguments, words):
    assert run(*arguments, "--output", tmp_path / "out.csv") == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1


@pytest.mark.parametrize(("name", "words"), [("out.xlsx", ".parquet"), ("nowhere/out.csv", "does not exist")])
def test_bad_outputs(tmp_path, capsys, name, words):
    assert run("--a", "Sr", "--output", tmp_path / name) == 2
    assert words in capsys.readouterr().err
