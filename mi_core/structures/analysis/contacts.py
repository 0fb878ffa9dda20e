"""The two atoms of a crystal that are closest for their size."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

FARTHEST_A = 3.2  # looked at; half the sum of the two largest radii, of francium, is 2.6 Å
#: Share of the sum of the covalent radii below which atoms overlap. Of 44,773 crystals of the Materials Project one lies
#: below; those below 0.6, a thousandth, are mostly mistaken, such as 1.1 Å from titanium to fluorine.
OVERLAP = 0.5


class Contact(NamedTuple):
    """Positions of two atoms, their distance (Å), and its share of the sum of their covalent radii."""

    first: int
    second: int
    distance: float
    share: float


def closest_contact(numbers: np.ndarray, positions: np.ndarray, cell: np.ndarray) -> Contact | None:
    """Return the closest contact of atoms (n,) at positions (n, 3) in a periodic cell (3, 3), Å; None where none is near.

    Radii: B. Cordero et al., Dalton Trans. 2832 (2008), as ASE has them. An atom touches its own images, too.
    """
    from ase.data import covalent_radii
    from vesin import NeighborList

    finder = NeighborList(cutoff=FARTHEST_A, full_list=False)
    first, second, distance = finder.compute(
        points=np.ascontiguousarray(positions),
        box=np.ascontiguousarray(cell),
        periodic=True,
        quantities="ijd",
    )
    if not len(distance):
        return None
    share = distance / (covalent_radii[numbers[first]] + covalent_radii[numbers[second]])
    at = int(np.argmin(share))
    return Contact(int(first[at]), int(second[at]), float(distance[at]), float(share[at]))
