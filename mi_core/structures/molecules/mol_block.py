"""MOL blocks (CTfile V2000 and V3000) to molecules in their standard form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.structures.molecules.complaints import complaints
from mi_core.structures.molecules.standard import check_size, sanitise, standard
from mi_core.words import shown

if TYPE_CHECKING:
    from rdkit.Chem import Mol

    from mi_core.structures.molecules.molecule import Molecule

_HEADER = 3  # lines above that of the counts
_COUNTS = re.compile(r".{33,}V[23]000\s*$")
_TIME = re.compile(r"^\[[\d:]+\]\s*")
_POLYMERS = frozenset({"SRU", "MON", "MER", "COP", "CRO", "MOD", "GRA"})  # brackets with n and their like


def read_mol_block(block: str, name: str = "The molecule") -> Molecule:
    """Return the molecule of a MOL block; coordinates serve its stereochemistry alone.

    name : what sentences call it. InputError where the block is damaged, holds no atoms, stands for several molecules
    (atom lists, R groups, any atom), or is a polymer, and as `read_smiles`.
    """
    from rdkit import Chem

    with complaints() as messages:
        mol = Chem.MolFromMolBlock(with_header(block), sanitize=False, removeHs=False)
        if mol is None:
            raise InputError(_damage(name, messages))
        check_size(mol, name)
        _check_definite(mol, name)
        sanitise(mol, name)
        Chem.DetectBondStereochemistry(mol)
        Chem.AssignStereochemistry(mol, cleanIt=True, force=True)
        return standard(mol, name)


def with_header(block: str) -> str:
    """Return the block with the three lines above its counts that pasting and editors lose, or more of which they add."""
    lines = block.split("\n")
    at = next((i for i, line in enumerate(lines[:20]) if _COUNTS.match(line)), _HEADER)
    return "\n".join([*[""] * (_HEADER - at), *lines[max(at - _HEADER, 0) :]])


def _damage(name: str, messages: list[str]) -> str:
    """Return the sentence for a block that cannot be read, with the last of RDKit's words."""
    words = next(
        (words for line in reversed(messages) if (words := _TIME.sub("", line))), "no reason is known"
    )
    return (
        f"{shown(name)} cannot be read as a MOL block ({shown(words, 100)}); compare the numbers of atoms and bonds in its "
        "fourth line with the lines below, or export it anew."
    )


def _check_definite(mol: Mol, name: str) -> None:
    """InputError for a query and for a polymer, which are no single molecules."""
    from rdkit import Chem

    atom = next((atom for atom in mol.GetAtoms() if atom.HasQuery()), None)
    if atom is not None:
        raise InputError(
            f"{shown(name)} is a query: its atom {atom.GetIdx() + 1} stands for several (an R group, an atom list, or any "
            "atom); draw a molecule with an element on every atom."
        )
    if any(bond.HasQuery() for bond in mol.GetBonds()):
        raise InputError(
            f"{shown(name)} is a query: a bond of it stands for several; draw single, double or triple bonds."
        )
    for group in Chem.GetMolSubstanceGroups(mol):
        if group.HasProp("TYPE") and group.GetProp("TYPE") in _POLYMERS:
            raise InputError(
                f"{shown(name)} is drawn as a polymer, with a part that is repeated; give one whole molecule."
            )
