"""`python -m mi_core thermoelectric-ranking`: filters, both formats, and sentences for bad input."""

from __future__ import annotations

import pandas as pd
import pytest

from mi_core.__main__ import main
from mi_core.thermoelectrics.display import POWER_FACTOR
from mi_core.thermoelectrics.ranking import full
from mi_core.thermoelectrics.ranking.quantities import RANKING_COLUMNS


@pytest.fixture(autouse=True)
def small_model(with_tiny_transport, tmp_path, monkeypatch):
    monkeypatch.setattr(full, "FOLDER", tmp_path / "full")


def run(*arguments) -> int:
    return main(["thermoelectric-ranking", *map(str, arguments)])


def test_it_computes_once_filters_and_writes(tmp_path, capsys):
    out, other = tmp_path / "out.csv", tmp_path / "out.parquet"
    assert run("--carriers", "p", "--tau", 20, "--min-gap", 1, "--no-toxic", "--output", out) == 0
    assert "computing one" in capsys.readouterr().err
    frame = pd.read_csv(out)
    assert list(frame) == list(RANKING_COLUMNS)
    assert (frame["gap_ev"] > 1).all()
    assert not frame["toxic"].any()
    assert (frame["relaxation_time_fs"] == 20).all()
    assert frame[POWER_FACTOR].is_monotonic_decreasing
    assert run("--carriers", "p", "--tau", 40, "--min-gap", 1, "--no-toxic", "--output", other) == 0
    said = capsys.readouterr().err
    assert "computing" not in said
    assert "τ = 40 fs" in said
    doubled = pd.read_parquet(other)
    assert doubled["id"].tolist() == frame["id"].tolist()
    assert doubled[POWER_FACTOR].to_numpy() == pytest.approx(2 * frame[POWER_FACTOR].to_numpy())


def test_a_filter_that_leaves_nothing_is_said_and_the_file_has_its_head(tmp_path, capsys):
    out = tmp_path / "out.csv"
    assert run("--elements", "He", "--any-domain", "--output", out) == 0
    assert "made of the chosen elements only" in capsys.readouterr().err
    assert list(pd.read_csv(out)) == list(RANKING_COLUMNS)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["--tau", "0"], "between"), (["--tau", "nan"], "between"), (["--elements", "Xy"], "'Xy'")],
)
def test_bad_input_is_one_sentence(tmp_path, capsys, arguments, words):
    assert run(*arguments, "--output", tmp_path / "out.csv") == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1


@pytest.mark.parametrize(("name", "words"), [("out.xlsx", ".parquet"), ("nowhere/out.csv", "does not exist")])
def test_bad_outputs(tmp_path, capsys, name, words):
    assert run("--output", tmp_path / name) == 2
    assert words in capsys.readouterr().err
