"""Molecules as a kind of input."""

from __future__ import annotations

import pandas as pd
import pytest

from mi_core.errors import InputError
from mi_core.inputs import FORMULA, MOLECULE, find_kind, kinds_in
from mi_core.inputs.molecules import DESCRIPTORS, GRAPH
from mi_core.structures.molecules.reading import read_molecule_text
from mi_core.structures.rows import formula_row


def test_a_table_of_data_is_read_as_it_is():
    frame = pd.DataFrame({"id": ["m1"], "smiles": ["c1ccccc1"], "formula": ["C6H6"]})
    (row,) = MOLECULE.materials(frame)
    assert MOLECULE.read(row).inchikey == "UHOVQNZJYSORNB-UHFFFAOYSA-N"  # benzene, of PubChem
    assert (row.id, row.formula, row.usable) == ("m1", "C6H6", True)
    assert MOLECULE.read(row) == MOLECULE.read(read_molecule_text("C1=CC=CC=C1")[0])


def test_what_says_most_comes_first():
    assert kinds_in(["id", "smiles", "formula"]) == [MOLECULE, FORMULA]
    assert MOLECULE not in kinds_in(["id", "cif", "formula"])
    assert find_kind("molecule") is MOLECULE


def test_a_crystal_is_no_molecule():
    with pytest.raises(InputError, match="f has no molecule, and this model takes molecules; give a SMILES"):
        MOLECULE.read(formula_row("f", "t", "NaCl"))


@pytest.mark.parametrize("features", [*DESCRIPTORS, "magpie", ("electronegativity",)])
def test_every_choice_of_features_describes_molecules(features):
    rows = read_molecule_text("CCO\nc1ccccc1")
    described = MOLECULE.describe(features).fit(rows).transform(rows)
    assert len(described) == 2
    name = features if features in DESCRIPTORS else GRAPH
    assert type(MOLECULE.describe(features)).__name__ == DESCRIPTORS[name].partition(":")[2]
