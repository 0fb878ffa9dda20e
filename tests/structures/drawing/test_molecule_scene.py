"""Molecules as scenes: atoms where they are, sticks by the order of the bond, no mirror image."""

from __future__ import annotations

import numpy as np
import pytest
from rdkit import Chem

from mi_core.structures.drawing.molecule_scene import molecule_scene
from mi_core.structures.molecules.drawing import mol_block_3d
from mi_core.structures.molecules.smiles import read_smiles


def scene_of(smiles):
    return molecule_scene(mol_block_3d(read_smiles(smiles)))


def sticks(scene):
    bonds = next(part for part in scene.data["contents"] if part["name"] == "bonds")
    return sum(len(rods["positionPairs"]) for rods in bonds["contents"]) / 2


@pytest.mark.parametrize(
    ("smiles", "atoms", "lines"),
    [("C", 5, 4), ("C=C", 6, 6), ("C#C", 4, 5), ("c1ccccc1", 12, 15), ("N#N", 2, 3)],
)
def test_atoms_and_lines_are_counted(smiles, atoms, lines):
    scene = scene_of(smiles)
    assert scene.n_atoms == len(scene.structure) == atoms
    assert sticks(scene) == lines
    assert list(scene.views) == ["standard"]


def test_handedness_and_distances_stay():
    block = mol_block_3d(read_smiles("C[C@H](O)F"))
    given = Chem.MolFromMolBlock(block, removeHs=False).GetConformer().GetPositions()
    drawn = np.array([site.coords for site in molecule_scene(block).structure])
    vectors = [points[1:4] - points[0] for points in (given, drawn)]
    assert np.linalg.det(vectors[1]) == pytest.approx(np.linalg.det(vectors[0]))


def test_the_same_molecule_is_the_same_scene():
    assert scene_of("CCO").key == scene_of("OCC").key
    assert scene_of("CCO").key != scene_of("CCN").key
