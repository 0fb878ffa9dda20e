"""One SMILES in, one molecule in its standard form out; RDKit is the authority."""

from __future__ import annotations

import random

import pandas as pd
import pytest
from rdkit import Chem
from rdkit.Chem.rdMolDescriptors import CalcMolFormula

from mi_core.errors import InputError
from mi_core.structures.molecules.smiles import LONGEST, read_smiles
from mi_core.structures.molecules.standard import MOST_ATOMS

FAULTS = {
    "": "The SMILES is empty",
    "   ": "The SMILES is empty",
    "CC(C": "cannot be read at character 3, a bracket that is never closed",
    "CCX": "cannot be read at character 3, 'X'",
    "C1CC": "a ring is opened and never closed",
    "aspirin": "cannot be read at character 1, 'a'",
    "C(C)(C)(C)(C)C": "atom 1, C, has 5 bonds",
    "CN(C)(C)C": "atom 2, N, has 4 bonds",
    "c1cccc1": "are written as aromatic",
    "c1ccnc1": "an [nH] may be missing",
    "CC>>CO": "is a reaction",
    "CC(=O)O.OCC>>CC(=O)OCC": "is a reaction",
    "*CC*": "has an open end",
    "[R1]CC": "is no SMILES",
    "C" * (MOST_ATOMS + 1): f"{MOST_ATOMS + 1} atoms besides hydrogen, more than the {MOST_ATOMS} allowed",
    "C" * (LONGEST + 1): "characters, more than the 5,000 allowed",
    "[Na+].[Cl-]": "holds Na and no organic part free of metals",
    "[Fe]": "holds Fe and no organic part free of metals",
    "CC[Hg]CC": "holds Hg and no organic part free of metals",
    "[CH-]1:C:C:C:C:1.[Fe+2]": "is no molecule without its charge",
    "O=C(O)c1ccccc1OC(C)=O.CC(=O)Nc1ccc(O)cc1": "is a mixture of",
    "N.O": "is a mixture of",
    "InChI=1S/CH4/h1H4": "is an InChI",
}


@pytest.mark.parametrize("text", FAULTS)
def test_each_fault_is_one_sentence(text):
    with pytest.raises(InputError) as refusal:
        read_smiles(text)
    sentence = str(refusal.value)
    assert FAULTS[text] in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sentence) < 400


FORMS = {
    # salts and solvents
    "CC(=O)[O-].[Na+]": ("CC(=O)O", 2),
    "CCN.Cl": ("CCN", 1),
    "CC[NH3+].[Cl-]": ("CCN", 2),
    "CC[N@H+](C)CCl": ("CCN(C)CCl", 1),
    "CN(C)CCC(c1ccccc1)c1ccccc1.OC(=O)CC(O)(CC(=O)O)C(=O)O": ("CN(C)CCC(c1ccccc1)c1ccccc1", 1),
    "c1ccccc1C(=O)O[Na]": ("O=C(O)c1ccccc1", 2),
    "O=C(O)c1ccccc1.O": ("O=C(O)c1ccccc1", 1),
    # charges
    "[NH3+]CC(=O)[O-]": ("NCC(=O)O", 1),
    "C[N+](C)(C)C": ("C[N+](C)(C)C", 0),
    "C[N+](C)(C)CC(=O)[O-]": ("C[N+](C)(C)CC(=O)[O-]", 0),
    # groups in one way
    "CN(=O)=O": ("C[N+](=O)[O-]", 0),
    "C[N+](=O)[O-]": ("C[N+](=O)[O-]", 0),
    "CS(=O)C": ("C[S+](C)[O-]", 0),
    "CN=[N+]=[N-]": ("CN=[N+]=[N-]", 0),
    # tautomers stay as they are drawn
    "Oc1ccccn1": ("Oc1ccccn1", 0),
    "O=c1cccc[nH]1": ("O=c1cccc[nH]1", 0),
    "CC(O)=CC(C)=O": ("CC(=O)C=C(C)O", 0),
    # isotopes, stereochemistry, hydrogen
    "[2H]C([2H])([2H])O": ("[2H]C([2H])([2H])O", 0),
    "[13CH4]": ("[13CH4]", 0),
    "C[C@@H](C(=O)O)N": ("C[C@H](N)C(=O)O", 0),
    "F/C=C/F": ("F/C=C/F", 0),
    "F/C=C\\F": ("F/C=C\\F", 0),
    "[H]C([H])([H])O[H]": ("CO", 0),
    # molecules without carbon
    "N": ("N", 0),
    "[NH4+]": ("N", 1),
    "[Xe]": ("[Xe]", 0),
}


@pytest.mark.parametrize("text", FORMS)
def test_standard_forms(text):
    molecule = read_smiles(text)
    smiles, remarks = FORMS[text]
    assert molecule.smiles == smiles == Chem.CanonSmiles(smiles)
    assert len(molecule.remarks) == remarks
    assert all(remark.endswith(".") for remark in molecule.remarks)
    assert molecule.formula == CalcMolFormula(Chem.MolFromSmiles(smiles))


WRITINGS = [
    ("c1ccccc1", "C1=CC=CC=C1", "C1:C:C:C:C:C:1", "[cH]1[cH][cH][cH][cH][cH]1", "c1ccccc1 benzene"),
    ("c1ccc2ccccc2c1", "C1:C:C:C2:C:C:C:C:C:2:C:1", "C1=CC2=CC=CC=C2C=C1"),
    ("c1cc[nH]c1", "C1=CNC=C1", "[nH]1cccc1"),
    ("OCC", "CCO", "C(O)C", "[CH3][CH2][OH]"),
    ("N[C@@H](C)C(=O)O", "C[C@H](N)C(=O)O", "OC(=O)[C@H](C)N"),
]


@pytest.mark.parametrize("writings", WRITINGS)
def test_all_writings_have_one_form(writings):
    assert len({read_smiles(text).smiles for text in writings}) == 1


DRUGS = (
    "CC(=O)Oc1ccccc1C(=O)O",
    "CN1CCC[C@H]1c1cccnc1",
    "CC(C)Cc1ccc(cc1)[C@@H](C)C(=O)O",
    "OC[C@H]1O[C@@H](O)[C@H](O)[C@@H](O)[C@@H]1O",
    "Cn1cnc2c1c(=O)n(C)c(=O)n2C",
    "C/C=C/C(=O)N1CCN(CC1)c1ccc(cc1)[N+](=O)[O-]",
    "OC(=O)C1=C(S)CS[C@@H]2N1C(=O)[C@H]2NP(=O)([O-])[O-].C[n+]1ccccc1",
)


@pytest.mark.parametrize("smiles", DRUGS[:-1])
def test_the_form_does_not_depend_on_the_order_of_atoms(smiles):
    expected = read_smiles(smiles).smiles
    assert expected == Chem.CanonSmiles(smiles)
    mol = Chem.MolFromSmiles(smiles)
    order = list(range(mol.GetNumAtoms()))
    for seed in range(5):
        random.Random(seed).shuffle(order)
        shuffled = Chem.MolToSmiles(Chem.RenumberAtoms(mol, order), canonical=False)
        assert read_smiles(shuffled).smiles == expected


@pytest.mark.parametrize("text", [*FORMS, *DRUGS])
def test_the_form_of_a_form_is_itself(text):
    once = read_smiles(text)
    again = read_smiles(once.smiles)
    assert (again.smiles, again.formula, again.remarks) == (once.smiles, once.formula, ())


def test_the_strongest_acid_stays_charged_beside_a_quaternary_nitrogen():
    text = "C[n+]1ccc(cc1)CC(=CC(=O)[O-])NP(=O)([O-])[O-]"
    once = read_smiles(text).smiles
    assert read_smiles(once).smiles == once


def test_what_a_molecule_tells():
    molecule = read_smiles("C[C@H](N)C(=O)O")
    assert molecule.flat == read_smiles("C[C@@H](N)C(=O)O").flat == "CC(N)C(=O)O"
    assert read_smiles("[2H]C([2H])O").flat == "CO"
    assert molecule.inchikey == "QNAYBMKLOCPYGJ-REOHCLBHSA-N"  # L-alanine, of PubChem
    assert molecule.heavy_atoms == 6


def test_scaffolds_are_rings_and_what_links_them():
    assert read_smiles("Cc1ccccc1CC[C@H]1CCCO1").scaffold == Chem.CanonSmiles("c1ccccc1CCC1CCCO1")
    assert read_smiles("CCO").scaffold == ""
    one, other = (read_smiles(text).scaffold for text in ("C[C@H]1CC[C@@H](O)CC1", "CC1CCCCC1"))
    assert one == other == "C1CCCCC1"


def test_real_molecules_keep_their_form(data_dir):
    """A hundredth of those that were measured against HIV: read again they are the same."""
    table = pd.read_parquet(data_dir / "molecules_hiv.parquet")
    read = 0
    for smiles in table["smiles"].iloc[::100]:
        try:
            once = read_smiles(smiles)
        except InputError:
            continue
        read += 1
        again = read_smiles(once.smiles)
        assert (again.smiles, again.formula) == (once.smiles, once.formula)
        assert Chem.CanonSmiles(once.smiles) == once.smiles
        assert CalcMolFormula(once.mol) == once.formula
    assert read > 350
