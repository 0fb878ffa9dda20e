"""Molecules of a batch as one set of atoms and one of pairs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch

from mi_core.descriptors.molecules.graph import PAIR_CODES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.descriptors.molecules.graph import MoleculeGraph


@dataclass(frozen=True, slots=True)
class MoleculeBatch:
    """b molecules of N atoms and P pairs in all.

    Attributes
    ----------
    atoms : (N, 8) int64
        As in `MoleculeGraph`.
    kinds : (P,) int64
        Which of all combinations of a pair's codes it has, the last code counting fastest.
    first, second : (P,) int64
        Atoms of each pair, counted through the batch.
    molecule : (N,) int64
        Number of the molecule that an atom belongs to, rising.
    n : int
        Molecules.
    beside : (b, d) float32
        Numbers of whole molecules that stand beside the graph; d may be 0.
    """

    atoms: torch.Tensor
    kinds: torch.Tensor
    first: torch.Tensor
    second: torch.Tensor
    molecule: torch.Tensor
    n: int
    beside: torch.Tensor


def collate_molecules(graphs: Sequence[MoleculeGraph]) -> MoleculeBatch:
    """Return the batch of some molecules."""
    sizes = np.array([len(graph) for graph in graphs])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    counts = [len(graph.pairs) for graph in graphs]
    pairs = np.concatenate([graph.pairs for graph in graphs]).astype(np.int64)
    pairs += np.repeat(starts, counts)[:, None]
    codes = np.concatenate([graph.pair_codes for graph in graphs])
    numbers = [np.zeros(0) if graph.beside is None else graph.beside for graph in graphs]
    return MoleculeBatch(
        atoms=torch.from_numpy(np.concatenate([graph.atoms for graph in graphs]).astype(np.int64)),
        kinds=torch.from_numpy(np.ravel_multi_index(tuple(codes.T), PAIR_CODES)),
        first=torch.from_numpy(np.ascontiguousarray(pairs[:, 0])),
        second=torch.from_numpy(np.ascontiguousarray(pairs[:, 1])),
        molecule=torch.from_numpy(np.repeat(np.arange(len(graphs)), sizes)),
        n=len(graphs),
        beside=torch.from_numpy(np.asarray(numbers, dtype=np.float32)),
    )
