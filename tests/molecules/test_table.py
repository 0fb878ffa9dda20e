"""Molecules as a table and as SDF, which is read again."""

from __future__ import annotations

import pandas as pd

from mi_core.molecules.table import sdf_of, summarise_molecules
from mi_core.structures.molecules.reading import Source, read_molecule_text, read_molecules

ROWS = read_molecule_text("CCO ethanol\nC(C broken\n[Na+].CC(=O)[O-] acetate\n")


def test_each_input_has_a_row():
    table = summarise_molecules(ROWS)
    assert table["id"].tolist() == ["ethanol", "broken", "acetate"]
    assert table["smiles"].tolist() == ["CCO", "", "CC(=O)O"]
    assert "is no SMILES" in table["error"][1]
    assert table["remarks"][2]
    assert summarise_molecules([]).empty


def test_an_sdf_holds_names_structures_and_numbers():
    numbers = pd.DataFrame({"esol_log_s": [1.25, None]}, index=["ethanol", "acetate"])
    again = read_molecules([Source("again.sdf", sdf_of(ROWS, numbers).encode())])
    assert [row.id for row in again] == ["ethanol", "acetate"]
    assert [row.inputs["molecule"].smiles for row in again] == ["CCO", "CC(=O)O"]
    assert again[0].numbers["esol_log_s"] == 1.25
