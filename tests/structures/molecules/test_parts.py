"""Salts, hydrates and mixtures: which part is meant, and when there is none."""

from __future__ import annotations

import pytest
from rdkit import Chem

from mi_core.errors import InputError
from mi_core.structures.molecules.counter_ions import COUNTER_IONS, is_counter_ion
from mi_core.structures.molecules.smiles import read_smiles

OLANZAPINE = "Cc1cc2c(s1)Nc1ccccc1N=C2N1CCN(C)CC1"
PAMOIC_ACID = "OC(=O)c1cc2ccccc2c(Cc2c(O)c(cc3ccccc23)C(=O)O)c1O"
BENZYLPENICILLIN = "CC1(C)S[C@@H]2[C@H](NC(=O)Cc3ccccc3)C(=O)N2[C@H]1C(=O)O"


def is_same(one, other):
    return Chem.CanonSmiles(one) == Chem.CanonSmiles(other)


@pytest.mark.parametrize(
    ("salt", "meant"),
    [
        (f"{OLANZAPINE}.{PAMOIC_ACID}.O", OLANZAPINE),
        (f"{BENZYLPENICILLIN}.{BENZYLPENICILLIN}.C(NCCNCc1ccccc1)c1ccccc1", BENZYLPENICILLIN),
        ("C[N+](C)(C)CCO.OC(=O)C(O)C(O)C(=O)[O-]", "C[N+](C)(C)CCO"),
        ("C1CNCCN1.OC(=O)CC(O)(CC(=O)O)C(=O)O", "C1CNCCN1"),
        ("CC(O)C(=O)[O-].Oc1cccc2cccnc12", "Oc1cccc2cccnc12"),
        ("Nc1c2CCCCc2nc2ccccc12.OC[C@H](O)[C@H]1OC(=O)C(O)=C1O", "Nc1c2CCCCc2nc2ccccc12"),
        ("CC(=O)[O-].[Na+]", "CC(=O)O"),
        ("OC(=O)CC(O)(CC(=O)O)C(=O)O.O", "OC(=O)CC(O)(CC(=O)O)C(=O)O"),
        ("CN(C)CCOC(c1ccccc1)c1ccccc1.Cl", "CN(C)CCOC(c1ccccc1)c1ccccc1"),
    ],
    ids=[
        "an acid larger than the drug",
        "a base of two drugs",
        "an acid larger than the cation",
        "an acid larger than the base",
        "an acid that is a solvent",
        "ascorbate",
        "an acid alone",
        "an acid and water",
        "hydrochloride",
    ],
)
def test_the_compound_beside_its_counter_ion_is_meant(salt, meant):
    assert is_same(read_smiles(salt).smiles, meant)


@pytest.mark.parametrize(
    "mixture",
    [
        f"{BENZYLPENICILLIN}.CCN(CC)CCOC(=O)c1ccc(N)cc1",
        "CN(C)CCOC(c1ccccc1)c1ccccc1.Cn1c(=O)c2[nH]c(Cl)nc2n(C)c1=O",
        "COc1cc(Cc2cnc(N)nc2N)cc(OC)c1OC.Cc1cc(NS(=O)(=O)c2ccc(N)cc2)no1",
        "C=CCN.ClCC1CO1",
    ],
    ids=["penicillin and procaine", "dimenhydrinate", "co-trimoxazole", "two monomers"],
)
def test_two_compounds_remain_a_mixture(mixture):
    with pytest.raises(InputError, match=r"is a mixture of .*; give one compound at a time"):
        read_smiles(mixture)


def test_a_metallocene_is_refused_in_a_sentence():
    with pytest.raises(InputError, match="is no molecule without its charge"):
        read_smiles("[CH-]1C=CC=C1.[CH-]1C=CC=C1.[Fe+2]")
    with pytest.raises(InputError, match="is no molecule without its charge"):
        read_smiles("C1:C:C:[CH-]:C:1.C1:C:C:[CH-]:C:1.[Fe+2]")


@pytest.mark.parametrize("name", COUNTER_IONS)
def test_counter_ions_are_known_by_themselves(name):
    mol = Chem.MolFromSmiles(COUNTER_IONS[name])
    assert is_counter_ion(mol)
    assert read_smiles(COUNTER_IONS[name]).formula


def test_counter_ions_are_known_charged_and_of_any_stereochemistry():
    assert is_counter_ion(Chem.MolFromSmiles("OC(=O)/C=C\\C(=O)[O-]"))
    assert is_counter_ion(Chem.MolFromSmiles("C[NH2+]C[C@H](O)[C@@H](O)[C@H](O)[C@H](O)CO"))
    assert not is_counter_ion(Chem.MolFromSmiles("OC(=O)c1ccccc1O"))
