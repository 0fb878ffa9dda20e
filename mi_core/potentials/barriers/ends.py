"""Two arrangements of the same atoms, made ready as the ends of a path."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError

if TYPE_CHECKING:
    from ase import Atoms

MOST_ATOMS = 400
_SAME_CELL = 0.02  # Å by which entries of two equal cells may differ


def check_ends(first: Atoms, second: Atoms) -> None:
    """Raise InputError unless both hold the same atoms in the same cell, few enough for a path in minutes."""
    names = [atoms.get_chemical_formula() for atoms in (first, second)]
    if names[0] != names[1]:
        raise InputError(
            f"A barrier needs the same atoms at both ends; got {names[0]} and {names[1]}. Choose two arrangements of "
            "one cell."
        )
    if len(first) > MOST_ATOMS:
        raise InputError(
            f"A barrier is found for up to {MOST_ATOMS} atoms; got {len(first):,}. Take a smaller cell."
        )
    if np.abs(first.cell.array - second.cell.array).max() > _SAME_CELL:
        lengths = [
            " × ".join(f"{length:.2f}" for length in atoms.cell.lengths()) for atoms in (first, second)
        ]
        raise InputError(
            f"A barrier needs one cell for both ends; got {lengths[0]} Å and {lengths[1]} Å. Choose two arrangements "
            "of one cell, such as two frames of one run."
        )


def matched(first: Atoms, second: Atoms) -> Atoms:
    """Return the second arrangement with its equal atoms numbered, and moved by whole cells, to lie nearest to the first.

    The assignment has the least sum of squared displacements among atoms of one element (scipy's linear_sum_assignment).
    """
    from ase.geometry import find_mic
    from scipy.optimize import linear_sum_assignment

    moved = first.copy()
    for number in np.unique(first.numbers):
        here, there = np.flatnonzero(first.numbers == number), np.flatnonzero(second.numbers == number)
        steps = (second.positions[there][None] - first.positions[here][:, None]).reshape(-1, 3)
        shortest, lengths = find_mic(steps, first.cell, first.pbc)
        rows, columns = linear_sum_assignment(lengths.reshape(len(here), len(there)) ** 2)
        chosen = shortest.reshape(len(here), len(there), 3)[rows, columns]
        moved.positions[here[rows]] = first.positions[here[rows]] + chosen
    return moved
