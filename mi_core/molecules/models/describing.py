"""Molecules as the members of the model read them: graphs with descriptors beside, and counts of neighbourhoods."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from mi_core.molecules.models.shared_out import shared_out

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mi_core.descriptors.molecules.graph import MoleculeGraph

AT_ONCE = 250  # molecules


@dataclass(frozen=True, slots=True)
class Described:
    """n molecules.

    graphs : list of n, the descriptors beside each; counts : (n, 2048) uint8, Morgan's.
    """

    graphs: list[MoleculeGraph]
    counts: np.ndarray

    def __len__(self) -> int:
        return len(self.graphs)

    @property
    def descriptors(self) -> np.ndarray:
        """Physical descriptors, (n, 209) float32."""
        return np.stack([graph.beside for graph in self.graphs if graph.beside is not None])

    def columns(self) -> np.ndarray:
        """Return descriptors on a logarithmic scale of either sign, and counts, (n, 2257) float32."""
        return np.hstack([tamed(self.descriptors), self.counts.astype(np.float32)])

    def rows(self, chosen: Sequence[int] | np.ndarray) -> Described:
        """Return some of the molecules."""
        return Described([self.graphs[row] for row in chosen], self.counts[chosen])


def tamed(descriptors: np.ndarray) -> np.ndarray:
    """Return sign(x) log(1 + |x|): some descriptors of some molecules are beyond all others."""
    return (np.sign(descriptors) * np.log1p(np.abs(descriptors))).astype(np.float32)


def describe(
    smiles: Sequence[str], on_done: Callable[[int], None] = lambda _n: None, processes: int = 1
) -> Described:
    """Describe molecules in standard form; 3 to 5 ms each and core.

    on_done : called with how many are done. processes : as of `shared_out`.
    """
    lots = [list(smiles[start : start + AT_ONCE]) for start in range(0, len(smiles), AT_ONCE)]
    found, done = [], 0
    for part in shared_out(_describe, lots, processes):
        found.append(part)
        on_done(done := done + len(part))
    if not found:
        return Described([], np.zeros((0, 2048), dtype=np.uint8))
    counts = np.concatenate([part.counts for part in found])
    return Described([graph for part in found for graph in part.graphs], counts)


def _describe(smiles: list[str]) -> Described:
    from rdkit import Chem

    from mi_core.descriptors.molecules.fingerprints import morgan_counts
    from mi_core.descriptors.molecules.graph import molecule_graph
    from mi_core.descriptors.molecules.physical import describe_physically

    mols = [Chem.MolFromSmiles(text) for text in smiles]
    beside = [np.nan_to_num(describe_physically(mol), nan=0.0) for mol in mols]
    graphs = [replace(molecule_graph(mol), beside=row) for mol, row in zip(mols, beside, strict=True)]
    return Described(graphs, np.stack([morgan_counts(mol) for mol in mols]))
