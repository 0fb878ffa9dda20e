"""Whether the atoms of a single frame can be computed with at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.potentials.neighbours import find_neighbours
from mi_core.structures.checks import VOLUME_PER_ATOM_A3, check_cell

if TYPE_CHECKING:
    from ase import Atoms

CLOSEST_A = 0.3  # H–H is 0.74 Å; whatever comes nearer is a mistake, not a repulsion to learn
_FARTHEST_A = 1e5


def check_atoms(atoms: Atoms, most_atoms: int) -> None:
    """Raise InputError for atoms without numbers, in a flat cell, upon each other, or more than `most_atoms`."""
    if len(atoms) > most_atoms:
        raise InputError(
            f"The frame holds {len(atoms):,} atoms and at most {most_atoms:,} are allowed; cut a smaller cell from it."
        )
    if not np.isfinite(atoms.cell.array).all():
        raise InputError("The cell is not made of finite numbers; write its vectors in Å.")
    _check_positions(atoms)
    _check_cell(atoms)
    _check_distances(atoms)


def _check_positions(atoms: Atoms) -> None:
    usable = (np.abs(atoms.positions) < _FARTHEST_A).all(axis=1)  # false for NaN, too
    if not usable.all():
        i = int(np.argmin(usable))
        raise InputError(
            f"Atom {i + 1} ({atoms.symbols[i]}) has a position that is no number below {_FARTHEST_A:,.0f} Å; "
            "correct it or delete the frame."
        )


def _check_cell(atoms: Atoms) -> None:
    if not atoms.pbc.any():
        return
    if (~atoms.cell.array.any(axis=1) & atoms.pbc).any():
        raise InputError(
            "The frame repeats in a direction in which its cell has no vector; write nine numbers into Lattice, or F into "
            "pbc for that direction."
        )
    volume, _ = check_cell(atoms.cell.complete().array)
    if atoms.pbc.all() and volume / len(atoms) < VOLUME_PER_ATOM_A3[0]:
        raise InputError(
            f"The cell leaves {volume / len(atoms):.2g} Å³ to each atom, and matter needs at least "
            f"{VOLUME_PER_ATOM_A3[0]:g}; check that lengths are in Å."
        )


def _check_distances(atoms: Atoms) -> None:
    pairs = find_neighbours(atoms, CLOSEST_A)
    if len(pairs.first):
        i, j = int(pairs.first[0]), int(pairs.second[0])
        raise InputError(
            f"Atoms {i + 1} and {j + 1} are {np.linalg.norm(pairs.vectors[0]):.2g} Å apart, and at least {CLOSEST_A} Å are "
            "needed; check positions and cell, or delete the frame."
        )
