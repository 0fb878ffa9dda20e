"""What kind of environment each atom is in, by common neighbours (pyscal3).

References: Maras et al., Comput. Phys. Commun. 205, 13 (2016) for diamonds; Stukowski, Modelling Simul. Mater. Sci. Eng. 20,
045021 (2012) for the close-packed ones, adaptive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.potentials.neighbours import find_neighbours

if TYPE_CHECKING:
    from ase import Atoms

OTHER = "other"
#: Titles by the numbers of pyscal3.
DIAMONDS = (
    OTHER, "cubic diamond", "cubic diamond, 1st neighbour", "cubic diamond, 2nd neighbour", "hexagonal diamond",
    "hexagonal diamond, 1st neighbour", "hexagonal diamond, 2nd neighbour",
)  # fmt: skip
CLOSE_PACKED = (OTHER, "fcc", "hcp", "bcc", "icosahedral")
_LEAST = 60  # atoms: smaller cells are repeated, since common neighbours need a surrounding


def common_neighbour_labels(atoms: Atoms) -> list[str]:
    """Return the label of each atom: a diamond, a close-packed structure, or "other"."""
    import warnings

    import pyscal3

    repeats = _repeats(atoms)
    found = []
    for analyse, titles in (
        (pyscal3.diamond_structure, DIAMONDS),
        (pyscal3.common_neighbor_analysis, CLOSE_PACKED),
    ):
        large = atoms.copy().repeat(repeats)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # atoms of surfaces have few neighbours: they are "other"
            analyse(large)
        found.append([titles[number] for number in large.arrays["pyscal_structure"][: len(atoms)]])
    return [diamond if diamond != OTHER else packed for diamond, packed in zip(*found, strict=True)]


def coordination(atoms: Atoms, bond: float) -> np.ndarray:
    """Return the number of neighbours (n_atoms,) closer than `bond`, Å."""
    return np.bincount(find_neighbours(atoms, bond).first, minlength=len(atoms))


def _repeats(atoms: Atoms) -> tuple[int, int, int]:
    """Return how often to repeat a cell in each periodic direction for it to hold enough atoms."""
    times = 1
    periodic = int(np.sum(atoms.pbc))
    while periodic and len(atoms) * times**periodic < _LEAST:
        times += 1
    first, second, third = (times if one else 1 for one in atoms.pbc)
    return first, second, third
