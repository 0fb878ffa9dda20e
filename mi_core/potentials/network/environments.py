"""The surroundings of each atom as arrays of equal length, which matrix products take at once.

A padded neighbour lies at the cut-off, where all functions and their slopes are zero: it sends no message.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_core.potentials.neighbours import Neighbours

ATOMS_AT_ONCE = 64  # keeps what belongs to them in the cache


@dataclass(frozen=True, slots=True)
class Environments:
    """Neighbours of some atoms of a frame, n of them, with k neighbours at most, and one at least, if a padded one.

    Attributes
    ----------
    atoms : slice
        Which atoms of the frame.
    pairs : slice
        Their pairs in the frame's list.
    places : (n_pairs, 2) int
        Row and column of each pair in the arrays below.
    distances : (n, k)
        Å.
    directions : (n, k, 3)
        Unit vectors from the atom to its neighbour.
    elements : (n, k) int
        Of the neighbours, as numbers from zero; -1 where there is none.
    """

    atoms: slice
    pairs: slice
    places: np.ndarray
    distances: np.ndarray
    directions: np.ndarray
    elements: np.ndarray


def split_environments(pairs: Neighbours, elements: np.ndarray, cutoff: float) -> Iterator[Environments]:
    """Yield the environments of all atoms, some at a time; `elements` (n_atoms,) numbers each atom's element."""
    starts = pairs.starts
    for begin in range(0, pairs.n_atoms, ATOMS_AT_ONCE):
        end = min(begin + ATOMS_AT_ONCE, pairs.n_atoms)
        yield _pad(pairs, elements, cutoff, slice(begin, end), slice(starts[begin], starts[end]))


def _pad(pairs: Neighbours, elements: np.ndarray, cutoff: float, atoms: slice, part: slice) -> Environments:
    rows = pairs.first[part] - atoms.start
    columns = np.arange(part.start, part.stop) - pairs.starts[pairs.first[part]]
    shape = (atoms.stop - atoms.start, int(columns.max(initial=0)) + 1)
    lengths = np.linalg.norm(pairs.vectors[part], axis=1)
    distances = np.full(shape, cutoff)
    distances[rows, columns] = lengths
    directions = np.zeros((*shape, 3))
    directions[rows, columns] = pairs.vectors[part] / lengths[:, None]
    kinds = np.full(shape, -1)
    kinds[rows, columns] = elements[pairs.second[part]]
    return Environments(atoms, part, np.stack([rows, columns], axis=1), distances, directions, kinds)
