"""The cell and the atoms of a crystal, as figures of a density show them."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.structures.drawing.colours import drawn_radius, element_colour

if TYPE_CHECKING:
    from pymatgen.core import Structure

AT_A_FACE = 1e-3  # fractional: such an atom is drawn at the opposite face, too


def atoms_in_cell(structure: Structure) -> pd.DataFrame:
    """Return the atoms of an ordered crystal within its cell, those on faces on both.

    Columns: element; a, b, c, fractional; x, y, z in Å; colour; radius in Å, as drawn.
    """
    rows = []
    for site in structure:
        place = np.mod(site.frac_coords, 1.0)
        place[place > 1 - AT_A_FACE] -= 1
        images = [(at, at + 1) if at < AT_A_FACE else (at,) for at in place]
        rows += [(site.specie.symbol, *image) for image in itertools.product(*images)]
    atoms = pd.DataFrame(rows, columns=["element", "a", "b", "c"])
    atoms[["x", "y", "z"]] = atoms[["a", "b", "c"]].to_numpy() @ structure.lattice.matrix
    atoms["colour"] = atoms["element"].map(element_colour)
    atoms["radius"] = atoms["element"].map(drawn_radius)
    return atoms


def cell_edges(cell: np.ndarray) -> np.ndarray:
    """Return the twelve edges of a cell (3, 3) as one line in Å, (36, 3): two ends each, then NaN."""
    ends = []
    for axis in range(3):
        for corner in itertools.product((0, 1), repeat=2):
            first = np.insert(np.array(corner, dtype=float), axis, 0.0)
            ends += [first, first + np.eye(3)[axis], np.full(3, np.nan)]
    return np.array(ends) @ cell
