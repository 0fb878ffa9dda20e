"""SDF: many records, their data fields, and what is broken in one of them."""

from __future__ import annotations

import math

import pytest
from rdkit import Chem
from rdkit.Chem import rdDistGeom

from mi_core.structures.molecules.formats.sdf import record
from mi_core.structures.molecules.reading import Source, read_molecules

ALANINE = "C[C@H](N)C(=O)O"
BLOCK = Chem.MolToMolBlock(Chem.MolFromSmiles(ALANINE))
V3000 = Chem.MolToV3KMolBlock(Chem.MolFromSmiles(ALANINE))


def read(text: str):
    return read_molecules([Source("a.sdf", text.encode())])


def fields(**values) -> str:
    return "".join(f"> <{name}>\n{value}\n\n" for name, value in values.items())


def test_a_broken_record_is_one_row_and_the_others_stay():
    text = "first" + BLOCK + fields(logP=1.5, note="good") + "$$$$\n"
    text += BLOCK.replace("  6  5", "  7  5") + fields(logP=2.5) + "$$$$\n"
    text += V3000 + fields(logP="n/a", NAME="third")  # without an end
    rows = read(text)
    assert [row.id for row in rows] == ["first", "a-2", "third"]
    assert [row.inputs.get("molecule") and row.inputs["molecule"].smiles for row in rows] == [
        ALANINE,
        None,
        ALANINE,
    ]
    assert [row.source for row in rows] == ["a.sdf, record 1", "a.sdf, record 2", "a.sdf, record 3"]
    assert rows[0].numbers == {"logP": 1.5}
    assert rows[1].numbers == {"logP": 2.5}
    assert math.isnan(rows[2].numbers["logP"])
    assert rows[1].error.startswith("Record 2 cannot be read as a MOL block (Atom line too short")


@pytest.mark.parametrize("block", [BLOCK, V3000], ids=["V2000", "V3000"])
@pytest.mark.parametrize("end", ["$$$$\n", "$$$$", ""])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_ends_of_lines_and_files(block, end, newline):
    (row,) = read((block + fields(x=1) + end).replace("\n", newline))
    assert row.inputs["molecule"].smiles == ALANINE
    assert row.numbers == {"x": 1.0}


def test_fields_of_several_lines_and_with_numbers_in_their_headings():
    found = record(BLOCK + ">  25 <MELTING.POINT> (3)\n179\n\n> <note>\none\ntwo\n\n> <empty>\n\n")
    assert found.fields == {"MELTING.POINT": "179", "note": "one two", "empty": ""}
    assert found.title == ""


def test_a_field_of_names_stands_for_a_missing_title():
    rows = read("".join(BLOCK + fields(ID=name) + "$$$$\n" for name in ("x1", "x2")))
    assert [row.id for row in rows] == ["x1", "x2"]


def test_stereochemistry_of_three_dimensions():
    mol = Chem.AddHs(Chem.MolFromSmiles("C[C@H](N)C(=O)O/C=C/F"))
    assert rdDistGeom.EmbedMolecule(mol, randomSeed=1) == 0
    (row,) = read(Chem.MolToMolBlock(mol))
    assert row.inputs["molecule"].smiles == Chem.CanonSmiles("C[C@H](N)C(=O)O/C=C/F")
