"""Whether a cell has the shape that its operations need, and the operations of a centred group in its primitive cell."""

from __future__ import annotations

from itertools import permutations, product
from typing import TYPE_CHECKING

import gemmi
import numpy as np

from mi_core.structures.formats.cif.operations import made
from mi_core.structures.formats.cif.symmetry import Meaning

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


def in_primitive_cell(meaning: Meaning, matrix: np.ndarray) -> Meaning | None:
    """Return the operations of a centred group for this cell if it is the group's primitive cell; else None.

    Tried are gemmi's primitive vectors in any order and with any signs; None also where two choices fit and differ.
    """
    group = meaning.operations.group
    if group is None or group.centring_type() == "P":
        return None
    back = np.array(group.centred_to_primitive().rot, dtype=float) / gemmi.Op.DEN
    fitting: dict[frozenset, Operations] = {}
    for axes in _signed_permutations():
        change = axes @ np.linalg.inv(back)
        rotations = np.rint(change @ meaning.operations.rotations @ np.linalg.inv(change))
        found = made(rotations, meaning.operations.shifts @ change.T)
        if deviation(found, matrix) < FITS:
            fitting[found.keys] = found
    if len(fitting) != 1:
        return None
    return Meaning(f"{meaning.name} in its primitive cell", *fitting.values())


def _signed_permutations() -> Iterator[np.ndarray]:
    for order in permutations(range(3)):
        for signs in product((1.0, -1.0), repeat=3):
            yield np.eye(3)[list(order)] * np.array(signs)[:, None]
