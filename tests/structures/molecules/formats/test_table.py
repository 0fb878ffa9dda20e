"""Tables of molecules: names, numbers beside them, empty cells, and tables without headings."""

from __future__ import annotations

import math

import pytest

from mi_core.structures.molecules.reading import Source, read_molecules


def read(text: str, name: str = "a.csv"):
    return read_molecules([Source(name, text.encode())])


def test_numbers_beside_a_molecule_are_kept():
    rows = read("name,SMILES,pIC50,T (K),note\nA,CCO,5.1,300,x\nB,C1CC,n/a,310,y\nC,,6.1,320,z\n")
    assert [row.id for row in rows] == ["A", "B", "C"]
    assert rows[0].numbers["pIC50"] == 5.1
    assert rows[0].numbers["temperature_k"] == 300
    assert math.isnan(rows[1].numbers["pIC50"])
    assert "never closed" in rows[1].error
    assert rows[2].error == "The row is empty where its SMILES should be; fill it in."
    assert rows[2].numbers["pIC50"] == 6.1


def test_what_was_decided_is_said_once():
    rows = read("compound;struktur\nA;CC(=O)O\nB;CCO\n")
    assert "SMILES: column 'struktur'" in " ".join(rows[0].warnings)
    assert rows[1].warnings == ()
    assert read("smiles,x\nCCO,1\n")[0].warnings == ()


def test_a_table_without_headings():
    rows = read("CCO,1.5\nCC(=O)O,2.5\nCCN,3.5\n")
    assert [row.inputs["molecule"].smiles for row in rows] == ["CCO", "CC(=O)O", "CCN"]
    assert [dict(row.numbers) for row in rows] == [{"column 2": n} for n in (1.5, 2.5, 3.5)]


def test_a_salt_says_what_was_left_out():
    (row,) = read("smiles\nCCN.Cl\n")
    assert row.warnings == ("Left out as counter-ions or solvent: Cl.",)


@pytest.mark.parametrize("cell", ["", "NA", "n/a", "-"])
def test_empty_cells(cell):
    rows = read(f"smiles,x\n{cell},1\nN,2\n")
    assert "empty where its SMILES should be" in rows[0].error
    assert rows[1].formula == "H3N"


def test_a_row_of_too_many_cells_keeps_its_place():
    rows = read("smiles,x\nCCO,1\nCC,2,3\nCCC,4\nC,5\n")
    assert [row.usable for row in rows] == [True, False, True, True]
    assert "more" in rows[1].error or "cells under" in rows[1].error
