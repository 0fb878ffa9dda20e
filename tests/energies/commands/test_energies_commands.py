"""`python -m mi_core relax` and `hull`, with the potential that ships."""

from __future__ import annotations

import pandas as pd
import pytest
from crystal_folder import crystal_folder
from pymatgen.core import Lattice, Structure

from mi_core.__main__ import main


@pytest.fixture
def crystals(tmp_path):
    return crystal_folder(tmp_path)


def test_hull_writes_a_row_per_input(crystals, tmp_path, capsys):
    assert main(["hull", str(crystals), "--output", str(tmp_path / "out.csv")]) == 0
    table = pd.read_csv(tmp_path / "out.csv", keep_default_na=False).set_index("id")
    assert len(table) == 3
    assert float(table.loc["SrTiO3", "e_above_hull_ev_per_atom"]) < 0.06
    assert table.loc["NaCl", "decomposition"] == "NaCl, in its most stable form"
    assert table["error"].astype(bool).sum() == 1
    assert "2 of 3 inputs answered" in capsys.readouterr().err


def test_hull_of_nothing_that_can_be_read_ends_with_two(tmp_path, capsys):
    (tmp_path / "broken.cif").write_text("data_x\n_cell_length_a oops\n")
    assert main(["hull", str(tmp_path / "broken.cif"), "--output", str(tmp_path / "out.csv")]) == 2
    assert "No input could be answered" in capsys.readouterr().err


def test_relax_writes_crystals_and_their_table(crystals, tmp_path):
    out = tmp_path / "relaxed"
    assert main(["relax", str(crystals), "--output", str(out), "--steps", "40", "--fmax", "0.1"]) == 0
    table = pd.read_csv(out / "relaxed.csv", keep_default_na=False).set_index("id")
    assert len(table) == 3
    assert table.loc["SrTiO3", "converged"] == "True"
    assert abs(float(table.loc["NaCl", "volume_change"])) < 0.1
    assert float(table.loc["SrTiO3", "e_form_ev_per_atom"]) == pytest.approx(-3.5, abs=0.2)
    assert Structure.from_file(out / "SrTiO3.cif").composition.reduced_formula == "SrTiO3"
    assert len(list(out.glob("*.cif"))) == 2


def test_relax_refuses_settings_before_it_reads(crystals, tmp_path, capsys):
    assert main(["relax", str(crystals), "--output", str(tmp_path / "x"), "--fmax", "0"]) == 2
    assert "fmax of a relaxation" in capsys.readouterr().err
    assert (
        main(["relax", str(crystals), "--output", str(tmp_path / "x"), "--no-cell", "--pressure", "5"]) == 2
    )
    assert "acts on the cell" in capsys.readouterr().err


def test_two_ids_never_share_a_file_and_what_overlaps_gets_no_energy(tmp_path):
    cell = Structure(Lattice.cubic(4.2), ["Cs", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]])
    near = Structure(Lattice.cubic(5.6), ["Na", "Cl"], [[0, 0, 0], [0.107, 0, 0]])
    table = pd.DataFrame({"id": ["x y", "x_y", "near"], "cif": [c.to(fmt="cif") for c in (cell, cell, near)]})
    table.to_csv(tmp_path / "in.csv", index=False)
    out = tmp_path / "out"
    arguments = ["relax", str(tmp_path / "in.csv"), "--output", str(out), "--steps", "3", "--no-cell"]
    assert main(arguments) == 0
    found = pd.read_csv(out / "relaxed.csv", keep_default_na=False)
    assert len(list(out.glob("*.cif"))) == 2
    assert "covalent radii" in found["error"][2]
    assert found["e_above_hull_ev_per_atom"][2] == ""
