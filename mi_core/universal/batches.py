"""Crystals side by side in one neighbour list, a few at a time, so that arrays stay in the processor's cache."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pymatgen.core import Structure

ATOMS_AT_ONCE = 60


@dataclass(frozen=True, slots=True)
class NeighbourBatch:
    """Several crystals as one list of atoms and of pairs within a cut-off.

    Attributes
    ----------
    numbers : (n_atoms,) int64
    centre, neighbour : (n_pairs,) int64
    vector : (n_pairs, 3) float32
        From the centre to the neighbour, Å.
    first : (n_crystals + 1,) int64
        Where the atoms of each crystal begin, and the end.
    """

    numbers: np.ndarray
    centre: np.ndarray
    neighbour: np.ndarray
    vector: np.ndarray
    first: np.ndarray


def parts_of(sizes: Sequence[int], at_once: int = ATOMS_AT_ONCE) -> Iterator[list[int]]:
    """Yield positions of crystals of like size whose atoms together do not pass `at_once`, or of one larger crystal."""
    part: list[int] = []
    atoms = 0
    for position in np.argsort(sizes, kind="stable"):
        if part and atoms + sizes[position] > at_once:
            yield part
            part, atoms = [], 0
        part.append(int(position))
        atoms += sizes[position]
    if part:
        yield part


def neighbour_batch(structures: Sequence[Structure], cutoff: float) -> NeighbourBatch:
    """Return all periodic pairs of the crystals within `cutoff` (Å), atoms numbered through."""
    from vesin import NeighborList

    finder = NeighborList(cutoff=cutoff, full_list=True)
    centres, neighbours, vectors = [], [], []
    first = np.cumsum([0, *map(len, structures)])
    for start, structure in zip(first, structures, strict=False):
        centre, neighbour, vector = finder.compute(
            points=np.ascontiguousarray(structure.cart_coords),
            box=np.ascontiguousarray(structure.lattice.matrix),
            periodic=True,
            quantities="ijD",
        )
        centres.append(centre.astype(np.int64) + start)
        neighbours.append(neighbour.astype(np.int64) + start)
        vectors.append(vector.astype(np.float32))
    return NeighbourBatch(
        numbers=np.concatenate(
            [np.array(structure.atomic_numbers, dtype=np.int64) for structure in structures]
        ),
        centre=np.concatenate(centres),
        neighbour=np.concatenate(neighbours),
        vector=np.concatenate(vectors),
        first=first,
    )
