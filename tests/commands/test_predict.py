"""`python -m mi_core predict`, with the models that ship."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest
from crystal_folder import crystal_folder

from mi_core.__main__ import main
from mi_core.prediction.frame import PREDICTION_COLUMNS


@pytest.fixture
def crystals(tmp_path):
    return crystal_folder(tmp_path)


def run(*arguments) -> int:
    return main([str(a) for a in arguments])


def test_a_folder_with_a_broken_file(crystals, tmp_path):
    out = tmp_path / "out.csv"
    assert (
        run("predict", crystals, "--target", "e_form_ev_per_cell", "--target", "gap_ev", "--output", out) == 0
    )
    frame = pd.read_csv(out, keep_default_na=False, na_values={"value": [""], "lower": [""], "upper": [""]})
    assert list(frame) == list(PREDICTION_COLUMNS)
    assert len(frame) == 6
    assert frame["target"].tolist() == ["e_form_ev_per_cell", "gap_ev"] * 3
    good = frame[(frame["formula"] == "SrTiO3") & (frame["target"] == "e_form_ev_per_cell")].iloc[0]
    assert good["lower"] <= good["value"] <= good["upper"]
    assert good["unit"] == "eV/cell"
    assert good["model"] == "castelli-crystal-network"
    assert good["nearest"].count(";") == 2
    broken = frame[frame["id"] == "broken"]
    assert (broken["error"] != "").all()
    assert broken["value"].isna().all()
    salt = frame[(frame["formula"] == "NaCl") & (frame["target"] == "e_form_ev_per_cell")].iloc[0]
    assert "ABX3" in salt["error"]


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_tables_of_formulas_keep_ids_and_order(tmp_path, suffix):
    table = pd.DataFrame({"id": ["z", "a", "m"], "formula": ["TiO2", "nonsense", "GaAs"]})
    path, out = tmp_path / f"in{suffix}", tmp_path / "out.parquet"
    table.to_csv(path, index=False) if suffix == ".csv" else table.to_parquet(path)
    assert run("predict", path, "--target", "gap_ev", "--output", out) == 0
    frame = pd.read_parquet(out)
    assert frame["id"].tolist() == ["z", "a", "m"]
    assert frame["value"].notna().tolist() == [True, False, True]
    assert "formula" in frame["error"][1]


def test_site_elements_of_oxides(tmp_path, capsys):
    path, out = tmp_path / "sites.csv", tmp_path / "out.csv"
    path.write_text("id,a_site,b_site\n1,Sr,Ti\n2,Ti,Sr\n3,Qq,Ti\n")
    assert run("predict", path, "--target", "e_above_hull_ev_per_atom", "--output", out) == 0
    frame = pd.read_csv(out)
    assert frame["value"][0] < frame["value"][1], "SrTiO3 is more stable than TiSrO3"
    assert frame["model"].str.startswith("wolverton")[:2].all()
    assert set(frame["target"]) == {"e_above_hull_ev_per_atom"}
    assert "Qq" in frame["error"][2]
    said = capsys.readouterr().err
    assert "For rows that name only sites, e_above_hull_ev_per_atom is the decomposition energy" in said
    assert run("predict", path, "--target", "e_decomposition_ev_per_atom", "--output", out) == 0
    assert pd.read_csv(out)["value"].to_numpy() == pytest.approx(frame["value"].to_numpy(), nan_ok=True)
    assert "For rows that name only sites" not in capsys.readouterr().err


def test_a_model_of_another_definition_answers_under_its_own_name_and_says_so(crystals, tmp_path, capsys):
    out = tmp_path / "out.csv"
    arguments = ("--target", "e_form_ev_per_atom", "--model", "oqmd-cgcnn", "--output", out)
    assert run("predict", crystals / "SrTiO3.cif", *arguments) == 0
    assert pd.read_csv(out)["target"].tolist() == ["e_form_oqmd_ev_per_atom"]
    assert (
        "e_form_ev_per_atom is not what this model predicts; e_form_oqmd_ev_per_atom"
        in capsys.readouterr().err
    )


def test_a_named_model_answers(crystals, tmp_path):
    out = tmp_path / "out.json"
    assert (
        run("predict", crystals, "--model", "mp-composition-network", "--target", "gap_ev", "--output", out)
        == 0
    )
    assert set(pd.read_json(out)["model"]) >= {"mp-composition-network"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--target", "gap", "--output", "out.csv"], "Did you mean 'gap_ev'"),
        (["--model", "castelli", "--output", "out.csv"], "choose one of"),
        (["--output", "out.xlsx"], "must end in .csv"),
        (["--output", "nowhere/out.csv"], "folder that does not exist"),
        (
            ["--target", "bulk_modulus_gpa", "--model", "castelli-cgcnn", "--output", "out.csv"],
            "does not predict",
        ),
    ],
)
def test_wrong_options_are_one_sentence(crystals, tmp_path, monkeypatch, capsys, arguments, words):
    monkeypatch.chdir(tmp_path)
    assert run("predict", crystals, *arguments) == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1
    assert not (tmp_path / "out.csv").exists()


def test_nothing_usable_exits_with_2_and_says_why(tmp_path):
    (tmp_path / "a.cif").write_text("rubbish")
    command = [sys.executable, "-m", "mi_core", "predict", "a.cif", "--output", "out.csv"]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=False, env=environment()
    )
    assert done.returncode == 2
    assert "No prediction could be made" in done.stderr
    assert "Traceback" not in done.stderr


def environment():
    import os
    from pathlib import Path

    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
