"""Which column of a table holds SMILES, and which names."""

from __future__ import annotations

import pandas as pd
import pytest

from mi_core.errors import InputError
from mi_core.structures.molecules.columns import is_smiles, names_smiles, propose_columns
from mi_core.tables.table import table_of

ACIDS = ["CC(=O)O", "CCC(=O)O", "OC(=O)c1ccccc1"]
NAMES = ["acetic acid", "propionic acid", "benzoic acid"]


@pytest.mark.parametrize(
    "heading",
    ["smiles", "SMILES", "canonical_smiles", "Canonical SMILES", "SMILES string", "Isomeric-Smiles", "smi", "rdkit.smiles"],
)  # fmt: skip
def test_headings_of_smiles(heading):
    assert names_smiles(heading)
    table = table_of(pd.DataFrame({"x": [1, 2], "other": ACIDS[:2], heading: ["", "nonsense"]}))
    assert propose_columns(table).smiles == heading


@pytest.mark.parametrize("heading", ["smilesaway", "formula", "name", "structure"])
def test_headings_of_something_else(heading):
    assert not names_smiles(heading)


@pytest.mark.parametrize("heading", ["structure", "Molecule", "Drug", "whatever", "構造"])
def test_structures_are_taken_where_they_are_smiles(heading):
    table = table_of(pd.DataFrame({"name": NAMES, heading: ACIDS}))
    assert propose_columns(table).smiles == heading
    assert propose_columns(table).id == "name"


@pytest.mark.parametrize(
    "cells",
    [
        NAMES,
        ["NaCl", "SiO2", "CO2"],
        ["CO", "NO", "CN"],
        ["S1", "S2", "S3"],
        [1.0, 2.0, 3.0],
        ["C", "N", "O"],
    ],
)
def test_formulas_names_and_symbols_are_no_smiles(cells):
    with pytest.raises(InputError, match="needs a column of SMILES"):
        propose_columns(table_of(pd.DataFrame({"column": cells})))


def test_the_plain_heading_comes_first():
    table = table_of(pd.DataFrame({"product_smiles": ACIDS, "canonical_smiles": ACIDS, "smiles": ACIDS}))
    assert propose_columns(table).smiles == "smiles"


def test_what_is_written_as_smiles():
    assert is_smiles("CCO")
    assert is_smiles("C(C)(C)(C)(C)C")  # whether it can be is another question
    assert not is_smiles("")
    assert not is_smiles("CC O")
    assert not is_smiles("ethanol")
