"""Drawings are SVG on a transparent ground; conformers keep the molecule."""

from __future__ import annotations

import base64
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from rdkit import Chem

from mi_core.errors import InputError
from mi_core.structures.molecules.drawing import data_uri, mol_block_3d, svg
from mi_core.structures.molecules.smiles import read_smiles

ASPIRIN = read_smiles("CC(=O)Oc1ccccc1C(=O)O")


def test_a_drawing_has_its_size_and_no_ground():
    root = ET.fromstring(svg(ASPIRIN, 240, 160))
    assert root.get("width") == "240px"
    assert root.get("viewBox") == "0 0 240 160"
    assert not [one for one in root.iter() if one.tag.endswith("rect")]


def test_lines_are_dark_on_light_and_light_on_dark():
    assert "stroke:#000000" in svg(ASPIRIN)
    dark = svg(ASPIRIN, dark=True)
    assert "#000000" not in dark
    assert "stroke:#E5E5E5" in dark


def test_highlighted_atoms_and_the_bond_between_them_are_coloured():
    drawing = svg(ASPIRIN, highlights={1: (1.0, 0.0, 0.0), 2: (0.0, 0.0, 1.0)})
    assert "#FF0000" in drawing
    assert "#0000FF" in drawing
    assert "#7F007F" in drawing
    assert "#7F007F" not in svg(ASPIRIN, highlights={1: (1.0, 0.0, 0.0)})


def test_an_address_holds_the_drawing():
    drawing = svg(ASPIRIN)
    head, _, body = data_uri(drawing).partition(",")
    assert head == "data:image/svg+xml;base64"
    assert base64.b64decode(body).decode() == drawing


@pytest.mark.parametrize(
    "smiles", ["CC(=O)Oc1ccccc1C(=O)O", "C[C@H](N)C(=O)O", "F/C=C\\F", "C[B-](F)(F)F", "[Xe]"]
)
def test_a_conformer_is_the_same_molecule(smiles):
    block = mol_block_3d(read_smiles(smiles), seed=3)
    mol = Chem.MolFromMolBlock(block, removeHs=False)
    Chem.AssignStereochemistryFrom3D(mol)
    assert Chem.MolToSmiles(Chem.RemoveHs(mol)) == read_smiles(smiles).smiles
    atoms = mol.GetConformer().GetPositions()
    apart = np.linalg.norm(atoms[:, None] - atoms[None], axis=-1)[np.triu_indices(len(atoms), 1)]
    assert (apart > 0.7).all()  # Å
    assert mol_block_3d(read_smiles(smiles), seed=3) == block


def test_a_molecule_that_no_space_holds():
    with pytest.raises(InputError, match=r"No shape in three dimensions was found for C1#CC1; its rings"):
        mol_block_3d(read_smiles("C1#CC1"))
