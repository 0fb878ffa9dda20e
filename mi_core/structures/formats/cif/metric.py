"""Whether a cell has the shape that its operations need, and the operations of a centred group in its primitive cell."""

from __future__ import annotations

from itertools import permutations, product
from typing import TYPE_CHECKING

import gemmi
import numpy as np

from mi_core.structures.formats.cif.group_names import Meaning
from mi_core.structures.formats.cif.operations import distinct_operations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_core.structures.formats.cif.operations import Operations

FITS = 0.02  # relative deviation of the metric tensor: rounding, and small strains
BARELY_FITS = 0.1


def deviation(operations: Operations, matrix: np.ndarray) -> float:
    """Return how far the lattice is from the symmetry of the operations: largest relative change of its metric tensor.

    The change is that to the mean over the operations, which is zero if and only if all of them are isometries.
    """
    metric = matrix @ matrix.T
    edges = np.sqrt(metric.diagonal())
    change = metric - (operations.metric_mean @ metric.ravel()).reshape(3, 3)
    return float(np.abs(change / edges / edges[:, None]).max())


def in_cell(meaning: Meaning, matrix: np.ndarray) -> list[Meaning]:
    """Return the operations if the cell allows them, else those of its primitive cell, in all ways to choose it."""
    if deviation(meaning.operations, matrix) < FITS:
        return [meaning]
    group = meaning.operations.group
    if group is None or group.centring_type() == "P":
        return []
    back = np.array(group.centred_to_primitive().rot, dtype=float) / gemmi.Op.DEN
    fitting: dict[frozenset, Operations] = {}
    for axes in _signed_permutations():  # gemmi's primitive vectors in any order and with any signs
        change = axes @ np.linalg.inv(back)
        rotations = np.rint(change @ meaning.operations.rotations @ np.linalg.inv(change))
        found = distinct_operations(rotations, meaning.operations.shifts @ change.T)
        if deviation(found, matrix) < FITS:
            fitting.setdefault(found.keys, found)
    return [Meaning(f"{meaning.name} in its primitive cell", found) for found in fitting.values()]


def _signed_permutations() -> Iterator[np.ndarray]:
    for order in permutations(range(3)):
        for signs in product((1.0, -1.0), repeat=3):
            yield np.eye(3)[list(order)] * np.array(signs)[:, None]
