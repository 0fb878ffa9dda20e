"""What the atoms of a molecule contribute to an answer, by occlusion: an atom is hidden, and the answer asked for again.

M. D. Zeiler & R. Fergus, ECCV 2014, 818, of pictures; S. Riniker & G. A. Landrum, J. Cheminform. 5, 43 (2013), of
fingerprints. A hidden atom is taken out of the graph with its pairs, and its neighbourhoods out of the counts; its
neighbours keep what they know of themselves, and descriptors of the whole molecule stay. What is left is no molecule, so
that contributions are of the model, and not of chemistry: they show where it looks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from mi_core.descriptors.molecules.fingerprints import neighbourhoods
from mi_core.molecules.models.describing import Described, describe

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from mi_core.descriptors.molecules.graph import MoleculeGraph
    from mi_core.structures.molecules.molecule import Molecule

CLOSE = 0.25  # of the change that all atoms make: so far their sum may miss it and still be said to agree


@dataclass(frozen=True, slots=True)
class Contributions:
    """Contributions of n atoms to an answer.

    Attributes
    ----------
    values : (n,) float64
        The answer, less what it becomes when the atom is hidden; in the unit of the answer.
    answer, empty : float
        To the whole molecule, and where all its atoms are hidden.
    """

    values: np.ndarray
    answer: float
    empty: float

    @property
    def normalised(self) -> np.ndarray:
        """Contributions over the largest of them, from -1 to 1, (n,); zeros where nothing matters."""
        largest = np.abs(self.values).max(initial=0.0)
        return self.values / largest if largest > 0 else np.zeros_like(self.values)

    @property
    def total(self) -> float:
        """Sum of the contributions."""
        return float(self.values.sum())

    @property
    def change(self) -> float:
        """What all atoms together make of the answer; the contributions add up to it where atoms do not act together."""
        return self.answer - self.empty

    @property
    def adds_up(self) -> bool:
        """Whether the sum of the contributions is close to the change that all atoms together make."""
        return abs(self.total - self.change) <= CLOSE * abs(self.change)


def atom_contributions(molecule: Molecule, answer: Callable[[Described], np.ndarray]) -> Contributions:
    """Return what each atom of a molecule contributes to an answer: described molecules → (n,)."""
    answers = np.asarray(answer(occluded(molecule)), dtype=float)
    whole, empty = float(answers[0]), float(answers[1])
    return Contributions(whole - answers[2:], whole, empty)


def occluded(molecule: Molecule) -> Described:
    """Return a molecule of n atoms, then without any atom, then without each atom in turn: (n + 2)."""
    (graph,), counts = (whole := describe([molecule.smiles])).graphs, whole.counts[0].astype(int)
    around = neighbourhoods(molecule.mol)
    graphs, fewer = [graph], [counts]
    for hidden in (range(len(graph)), *([atom] for atom in range(len(graph)))):
        graphs.append(without_atoms(graph, hidden))
        lost = [place for place, atoms in around if not atoms.isdisjoint(hidden)]
        fewer.append(counts - np.bincount(lost, minlength=len(counts)))
    return Described(graphs, np.clip(fewer, 0, None).astype(np.uint8))


def without_atoms(graph: MoleculeGraph, atoms: Collection[int]) -> MoleculeGraph:
    """Return a graph without some of its atoms and their pairs; numbers of the whole molecule stay as they are."""
    kept = np.ones(len(graph), dtype=bool)
    kept[list(atoms)] = False
    place = np.cumsum(kept) - 1
    pairs = kept[graph.pairs].all(axis=1)
    return replace(
        graph,
        atoms=graph.atoms[kept],
        pairs=place[graph.pairs[pairs]].astype(graph.pairs.dtype).reshape(-1, 2),
        pair_codes=graph.pair_codes[pairs],
    )
