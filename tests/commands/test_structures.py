"""`python -m mi_core structures`: one row per crystal, in input order."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.__main__ import main
from mi_core.structures.examples import load_examples

COLUMNS = [
    "id", "formula", "space_group", "space_group_number", "sites", "volume_a3", "density_g_cm3", "warnings", "error",
]  # fmt: skip
DISORDERED = Structure.from_spacegroup(
    "Pm-3m", Lattice.cubic(3.88), [{"La": 0.7, "Sr": 0.3}, "Mn", "O"], [[0, 0, 0], [0.5] * 3, [0.5, 0.5, 0]]
)
HYDRIDE = '2\nLattice="4.1 0 0 0 4.1 0 0 0 4.1"\nLi 0 0 0\nD 2.05 2.05 2.05\n'
OPEN = 'Lattice="9 0 0 0 9 0 0 0 9"\nD 0 0 0\nHe 4 4 4\n'


def run(*arguments) -> int:
    return main([str(a) for a in arguments])


def table(path) -> pd.DataFrame:
    return pd.read_csv(path, keep_default_na=False)


@pytest.fixture
def inputs(tmp_path):
    folder = tmp_path / "crystals"
    folder.mkdir()
    (silicon,) = load_examples(["Si"])
    silicon.structure.to(str(folder / "a_silicon.cif"))
    DISORDERED.to(str(folder / "b_manganite.cif"))
    (folder / "c_broken.cif").write_text("data_x\n_cell_length_a oops\n")
    with zipfile.ZipFile(tmp_path / "more.zip", "w") as archive:
        archive.writestr("hydride.xyz", HYDRIDE + "2\n" + OPEN)
    (tmp_path / "formulas.csv").write_text("id,formula\nf1,Sr2Ti2O6\nf2,Qq\n")
    return [tmp_path / "more.zip", folder, tmp_path / "formulas.csv", tmp_path / "absent.cif"]


def test_every_input_is_a_row_in_order(inputs, tmp_path):
    out = tmp_path / "out.csv"
    assert run("structures", *inputs, "--output", out) == 0
    frame = table(out)
    assert list(frame) == COLUMNS
    assert frame["id"].tolist() == [
        "hydride-1", "hydride-2", "a_silicon", "b_manganite", "c_broken", "f1", "f2", "absent",
    ]  # fmt: skip
    assert frame["formula"].tolist() == ["LiH", "HHe", "Si", "Sr0.3La0.7MnO3", "", "SrTiO3", "", ""]
    assert frame["space_group"].tolist()[:4] == ["Pm-3m", "R3m", "Fd-3m", "Pm-3m"]
    assert frame["space_group_number"].tolist() == ["221", "160", "227", "221", "", "", "", ""]
    assert frame["sites"].tolist() == ["2", "2", "8", "5", "", "", "", ""]
    assert (frame["error"] != "").tolist() == [False] * 4 + [True, False, True, True]
    assert "does not exist" in frame["error"][7]
    assert frame.loc[4:, ["space_group", "volume_a3", "density_g_cm3"]].eq("").all(axis=None)


def test_values_and_warnings(inputs, tmp_path):
    out = tmp_path / "out.csv"
    assert run("structures", *inputs, "--output", out) == 0
    frame = pd.read_csv(out, keep_default_na=False, na_values={"volume_a3": [""], "density_g_cm3": [""]})
    silicon, manganite = frame.iloc[2], frame.iloc[3]
    assert silicon["volume_a3"] == pytest.approx(5.431**3, rel=1e-3)
    assert silicon["density_g_cm3"] == pytest.approx(2.33, abs=0.01)
    assert manganite["density_g_cm3"] == pytest.approx(DISORDERED.density, rel=1e-4)
    assert "Partial occupancy on 1 of 5 sites" in manganite["warnings"]
    assert "ordered cells" not in manganite["warnings"]
    isotope, opening = frame["warnings"][1].split("; ")
    assert isotope == "D (deuterium) is treated as hydrogen (H)."
    assert opening.startswith("Unusually open")


@pytest.mark.parametrize("suffix", [".parquet", ".json"])
def test_other_formats_hold_the_same(inputs, tmp_path, suffix):
    out = tmp_path / f"out{suffix}"
    assert run("structures", *inputs, "--output", out) == 0
    frame = pd.read_parquet(out) if suffix == ".parquet" else pd.read_json(out)
    assert list(frame) == COLUMNS
    assert frame["sites"].dropna().tolist() == [2, 2, 8, 5]


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("out.xlsx", "must end in .csv"),
        ("nowhere/out.csv", "folder that does not exist"),
        ("folder.csv", "names a folder"),
        ("/dev/full/out.csv", "folder that does not exist"),
    ],
)
def test_an_output_that_cannot_be_is_one_sentence(inputs, tmp_path, monkeypatch, capsys, output, words):
    monkeypatch.chdir(tmp_path)
    Path("folder.csv").mkdir()
    assert run("structures", *inputs, "--output", output) == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_one_sentence(inputs, tmp_path, capsys):
    (tmp_path / "out.csv").symlink_to("/dev/full")
    assert run("structures", *inputs, "--output", tmp_path / "out.csv") == 2
    assert "cannot be written" in capsys.readouterr().err


def test_nothing_usable_exits_with_2_and_one_sentence(tmp_path):
    (tmp_path / "a.cif").write_text("rubbish")
    command = [sys.executable, "-m", "mi_core", "structures", "a.cif", "b.cif", "--output", "out.csv"]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=False, env=environment()
    )
    assert done.returncode == 2
    assert done.stderr.startswith("No row of out.csv can be used: ")
    assert done.stderr.count("\n") == 1
    assert table(tmp_path / "out.csv")["id"].tolist() == ["a", "b"]


def environment():
    import os

    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
