"""The cell of a crystal that matrices of its atoms are made of, so that they do not depend on the one that was given."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from mi_core.structures.analysis.cells import SYMPREC

if TYPE_CHECKING:
    import numpy as np
    from pymatgen.core import Structure


def primitive_cell(structure: Structure) -> Structure:
    """Return an ordered crystal in a primitive cell, by spglib; the given cell where it is one.

    Atoms within 0.01 Å of a translation of the crystal count as its images.
    """
    # A lattice translation inside the cell divides the number of atoms of every element.
    if math.gcd(*Counter(structure.atomic_numbers).values()) == 1:
        return structure
    import spglib
    from pymatgen.core import Element, Structure

    cell = (structure.lattice.matrix, structure.frac_coords, structure.atomic_numbers)
    found = spglib.standardize_cell(
        cell,  # type: ignore[arg-type]  # takes arrays, too
        to_primitive=True,
        no_idealize=True,
        symprec=SYMPREC,
    )
    if found is None or len(found[2]) == len(structure):
        return structure
    lattice, positions, numbers = found
    return Structure(lattice, [Element.from_Z(number) for number in numbers], positions)


def niggli_basis(lattice: np.ndarray) -> np.ndarray:
    """Return a reduced basis of the lattice with rows a, b, c (3, 3) in Å; the given one where spglib finds none.

    P. Niggli, Krystallographische und strukturtheoretische Grundbegriffe (1928). Its lengths and angles are unique, its
    vectors are not: a symmetry of the lattice makes another such basis.
    """
    import spglib

    found = spglib.niggli_reduce(lattice)
    return lattice if found is None else found
