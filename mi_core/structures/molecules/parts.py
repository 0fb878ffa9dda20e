"""Which part of a molecule in several parts is meant, and which are counter-ions or solvents beside it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.structures.molecules.counter_ions import is_counter_ion
from mi_core.words import listed, shown

if TYPE_CHECKING:
    from rdkit.Chem import Mol

NON_METALS = frozenset(
    ("H", "B", "C", "N", "O", "F", "Si", "P", "S", "Cl", "Ge", "As", "Se", "Br", "Te", "I", "He", "Ne", "Ar", "Kr", "Xe")
)  # fmt: skip
_SYMBOL = re.compile(r"[A-Z][a-z]?|\*")


def elements_of(mol: Mol) -> set[str]:
    """Return the symbols of the elements, * for what is none."""
    from rdkit.Chem.rdMolDescriptors import CalcMolFormula

    return set(_SYMBOL.findall(CalcMolFormula(mol)))  # ten times as fast as asking each atom


def main_part(parts: tuple[Mol, ...], text: str) -> tuple[Mol, list[str]]:
    """Return the part that is meant, and what was left out; InputError where it is not clear which that is."""
    from rdkit import Chem

    names = {Chem.MolToSmiles(part): part for part in parts}
    metals = sorted(set().union(*map(elements_of, parts)) - NON_METALS)
    organic = {name: part for name, part in names.items() if _is_organic(part)}
    if not organic:
        return _inorganic(names, metals, text)
    meant = [name for name, part in organic.items() if len(organic) == 1 or not is_counter_ion(part)]
    kept, *others = sorted(meant or organic, key=lambda name: (-organic[name].GetNumHeavyAtoms(), name))
    rivals = [name for name in others if not _is_companion(organic[name], organic[kept])]
    if rivals:
        raise InputError(
            f"{shown(text)} is a mixture of {listed([kept, *rivals])}; give one compound at a time."
        )
    left_out = sorted(set(names) - {kept})
    remarks = [f"Left out as counter-ions or solvent: {', '.join(left_out)}."] if left_out else []
    return organic[kept], remarks


def _inorganic(names: dict[str, Mol], metals: list[str], text: str) -> tuple[Mol, list[str]]:
    """Return a molecule without carbon, such as ammonia; InputError for salts, metals and organometallic compounds."""
    if metals:
        raise InputError(
            f"{shown(text)} holds {listed(metals)} and no organic part free of metals; metals, inorganic salts and "
            "organometallic compounds are not described, give a molecule without metals."
        )
    if len(names) > 1:
        raise InputError(
            f"{shown(text)} is a mixture of {listed(sorted(names))}; give one compound at a time."
        )
    return next(iter(names.values())), []


def _is_organic(part: Mol) -> bool:
    """Whether it holds carbon and no metal."""
    symbols = elements_of(part)
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
    return part.HasSubstructMatch(query(pattern))


@cache
def query(pattern: str) -> Mol:
    """Return the query of a SMARTS, made once."""
    from rdkit import Chem

    return Chem.MolFromSmarts(pattern)
