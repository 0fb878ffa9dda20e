"""Molecules as networks read them: codes of their atoms, and of pairs of atoms a few bonds apart.

After S. Kearnes et al., J. Comput.-Aided Mol. Des. 30, 595 (2016), whose features these are, but for partial charges.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.descriptors.stateless import Stateless

if TYPE_CHECKING:
    from rdkit.Chem import Atom, Mol

    from mi_core.structures.material import Material

#: Atomic numbers that have a code of their own; all others share one.
ELEMENTS = (1, 5, 6, 7, 8, 9, 14, 15, 16, 17, 32, 33, 34, 35, 52, 53)
#: How many codes each feature of an atom has: element, bonds, hydrogens, charge from -2 to 2, hybridisation, aromatic,
#: size of its smallest ring, chirality.
ATOM_CODES = (len(ELEMENTS) + 1, 7, 5, 5, 6, 2, 8, 3)
#: And each feature of a pair: bond (none, single, double, triple, aromatic), bonds between the two, in one ring, conjugated.
FARTHEST = 4  # bonds between the atoms of a pair
PAIR_CODES = (5, FARTHEST + 1, 2, 2)
_LARGEST_RING = 7
_ELEMENT_CODES = {number: code for code, number in enumerate(ELEMENTS, start=1)}
_HYBRIDISATIONS = {"SP": 0, "SP2": 1, "SP3": 2, "SP3D": 3, "SP3D2": 4}
_UNHYBRIDISED = 5
_LABELS = {"R": 1, "S": 2}


@dataclass(frozen=True, slots=True, eq=False)
class MoleculeGraph:
    """A molecule of n atoms, hydrogen left out, and p pairs.

    Attributes
    ----------
    atoms : (n, 8) uint8
        Codes below those of ATOM_CODES.
    pairs : (p, 2) uint8
        Numbers of the two atoms, the lower first, each pair once.
    pair_codes : (p, 4) uint8
        Codes below those of PAIR_CODES.
    beside : (d,) float32 or None
        Numbers of the whole molecule.
    """

    atoms: np.ndarray
    pairs: np.ndarray
    pair_codes: np.ndarray
    beside: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.atoms)


class MoleculeGraphs(Stateless):
    """Materials with molecules to their graphs."""

    def transform(self, X: list[Material]) -> list[MoleculeGraph]:
        """Return the graph of each material's molecule."""
        return [molecule_graph(material.inputs["molecule"].mol) for material in X]


def molecule_graph(mol: Mol) -> MoleculeGraph:
    """Return the graph of a molecule, hydrogen left out but where it is all there is."""
    from rdkit import Chem

    distances = Chem.GetDistanceMatrix(mol)
    first, second = np.nonzero(np.triu((distances > 0) & (distances <= FARTHEST), k=1))
    pairs = np.stack([first, second], axis=1).astype(np.uint8)
    codes = np.zeros((len(pairs), len(PAIR_CODES)), dtype=np.uint8)
    codes[:, 1] = distances[first, second]
    place = {(i, j): k for k, (i, j) in enumerate(pairs.tolist())}
    for bond in mol.GetBonds():
        codes[place[_ends(bond)], [0, 3]] = _bond_code(bond), bond.GetIsConjugated()
    for ring in mol.GetRingInfo().AtomRings():
        for n, i in enumerate(sorted(ring)):
            for j in sorted(ring)[n + 1 :]:
                if (i, j) in place:
                    codes[place[i, j], 2] = 1
    atoms = np.array([_atom_codes(atom) for atom in mol.GetAtoms()], dtype=np.uint8)
    return MoleculeGraph(atoms.reshape(-1, len(ATOM_CODES)), pairs, codes)


def _ends(bond) -> tuple[int, int]:
    i, j = sorted((bond.GetBeginAtomIdx(), bond.GetEndAtomIdx()))
    return i, j


def _bond_code(bond) -> int:
    """Return 1, 2 or 3 by its order, and 4 for an aromatic bond; others count as single."""
    if bond.GetIsAromatic():
        return 4
    order = bond.GetBondTypeAsDouble()
    return int(order) if order in {1, 2, 3} else 1


def _atom_codes(atom: Atom) -> tuple[int, ...]:
    return (
        _ELEMENT_CODES.get(atom.GetAtomicNum(), 0),
        min(atom.GetDegree(), 6),
        min(atom.GetTotalNumHs(), 4),
        min(max(atom.GetFormalCharge(), -2), 2) + 2,
        _HYBRIDISATIONS.get(atom.GetHybridization().name, _UNHYBRIDISED),
        int(atom.GetIsAromatic()),
        _ring_size(atom),
        _chirality(atom),
    )


def _ring_size(atom: Atom) -> int:
    """Return 0 outside rings, 1 for a ring of three, and so on, 6 for eight; 7 for larger ones."""
    smallest = atom.GetOwningMol().GetRingInfo().MinAtomRingSize(atom.GetIdx())
    return min(smallest, _LARGEST_RING + 2) - 2 if smallest else 0


def _chirality(atom: Atom) -> int:
    """Return 0 without a stereocentre, else 1 or 2 by its label R or S."""
    return _LABELS.get(atom.GetProp("_CIPCode"), 0) if atom.HasProp("_CIPCode") else 0
