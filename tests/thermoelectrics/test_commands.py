"""`python -m mi_core thermoelectric-ranking`: filters, both formats, and sentences for bad input."""

from __future__ import annotations

import pandas as pd
import pytest

from mi_core.__main__ import main
from mi_core.thermoelectrics.display import POWER_FACTOR
from mi_core.thermoelectrics.ranking import full
from mi_core.thermoelectrics.ranking.candidates import HULL
from mi_core.thermoelectrics.ranking.filters import FARTHEST_FROM_HULL, SMALLEST_GAP
from mi_core.thermoelectrics.ranking.quantities import AGREEMENT, RANKING_COLUMNS


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
    [
        (["--tau", "0"], "between"),
        (["--tau", "nan"], "between"),
        (["--elements", "Xy"], "'Xy'"),
        (["--elements", ""], "none is named"),
        (["--min-gap", "-1"], "eV from 0 on; got -1"),
        (["--min-seebeck", "inf"], "µV/K from 0 on; got inf"),
        (["--max-price", "-5"], "USD/kg from 0 on; got -5"),
        (["--max-hull", "nan"], "eV/atom from 0 on; got nan"),
        (["--metals", "--min-gap", "3"], "Metals have gap 0"),
    ],
)
def test_bad_input_is_one_sentence(tmp_path, capsys, arguments, words):
    assert run(*arguments, "--output", tmp_path / "out.csv") == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1
    assert not (tmp_path / "out.csv").exists()


def test_what_lies_far_above_the_hull_or_has_power_factors_apart_is_left_out_unless_asked_for(
    tmp_path, capsys
):
    frame, out = full.rank_all(), tmp_path / "out.csv"
    full.keep(frame.assign(log10_pf_n=frame["log10_pf_n"] + (frame.index % 3 == 0)))
    wide = ["--any-domain", "--any-agreement", "--max-hull", "any", "--output", out]
    assert run(*wide) == 0
    every = pd.read_csv(out).set_index("id")
    assert every[HULL].max() > FARTHEST_FROM_HULL
    assert not every[AGREEMENT].between(0.5, 2).all()
    assert run("--any-domain", "--any-agreement", "--output", out) == 0
    assert set(pd.read_csv(out)["id"]) == set(every.index[every[HULL] <= FARTHEST_FROM_HULL])
    assert f"at most {FARTHEST_FROM_HULL:g} eV/atom above the hull: " in capsys.readouterr().err
    assert run("--any-domain", "--max-hull", "any", "--output", out) == 0
    assert set(pd.read_csv(out)["id"]) == set(every.index[every[AGREEMENT].between(0.5, 2)])
    assert "PF and S²σ agree within a factor of 2: " in capsys.readouterr().err


def test_help_says_the_defaults_that_hold(capsys):
    with pytest.raises(SystemExit):
        run("--help")
    said = " ".join(capsys.readouterr().out.split())
    assert f"gap must lie above it, eV (default: {SMALLEST_GAP:g})" in said
    assert f"above the hull, or any (default: {FARTHEST_FROM_HULL:g})" in said


def test_a_limit_that_is_no_number_is_said(tmp_path, capsys):
    with pytest.raises(SystemExit):
        run("--max-hull", "far", "--output", tmp_path / "out.csv")
    assert "argument --max-hull: invalid limit value: 'far'" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "words"), [("out.xlsx", ".parquet"), ("nowhere/out.csv", "does not exist")])
def test_bad_outputs(tmp_path, capsys, name, words):
    assert run("--output", tmp_path / name) == 2
    assert words in capsys.readouterr().err
