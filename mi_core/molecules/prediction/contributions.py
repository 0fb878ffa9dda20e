"""What the atoms of a molecule contribute to an answer, by occlusion: an atom is hidden, and the answer asked for again.

M. D. Zeiler & R. Fergus, ECCV 2014, 818, for pictures. A hidden atom is taken out of the graph together with its pairs; its
neighbours keep what they know of themselves. What is left is no molecule, so that contributions are of the network, and not
of chemistry: they show where it looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.descriptors.molecules.graph import MoleculeGraph

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    #: Graphs → what is answered to each, (n,).
    Answer = Callable[[Sequence[MoleculeGraph]], np.ndarray]

ENOUGH = (
    0.25  # of the whole change, by which the sum of the contributions may miss it and still be called close
)


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
        """Whether the sum of the contributions is close to the whole change."""
        return abs(self.total - self.change) <= ENOUGH * abs(self.change)


def atom_contributions(graph: MoleculeGraph, answer: Answer) -> Contributions:
    """Return what each atom of a molecule contributes to an answer."""
    n = len(graph)
    hidden = [without_atoms(graph, [i]) for i in range(n)] if n > 1 else []
    answers = np.asarray(answer([graph, without_atoms(graph, range(n)), *hidden]), dtype=float)
    whole, empty = answers[:2]
    values = whole - answers[2:] if n > 1 else np.array([whole - empty])
    return Contributions(values, float(whole), float(empty))


def without_atoms(graph: MoleculeGraph, atoms: Sequence[int]) -> MoleculeGraph:
    """Return a graph without some of its atoms and their pairs; numbers of the whole molecule stay as they are."""
    kept = np.ones(len(graph), dtype=bool)
    kept[list(atoms)] = False
    place = np.cumsum(kept) - 1
    pairs = kept[graph.pairs].all(axis=1)
    return MoleculeGraph(
        graph.atoms[kept],
        place[graph.pairs[pairs]].astype(graph.pairs.dtype).reshape(-1, 2),
        graph.pair_codes[pairs],
        graph.beside,
    )
