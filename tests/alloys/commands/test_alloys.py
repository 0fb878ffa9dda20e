"""`python -m mi_core alloys`: equilibria into a file, alloys from wishes, and sentences for bad input."""

from __future__ import annotations

import json
from importlib.resources import files

import numpy as np
import pandas as pd
import pytest
from small_databases import AL_MG_O, AL_ZN, ORDERED

from mi_core.__main__ import main

SIX = "Mg=1.0,Si=0.8"


def run(*arguments) -> int:
    return main(["alloys", *map(str, arguments)])


def test_equilibrium_of_the_known_point(tmp_path, capsys):
    out = tmp_path / "out.csv"
    assert run("equilibrium", "--composition", SIX, "--temperatures", "700,1000", "--output", out) == 0
    found = pd.read_csv(out)
    assert list(found)[:3] == ["temperature_k", "phase", "fraction"]
    at = found[found["temperature_k"] == 700].set_index("phase")["fraction"]
    assert at.to_dict() == pytest.approx({"FCC_A1": 0.9866, "MG2SI": 0.0134}, abs=1e-4)
    assert found[found["temperature_k"] == 1000]["phase"].tolist() == ["LIQUID"]
    assert found["mass_fraction"].groupby(found["temperature_k"]).sum().tolist() == pytest.approx([1, 1])
    assert "2 of 2 temperatures" in capsys.readouterr().err


def test_atomic_percent_into_parquet(tmp_path):
    out = tmp_path / "out.parquet"
    given = ("--composition", "Si=5,Al=rest", "--unit", "at", "--temperatures", "300:320:20")
    assert run("equilibrium", *given, "--output", out) == 0
    found = pd.read_parquet(out)
    silicon = (found["fraction"] * found["x_Si"]).groupby(found["temperature_k"]).sum()
    assert silicon.to_numpy() == pytest.approx([0.05, 0.05], abs=1e-6)


def test_a_database_of_ones_own_with_nickel(tmp_path, data_dir):
    out = tmp_path / "out.csv"
    tdb = data_dir / "mc_al_v2037.tdb"
    given = ("--composition", "Ni=2.0", "--temperatures", "800", "--tdb", tdb)
    assert run("equilibrium", *given, "--output", out) == 0
    found = pd.read_csv(out)
    assert "FCC_A1" in set(found["phase"])
    assert np.isclose((found["fraction"] * found["x_Ni"]).sum(), 0.0093, atol=2e-4)


def test_where_no_temperature_can_be_computed_it_ends_with_2_and_the_reason(tmp_path, capsys):
    tdb, out = tmp_path / "oxides.tdb", tmp_path / "out.csv"
    tdb.write_text(AL_MG_O)
    given = ("--composition", "O=70,Mg=2", "--unit", "at", "--temperatures", "600,700", "--tdb", tdb)
    assert run("equilibrium", *given, "--output", out) == 2
    reason = "the phases of oxides.tdb with Al, Mg, O hold at most 60 at% O"
    assert f"No equilibrium could be computed at 600, 700 K: {reason}." in capsys.readouterr().err
    assert pd.read_csv(out)["reason"].tolist() == [reason, reason]


def test_temperatures_that_fail_carry_their_reason(tmp_path, capsys, monkeypatch):
    from mi_core.alloys.thermodynamics.results import equilibrium as module
    from mi_core.alloys.thermodynamics.solver.point import Point

    solve = module.solve_point
    monkeypatch.setattr(
        module, "solve_point", lambda *at: Point(reason="too cold") if at[2] < 500 else solve(*at)
    )
    out = tmp_path / "out.csv"
    assert run("equilibrium", "--composition", "Si=1", "--temperatures", "450,700", "--output", out) == 0
    said = capsys.readouterr().err
    assert "no equilibrium at 450 K: too cold." in said
    assert "1 of 2 temperatures" in said
    found = pd.read_csv(out)
    assert found["reason"].fillna("").tolist() == ["too cold"] + [""] * (len(found) - 1)


def test_a_phase_that_cannot_be_built_is_named(tmp_path, capsys):
    tdb = tmp_path / "own.tdb"
    tdb.write_text(AL_ZN + ORDERED.format("L10").replace("AL,ZN : VA :", "AL,ZN : VA,ZN :"))
    given = (
        "--composition",
        "Zn=10",
        "--temperatures",
        "600",
        "--tdb",
        tdb,
        "--output",
        tmp_path / "out.csv",
    )
    assert run("equilibrium", *given) == 0
    assert (
        "Warning: In own.tdb, the phase L10 is left out: pycalphad cannot build it with Zn"
        in capsys.readouterr().err
    )
    assert pd.read_csv(tmp_path / "out.csv")["phase"].tolist() == ["FCC_A1"]


def test_missing_binaries_are_named(tmp_path, capsys):
    given = ("--composition", "Cu=1,Mn=0.5", "--temperatures", "700", "--output", tmp_path / "out.csv")
    assert run("equilibrium", *given) == 0
    assert "does not describe Cu-Mn" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"--composition": "Mg=-1"}, "Mg"),
        ({"--composition": "Qq=1"}, "'Qq'"),
        ({"--composition": "Ni=1"}, "COST507 has Ni, but does not describe Al-Ni"),
        ({"--composition": "Li=1"}, "COST507 has Li"),
        ({"--composition": "Mg=60,Si=60"}, "120"),
        ({"--composition": ""}, "empty"),
        ({"--temperatures": "900:400:50"}, "goes upwards"),
        ({"--temperatures": "200"}, "between 300 and 1000 K"),
        ({"--temperatures": "1000.0001"}, "got 1000.0001 K"),
        ({"--temperatures": "hot"}, "'hot'"),
        ({"--output": "out.txt"}, ".csv or .parquet"),
        ({"--output": "nowhere/out.csv"}, "does not exist"),
        ({"--tdb": "nowhere.tdb"}, "cannot be read"),
        ({"--tdb": "broken.tdb"}, "line 1"),
    ],
)
def test_what_cannot_be_computed_is_one_sentence_and_exit_2(given, words, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.tdb").write_text("ELEMENT AL FCC_A1 26.98 x y!\n")
    options = {"--composition": SIX, "--temperatures": "700", "--output": "out.csv"} | given
    assert run("equilibrium", *(part for pair in options.items() for part in pair)) == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    ("spec", "more", "words"),
    [
        ({}, [], "empty"),
        ({"phases": [{"phase": "MG2SU", "temperature_k": 450, "min": 0.1}]}, [], "MG2SI"),
        ("nonsense", [], "not JSON"),
        (None, [], "cannot be read"),
        ({"derived": {"solidus_k": {"min": 830}}}, ["--n", 0], "from 1 to 1000"),
        ({"derived": {"solidus_k": {"min": 830}}}, ["--output", "out.csv"], ".json"),
    ],
)
def test_wishes_that_cannot_be_are_one_sentence_and_exit_2(spec, more, words, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    if spec is not None:
        (tmp_path / "spec.json").write_text(spec if isinstance(spec, str) else json.dumps(spec))
    assert run("design", "--spec", "spec.json", "--output", "out.json", *more) == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    "given", [("dataset", "--n", 0), ("dataset", "--workers", 0), ("evaluate", "--workers", -1)]
)
def test_numbers_below_one_are_one_sentence(given, capsys):
    assert run(*given) == 2
    assert "must be 1 or more" in capsys.readouterr().err


def test_an_unknown_model_of_alloys_is_one_sentence(capsys):
    assert run("train", "transformer") == 2
    assert "transformer" in capsys.readouterr().err


def test_a_partial_specification_becomes_verified_alloys(tmp_path, capsys):
    spec = {
        "phases": [{"phase": "MG2SI", "temperature_k": 450, "min": 0.01, "max": 0.02}],
        "composition_wt": {"Zn": {"max": 1.0}},
        "derived": {"solidus_k": {"min": 830}},
    }
    (tmp_path / "spec.json").write_text(json.dumps(spec))
    given = ("--spec", tmp_path / "spec.json", "--n", 3, "--model", "nearest", "--verify")
    assert run("design", *given, "--output", tmp_path / "out.json") == 0
    records = json.loads((tmp_path / "out.json").read_text())
    assert len(records) == 3
    for record in records:
        assert set(record) >= {"composition_wt", "composition_at", "predicted", "verified", "meets", "score"}
        assert len(record["meets"]) == len(record["verified"]["values"]) == 3
    assert all(records[0]["meets"])
    best, out = records[0], tmp_path / "check.csv"
    text = ",".join(f"{symbol}={value}" for symbol, value in best["composition_wt"].items())
    assert run("equilibrium", "--composition", text, "--temperatures", "450,829", "--output", out) == 0
    found = pd.read_csv(out).set_index(["temperature_k", "phase"])["fraction"]
    assert 0.01 <= found[450, "MG2SI"] <= 0.02
    assert (829, "LIQUID") not in found.index
    assert "meet every wish by CALPHAD" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ('{"composition_wt": {"Mg": {"max": 1.0}, "Mg": {"min": 2.0}}}', "names 'Mg' twice"),
        ('{"composition_wt": {"Mg": {"max": 1.0}, "mg": {"min": 2.0}}}', "named twice, as 'Mg' and 'mg'"),
        ('{"composition_wt": {"Li": {"min": 1.0}}}', "COST507 has Li, but design does not offer it"),
        ('{"composition_wt": {"Mg": {"min": 60}, "Si": {"min": 50}}}', "is Mg (12 wt%) and Si (15 wt%)"),
        ('{"composition_wt": {"Mg": {"min": 55}, "Si": {"min": 45}}}', "is Mg (12 wt%) and Si (15 wt%)"),
        ('{"derived": {"solvus_k": {"min": 780}}}', "solvus_k:PHASE"),
        (
            '{"phases": [{"phase": "MG2SI", "temperature_k": 25, "min": 0.1}]}',
            "is 25 meant in °C? Write 300 K",
        ),
    ],
)
def test_wishes_that_say_the_wrong_thing(spec, words, tmp_path, capsys):
    (tmp_path / "spec.json").write_text(spec)
    assert run("design", "--spec", tmp_path / "spec.json", "--output", tmp_path / "out.json") == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1


def test_celsius_typed_as_kelvin_is_asked_about(tmp_path, capsys):
    (tmp_path / "spec.json").write_text('{"derived": {"solidus_k": {"min": 577}}}')
    given = ("--spec", tmp_path / "spec.json", "--n", 1, "--model", "nearest")
    assert run("design", *given, "--output", tmp_path / "out.json") == 0
    assert "Warning: Is 577 meant in °C? Write 850 K" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("temperatures", "words"), [("25", "Write 300 K"), ("177", "Write 450 K"), ("450 °C", "write 723")]
)
def test_celsius_among_the_temperatures_of_equilibrium(temperatures, words, tmp_path, capsys):
    given = ("--composition", SIX, "--temperatures", temperatures, "--output", tmp_path / "out.csv")
    assert run("equilibrium", *given) == 2
    assert words in capsys.readouterr().err


OWN = files("pycalphad") / "tests/databases/Al-Cu-Y.tdb"


def test_a_database_of_ones_own_designs_and_verifies(tmp_path, capsys):
    spec = {"phases": [{"phase": "ALCU_THETA", "temperature_k": 500, "min": 0.03, "max": 0.05}]}
    (tmp_path / "spec.json").write_text(json.dumps(spec))
    given = ("--spec", tmp_path / "spec.json", "--tdb", OWN, "--elements", "Cu", "--n", 2, "--verify")
    assert run("design", *given, "--output", tmp_path / "out.json") == 0
    records = json.loads((tmp_path / "out.json").read_text())
    assert len(records) == 2
    for record in records:
        assert set(record["composition_wt"]) == {"Cu"}
        assert record["meets"] == record["verified"]["meets"] == [True]
        assert 0.03 <= record["verified"]["values"][0] <= 0.05
    error = capsys.readouterr().err
    assert "no surrogate and no learned interval" in error
    assert "2 meet every wish by CALPHAD" in error


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--tdb", OWN, "--model", "nearest"), "knows nothing of --tdb"),
        (("--tdb", OWN, "--seconds", 0), "a time above 0"),
        (("--tdb", OWN, "--elements", "Mg"), "offers the elements Al, Cu, Y"),
        (("--elements", "Mg"), "belongs to --tdb"),
    ],
)
def test_options_of_a_search_that_do_not_fit(more, words, tmp_path, capsys):
    (tmp_path / "spec.json").write_text('{"composition_wt": {"Cu": {"min": 2.0}}}')
    assert run("design", "--spec", tmp_path / "spec.json", "--output", tmp_path / "out.json", *more) == 2
    assert words in capsys.readouterr().err
