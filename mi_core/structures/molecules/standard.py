"""A molecule in its standard form, or one sentence why it has none.

The steps are those of RDKit's standardiser, after ChEMBL (A. P. Bento et al., J. Cheminform. 12, 51 (2020)): metals are
parted from what they hold, groups are drawn in one way, counter-ions and solvents are left out, charges are neutralised.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.structures.molecules.molecule import Molecule
from mi_core.structures.molecules.parts import NON_METALS, elements_of, main_part, query
from mi_core.structures.molecules.steps import steps
from mi_core.words import shown

if TYPE_CHECKING:
    from rdkit.Chem import Mol

#: Atoms that are no hydrogen; pairs of atoms are described, which costs memory by the square. A drug has 20 to 70.
MOST_ATOMS = 250
_CHARGED = "[!+0]"


def sanitise(mol: Mol, text: str) -> None:
    """Find rings and aromatic bonds; InputError, which names the molecule by its text, for atoms that cannot be."""
    from rdkit import Chem

    check_size(mol, text)
    try:
        Chem.SanitizeMol(mol)
    except Chem.MolSanitizeException as error:
        raise InputError(f"{shown(text)} {_chemistry(mol, error.cause)}.") from error  # type: ignore[attr-defined]


def _chemistry(mol: Mol, problem) -> str:
    """Return which atoms cannot be so."""
    if problem.GetType() == "AtomValenceException":
        atom = mol.GetAtomWithIdx(problem.GetAtomIdx())
        bonds = int(sum(bond.GetBondTypeAsDouble() for bond in atom.GetBonds()))
        return (
            f"cannot be: atom {problem.GetAtomIdx() + 1}, {atom.GetSymbol()}, has {bonds} bonds, more than it can have; "
            "correct the bonds or write the charge"
        )
    if problem.GetType() == "KekulizeException":
        atoms = ", ".join(str(index + 1) for index in problem.GetAtomIndices())
        return f"cannot be: atoms {atoms} are written as aromatic, but their bonds do not add up; an [nH] may be missing"
    return f"cannot be: {problem.Message().rstrip('.')}"


def check_size(mol: Mol, text: str) -> None:
    """InputError for a molecule of no atoms, or of more than are described."""
    atoms = mol.GetNumHeavyAtoms()
    if not mol.GetNumAtoms():
        raise InputError(f"{shown(text)} has no atoms; give a molecule with at least one.")
    if atoms > MOST_ATOMS:
        raise InputError(
            f"{shown(text)} has {atoms:,} atoms besides hydrogen, more than the {MOST_ATOMS} allowed; "
            "give smaller molecules."
        )


def standard(mol: Mol, text: str) -> Molecule:
    """Return a molecule in its standard form; InputError as `read_smiles`, which names it by its text."""
    from rdkit import Chem
    from rdkit.Chem.rdMolDescriptors import CalcMolFormula

    check_size(mol, text)
    elements = elements_of(mol)
    if "*" in elements:
        raise InputError(
            f"{shown(text)} has an open end (*), as polymers and fragments have; give a whole molecule."
        )
    kept, remarks = _tidy(mol, elements, text)
    smiles = Chem.MolToSmiles(kept)
    if kept.HasSubstructMatch(query(_CHARGED)):
        # what stays charged beside a quaternary ammonium is the strongest acid that there is now
        neutral = steps().reionizer.reionize(steps().uncharger.uncharge(kept))
        kept, written = _read_again(neutral, smiles, text)
        if written != smiles:
            remarks.append("Its charges were neutralised.")
        smiles = written
    return Molecule(smiles, CalcMolFormula(kept), tuple(remarks))


def _read_again(mol: Mol, charged: str, text: str) -> tuple[Mol, str]:
    """Return the molecule and its SMILES, read again: a handedness that nitrogen had by its charge alone is gone."""
    from rdkit import Chem

    again = Chem.MolFromSmiles(Chem.MolToSmiles(mol))
    if again is None:  # such as a ring of ferrocene
        raise InputError(
            f"{shown(text)} holds {charged}, which is no molecule without its charge; give a molecule."
        )
    return again, Chem.MolToSmiles(again)


def _tidy(mol: Mol, elements: set[str], text: str) -> tuple[Mol, list[str]]:
    """Return the part that is meant, its groups drawn in one way, and what was left out.

    Most molecules are one part without metals and charges: for them the steps that would change nothing are passed over.
    """
    from rdkit import Chem

    if mol.GetNumAtoms() > mol.GetNumHeavyAtoms():
        mol = Chem.RemoveHs(mol)
    is_plain = "C" in elements and elements <= NON_METALS and len(Chem.GetMolFrags(mol)) == 1
    if not is_plain:
        mol = steps().disconnector.Disconnect(mol)
    mol = steps().normalizer.normalize(mol)
    if not is_plain or mol.HasSubstructMatch(query(_CHARGED)):
        mol = steps().reionizer.reionize(mol)
    return (mol, []) if is_plain else main_part(Chem.GetMolFrags(mol, asMols=True), text)
