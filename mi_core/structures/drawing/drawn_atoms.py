"""Which atoms, and which of their periodic copies, are drawn: the cell, its walls, and complete polyhedra."""

from __future__ import annotations

import itertools
import warnings
from typing import TYPE_CHECKING

import numpy as np

from mi_core.structures.analysis.cells import majority_elements

if TYPE_CHECKING:
    from pymatgen.core import Structure

    from mi_core.structures.drawing.bonds import Bonds

WALL = 0.3  # Å: an atom this near to a wall of the cell is drawn on the opposite wall too
POLYHEDRON_MIN, POLYHEDRON_USUAL, POLYHEDRON_MAX = 4, 8, 12  # coordination numbers

Copy = tuple[int, int, int, int]  # site index and the cell that the copy lies in


def copies_in_cell(structure: Structure, supercell: tuple[int, int, int]) -> list[Copy]:
    """Return the copies of all sites inside the repeated cell, with those on its walls on either side."""
    heights = 1.0 / np.linalg.norm(structure.lattice.inv_matrix, axis=0)
    tolerance = np.minimum(WALL / heights, 0.05)
    copies: list[Copy] = []
    for site, coordinates in enumerate(structure.frac_coords):
        along = [
            _cells(x, repeat, wall) for x, repeat, wall in zip(coordinates, supercell, tolerance, strict=True)
        ]
        copies += [(site, a, b, c) for a, b, c in itertools.product(*along)]
    return copies


def _cells(coordinate: float, repeat: int, tolerance: float) -> range:
    first = int(np.ceil(-coordinate - tolerance))
    last = int(np.floor(repeat - coordinate + tolerance))
    return range(first, last + 1)


def polyhedron_sites(structure: Structure, bonds: Bonds) -> set[int]:
    """Return the sites at the centre of a polyhedron: all neighbours more electronegative, 4 to 8 of them.

    Only where no such site exists do 9 to 12 neighbours count, so that the cuboctahedra of a perovskite's A
    site do not hide the octahedra.
    """
    chi = _electronegativities(majority_elements(structure))
    is_cation_bond = chi[bonds.neighbour] > chi[bonds.centre]
    number = bonds.coordination(len(structure))
    towards_anions = np.bincount(bonds.centre, weights=is_cation_bond, minlength=len(structure))
    candidates = (number >= POLYHEDRON_MIN) & (number <= POLYHEDRON_MAX) & (towards_anions == number)
    usual = candidates & (number <= POLYHEDRON_USUAL)
    return set(np.flatnonzero(usual if usual.any() else candidates).tolist())


def _electronegativities(symbols: list[str]) -> np.ndarray:
    from pymatgen.core import Element

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # rare gases have none: NaN compares as "not more electronegative"
        return np.array(
            [Element(s).X if Element.is_valid_symbol(s) else np.nan for s in symbols], dtype=float
        )


class BondTable:
    """The bonds of each site, for walking from copy to copy."""

    def __init__(self, bonds: Bonds, n_sites: int) -> None:
        self._targets: list[list[Copy]] = [[] for _ in range(n_sites)]
        for centre, neighbour, image in zip(
            bonds.centre.tolist(), bonds.neighbour.tolist(), bonds.image.tolist(), strict=True
        ):
            self._targets[centre].append((neighbour, *image))

    def neighbours(self, copy: Copy) -> list[Copy]:
        """Return the copies bonded to this one."""
        site, x, y, z = copy
        return [(other, x + dx, y + dy, z + dz) for other, dx, dy, dz in self._targets[site]]
