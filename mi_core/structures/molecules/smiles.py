"""One SMILES in, one molecule in its standard form out, or one sentence why not.

The steps are those of RDKit's standardiser, after ChEMBL (A. P. Bento et al., J. Cheminform. 12, 51 (2020)): metals are
parted from what they hold, groups are drawn in one way, counter-ions and solvents are left out, charges are neutralised.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from mi_core.errors import InputError
from mi_core.structures.molecules.complaints import complaints
from mi_core.structures.molecules.molecule import Molecule
from mi_core.words import listed, shown

if TYPE_CHECKING:
    from rdkit.Chem import Mol

#: Atoms that are no hydrogen; pairs of atoms are described, which costs memory by the square. A drug has 20 to 70.
MOST_ATOMS = 250
LONGEST = 5000  # characters
NON_METALS = frozenset(
    ("H", "B", "C", "N", "O", "F", "Si", "P", "S", "Cl", "Ge", "As", "Se", "Br", "Te", "I", "He", "Ne", "Ar", "Kr", "Xe")
)  # fmt: skip
_PLACE = re.compile(r"mistakes around position (\d+)")


def read_smiles(text: str) -> Molecule:
    """Return the molecule of a SMILES; a name behind it, after a blank, is passed over.

    InputError, one sentence, for what is no SMILES (with the place of the fault), a reaction, a polymer or a fragment
    with an open end, a mixture, an inorganic salt, a metal with nothing organic, and for more than 250 atoms.
    """
    smiles = _one_word(text)
    with complaints() as messages:
        mol = _parsed(smiles, messages)
        return standard(mol, smiles)


def _one_word(text: str) -> str:
    words = text.split()
    if not words:
        raise InputError("The SMILES is empty; give one, such as CCO for ethanol.")
    smiles = words[0]
    if len(smiles) > LONGEST:
        raise InputError(
            f"The SMILES has {len(smiles):,} characters, more than the {LONGEST:,} allowed; give a single molecule."
        )
    if ">" in smiles:
        raise InputError(f"{shown(smiles)} is a reaction; give one molecule at a time.")
    return smiles


def _parsed(smiles: str, messages: list[str]) -> Mol:
    """Return the molecule as it is written; InputError says where the text goes wrong, or which atom cannot be."""
    from rdkit import Chem

    mol = Chem.MolFromSmiles(smiles, sanitize=False)
    if mol is None:
        raise InputError(_grammar(smiles, messages))
    problems = Chem.DetectChemistryProblems(mol)
    if problems:
        raise InputError(f"{shown(smiles)} {_chemistry(mol, problems[0])}.")
    Chem.SanitizeMol(mol)
    Chem.AssignStereochemistry(mol, cleanIt=True, force=True)
    return mol


def _grammar(smiles: str, messages: list[str]) -> str:
    """Return the sentence for a text that is no SMILES."""
    words = " ".join(messages)
    if "unclosed ring" in words:
        return f"{shown(smiles)} is no SMILES: a ring is opened and never closed; write its number a second time."
    place = _PLACE.search(words)
    if place is None:
        return f"{shown(smiles)} is no SMILES; check it, or draw the molecule."
    at = int(place[1])
    what = "a bracket that is never closed" if "extra open" in words else f"{smiles[at - 1]!r}"
    return (
        f"{shown(smiles)} is no SMILES: it cannot be read at character {at}, {what}; check what stands there."
    )


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


class _Tools(NamedTuple):
    disconnector: Any
    normalizer: Any
    reionizer: Any
    uncharger: Any


@cache
def _tools() -> _Tools:
    """Return the steps of the standardiser, which take longer to make than to use."""
    from rdkit.Chem.MolStandardize import rdMolStandardize

    return _Tools(
        rdMolStandardize.MetalDisconnector(),
        rdMolStandardize.Normalizer(),
        rdMolStandardize.Reionizer(),
        rdMolStandardize.Uncharger(),
    )


def standard(mol: Mol, text: str) -> Molecule:
    """Return a molecule in its standard form; InputError as `read_smiles`, which names it by its text."""
    from rdkit import Chem
    from rdkit.Chem.rdMolDescriptors import CalcMolFormula

    if any(atom.GetAtomicNum() == 0 for atom in mol.GetAtoms()):
        raise InputError(
            f"{shown(text)} has an open end (*), as polymers and fragments have; give a whole molecule."
        )
    if mol.GetNumHeavyAtoms() > MOST_ATOMS:
        raise InputError(
            f"{shown(text)} has {mol.GetNumHeavyAtoms()} atoms besides hydrogen, more than the {MOST_ATOMS} allowed; "
            "give smaller molecules."
        )
    tools = _tools()
    tidy = tools.reionizer.reionize(
        tools.normalizer.normalize(tools.disconnector.Disconnect(Chem.RemoveHs(mol)))
    )
    kept, remarks = _main_part(Chem.GetMolFrags(tidy, asMols=True), text)
    neutral = tools.uncharger.uncharge(kept)
    if Chem.MolToSmiles(neutral) != Chem.MolToSmiles(kept):
        remarks.append("Its charges were neutralised.")
    smiles = Chem.MolToSmiles(neutral)
    again = Chem.MolFromSmiles(smiles)
    return Molecule(smiles, CalcMolFormula(again), tuple(remarks))


def _main_part(parts: tuple[Mol, ...], text: str) -> tuple[Mol, list[str]]:
    """Return the part that is meant, and what was left out; InputError where it is not clear which that is."""
    from rdkit import Chem

    names = {Chem.MolToSmiles(part): part for part in parts}
    metals = sorted({atom.GetSymbol() for part in parts for atom in part.GetAtoms()} - NON_METALS)
    organic = {name: part for name, part in names.items() if _is_organic(part)}
    if not organic:
        return _inorganic(names, metals, text)
    kept, *others = sorted(organic, key=lambda name: (-organic[name].GetNumHeavyAtoms(), name))
    rivals = [name for name in others if not _is_companion(organic[name], organic[kept])]
    if rivals:
        raise InputError(
            f"{shown(text)} is a mixture of {listed([kept, *rivals])}; give one compound at a time."
        )
    left_out = sorted(set(names) - {kept})
    remarks = [f"Left out as counter-ions or solvent: {', '.join(left_out)}."] if left_out else []
    return organic[kept], remarks


def _inorganic(names: dict[str, Mol], metals: list[str], text: str) -> tuple[Mol, list[str]]:
    """Return a molecule without carbon, such as ammonia; InputError for salts, metals and their complexes."""
    if metals:
        raise InputError(
            f"{shown(text)} holds {listed(metals)} and nothing organic; metals and inorganic salts are not described, "
            "give a molecule."
        )
    if len(names) > 1:
        raise InputError(
            f"{shown(text)} is a mixture of {listed(sorted(names))}; give one compound at a time."
        )
    return next(iter(names.values())), []


def _is_organic(part: Mol) -> bool:
    """Whether it holds carbon and no metal."""
    symbols = {atom.GetSymbol() for atom in part.GetAtoms()}
    return "C" in symbols and symbols <= NON_METALS


#: A solvent or counter-ion beside the compound has at most so many atoms, and at most so large a share of the compound's.
SMALL, SHARE = 11, 0.75
#: An acid that makes a salt of an amine may be larger, such as citric or camphorsulfonic acid.
LARGEST_ACID = 15
_ACID = "[$([CX3](=O)[OX2H1,OX1-]),$(S(=O)(=O)[OX2H1,OX1-]),$(P(=O)[OX2H1,OX1-])]"
_AMINE = "[$([NX3;!$(N[C,S,P]=[O,N,S]);!$(N-[a])]),$([NX4+]),$(C(=N)N)]"


def _is_companion(part: Mol, main: Mol) -> bool:
    """Whether an organic part beside a larger one is a counter-ion or a solvent rather than a second compound."""
    from rdkit import Chem

    atoms = part.GetNumHeavyAtoms()
    if atoms <= SMALL and atoms <= SHARE * main.GetNumHeavyAtoms():
        return True
    if Chem.GetFormalCharge(part) * Chem.GetFormalCharge(main) < 0:
        return True
    return atoms <= LARGEST_ACID and _has(part, _ACID) and _has(main, _AMINE)


def _has(part: Mol, pattern: str) -> bool:
    return part.HasSubstructMatch(_query(pattern))


@cache
def _query(pattern: str) -> Mol:
    from rdkit import Chem

    return Chem.MolFromSmarts(pattern)
