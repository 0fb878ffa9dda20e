"""Descriptors and fingerprints of whole molecules, against RDKit's own."""

from __future__ import annotations

import numpy as np
import pytest
from rdkit import Chem
from rdkit.Chem import Descriptors

from mi_core.descriptors.molecules.fingerprints import MorganFingerprints
from mi_core.descriptors.molecules.physical import PhysicalDescriptors, describe_physically
from mi_core.structures.material import Material
from mi_core.structures.molecules.smiles import read_smiles


def material(smiles: str) -> Material:
    return Material(smiles, inputs={"molecule": read_smiles(smiles)})


def test_descriptors_are_those_of_rdkit_by_name():
    names = PhysicalDescriptors().get_feature_names_out().tolist()
    (row,) = PhysicalDescriptors().transform([material("CC(=O)Oc1ccccc1C(=O)O")])
    mol = Chem.MolFromSmiles("CC(=O)Oc1ccccc1C(=O)O")
    for name, function in (
        ("MolWt", Descriptors.MolWt),
        ("MolLogP", Descriptors.MolLogP),
        ("TPSA", Descriptors.TPSA),
    ):
        assert row[names.index(name)] == pytest.approx(function(mol), rel=1e-5)


def test_what_is_not_defined_is_told_apart_and_then_zero():
    mol = read_smiles("[Xe]").mol
    undefined = np.isnan(describe_physically(mol))
    (row,) = PhysicalDescriptors().transform([material("[Xe]")])
    assert np.isfinite(row).all()
    assert (row[undefined] == 0).all()


def test_fingerprints_count_and_do_not_depend_on_how_a_molecule_is_written():
    first, again, other = MorganFingerprints(bins=512).transform(list(map(material, ("OCC", "CCO", "CCCO"))))
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()
    assert (
        first.sum() == 3 + 3 + 0
    )  # three atoms, and their neighbourhoods of one bond; those of two bonds are no new ones
