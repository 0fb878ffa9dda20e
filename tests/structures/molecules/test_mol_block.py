"""MOL blocks: what RDKit reads of them, and a sentence for each kind that is no molecule."""

from __future__ import annotations

import pytest
from rdkit import Chem

from mi_core.errors import InputError
from mi_core.structures.molecules.mol_block import read_mol_block, with_header
from mi_core.structures.molecules.smiles import read_smiles

BLOCK = Chem.MolToMolBlock(Chem.MolFromSmiles("C[C@H](N)C(=O)O"))
V3000 = Chem.MolToV3KMolBlock(Chem.MolFromSmiles("C[C@H](N)C(=O)O"))
POLYMER = BLOCK.replace("M  END", "M  STY  1   1 SRU\nM  SAL   1  2   1   2\nM  SMT   1 n\nM  END")
ATOM_LIST = BLOCK.replace(" C   0", " L   0", 1).replace("M  END", "M  ALS   1  2 F C   N   \nM  END")

BROKEN = {
    "more atoms counted": (BLOCK.replace("  6  5", "  7  5"), "cannot be read as a MOL block (Atom line too short"),
    "fewer atoms counted": (BLOCK.replace("  6  5", "  5  5"), "cannot be read as a MOL block (Cannot convert"),
    "more bonds counted": (BLOCK.replace("  6  5", "  6  6"), "cannot be read as a MOL block (Bond line too short"),
    "fewer bonds counted": (BLOCK.replace("  6  5", "  6  4"), "cannot be read as a MOL block"),
    "more atoms counted, V3000": (V3000.replace("COUNTS 6", "COUNTS 7"), "cannot be read as a MOL block"),
    "letters for numbers": (BLOCK.replace("0.0000", "abc   ", 1), "Cannot process coordinates on line 5"),
    "no element": (BLOCK.replace(" C   0", " Xx  0", 1), "Element 'Xx' not found"),
    "no end": (BLOCK.replace("M  END\n", ""), "cannot be read as a MOL block"),
    "prose": ("hello\nworld\n\nfoo bar", "cannot be read as a MOL block"),
    "no atoms": ("\n\n\n  0  0  0  0  0  0  0  0  0  0999 V2000\nM  END\n", "has no atoms"),
    "atom list": (ATOM_LIST, "query: its atom 1"),
    "R group": (BLOCK.replace(" C   0", " R#  0", 1).replace("M  END", "M  RGP  1   1   1\nM  END"), "query: its atom 1"),
    "any atom": (BLOCK.replace(" C   0", " A   0", 1), "query: its atom 1"),
    "any bond": (BLOCK.replace("  2  3  1", "  2  3  8"), "is a query: a bond"),
    "polymer": (POLYMER, "is drawn as a polymer"),
    "five bonds": (BLOCK.replace("  4  5  2", "  4  5  3"), "atom 4, C, has 5 bonds"),
    "metal": (Chem.MolToMolBlock(Chem.MolFromSmiles("[Na+].[Cl-]")), "holds Na and no organic part free of metals"),
    "mixture": (Chem.MolToMolBlock(Chem.MolFromSmiles("O=C(O)c1ccccc1OC(C)=O.CC(=O)Nc1ccc(O)cc1")), "is a mixture of"),
    "large": (Chem.MolToV3KMolBlock(Chem.MolFromSmiles("C" * 300)), "300 atoms besides hydrogen"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_each_fault_is_one_sentence(case):
    block, words = BROKEN[case]
    with pytest.raises(InputError) as refusal:
        read_mol_block(block, "Record 3")
    sentence = str(refusal.value)
    assert sentence.startswith("Record 3 ")
    assert words in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


SMILES = (
    "C[C@H](N)C(=O)O",
    "OC[C@H]1O[C@@H](O)[C@H](O)[C@@H](O)[C@@H]1O",
    "F/C=C/F",
    "F/C=C\\F",
    "C/C=C/C(=O)N1CCN(CC1)c1ccc(cc1)[N+](=O)[O-]",
    "c1ccc2[nH]ccc2c1",
    "[2H]C([2H])([2H])O",
    "CC(=O)[O-].[Na+]",
    "C[N+](C)(C)CC(=O)[O-]",
    "[CH3]",
)


@pytest.mark.parametrize("smiles", SMILES)
@pytest.mark.parametrize("write", [Chem.MolToMolBlock, Chem.MolToV3KMolBlock])
def test_a_block_and_a_smiles_give_the_same_molecule(smiles, write):
    written = write(Chem.MolFromSmiles(smiles))
    found, expected = read_mol_block(written), read_smiles(smiles)
    assert (found.smiles, found.formula) == (expected.smiles, expected.formula)


@pytest.mark.parametrize("smiles", SMILES[:6])
def test_rdkit_reads_the_same(smiles):
    block = Chem.MolToMolBlock(Chem.MolFromSmiles(smiles))
    assert read_mol_block(block).smiles == Chem.MolToSmiles(Chem.MolFromMolBlock(block))


@pytest.mark.parametrize("lines", [0, 1, 2, 5])
def test_the_lines_above_the_counts_may_be_too_few_or_too_many(lines):
    counts_and_below = BLOCK.split("\n", 3)[3]
    block = with_header("\n" * lines + counts_and_below)
    assert Chem.MolToSmiles(Chem.MolFromMolBlock(block)) == "C[C@H](N)C(=O)O"
