"""Who is bonded to whom, for drawing: CrystalNN for small cells, Jmol's radius rule for large ones.

CrystalNN: Pan et al., Inorg. Chem. 60, 1590 (2021). Jmol's rule: bonded when the distance is below the sum of
the two covalent radii plus 0.45 Å; the radii are those of pymatgen's JmolNN.
"""

from __future__ import annotations

import functools
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.structures.analysis.cells import majority_elements

if TYPE_CHECKING:
    from pymatgen.core import Structure

CRYSTAL_NN_MAX_SITES = 100  # CrystalNN takes 6 ms a site: 0.6 s
AUTO_MAX_SITES = 300  # above it bonds hide the crystal rather than explain it
JMOL_TOLERANCE = 0.45  # Å
JMOL_MIN_DISTANCE = 0.4  # Å


@dataclass(frozen=True, slots=True, eq=False)
class Bonds:
    """Directed bonds: every bond is listed from both of its ends.

    centre, neighbour : (n_bonds,) site indices; image : (n_bonds, 3) cell of the neighbour relative to the
    centre's; method : the rule that found them.
    """

    centre: np.ndarray
    neighbour: np.ndarray
    image: np.ndarray
    method: str

    def coordination(self, n_sites: int) -> np.ndarray:
        """Return the number of bonds of each site, (n_sites,)."""
        return np.bincount(self.centre, minlength=n_sites)


def find_bonds(structure: Structure, method: str = "auto") -> Bonds:
    """Return the bonds of a crystal by "CrystalNN", "Jmol radii", or by whichever suits its size ("auto")."""
    if method == "auto":
        method = "CrystalNN" if len(structure) <= CRYSTAL_NN_MAX_SITES else "Jmol radii"
    if method not in _METHODS:
        raise InputError(f"Bond rule {method!r} is not known; choose one of auto, {', '.join(_METHODS)}.")
    return _METHODS[method](structure)


def ordered_by_majority(structure: Structure) -> Structure:
    """Return the crystal with every mixed site held by its most abundant element, as bond rules need."""
    if structure.is_ordered:
        return structure
    from pymatgen.core import Structure

    return Structure(structure.lattice, majority_elements(structure), structure.frac_coords)


def crystal_nn():
    """Return pymatgen's CrystalNN as this product uses it: coordination by solid angle, no charges needed."""
    from pymatgen.analysis.local_env import CrystalNN

    return CrystalNN()


def _by_crystal_nn(structure: Structure) -> Bonds:
    finder, ordered, pairs = crystal_nn(), ordered_by_majority(structure), []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it asks for oxidation states, which it does not need
            for centre in range(len(ordered)):
                pairs += [
                    (centre, near["site_index"], *near["image"])
                    for near in finder.get_nn_info(ordered, centre)
                ]
    except (ValueError, RuntimeError, KeyError, IndexError, TypeError, ArithmeticError):
        return _by_jmol_radii(structure)  # no Voronoi cell or no radius: the result names the rule used
    return _both_ways(np.array(pairs, dtype=int).reshape(-1, 5), "CrystalNN")


def _by_jmol_radii(structure: Structure) -> Bonds:
    radius = _jmol_radii()
    radii = np.array([radius.get(element, 0.0) for element in majority_elements(structure)])
    centre, neighbour, image, distance = structure.get_neighbor_list(2 * radii.max() + JMOL_TOLERANCE)
    reach = radii[centre] + radii[neighbour] + JMOL_TOLERANCE
    known = (radii[centre] > 0) & (radii[neighbour] > 0)
    bonded = known & (distance <= reach) & (distance >= JMOL_MIN_DISTANCE)
    pairs = np.column_stack([centre, neighbour, image])[bonded].astype(int)
    return _both_ways(pairs.reshape(-1, 5), "Jmol radii")


_METHODS = {"CrystalNN": _by_crystal_nn, "Jmol radii": _by_jmol_radii}


@functools.cache
def _jmol_radii() -> dict[str, float]:
    from pymatgen.analysis.local_env import JmolNN

    return dict(JmolNN().el_radius)


def _both_ways(pairs: np.ndarray, method: str) -> Bonds:
    """Return each (centre, neighbour, image) once from either end; CrystalNN may name it from one only."""
    reverse = np.column_stack([pairs[:, 1], pairs[:, 0], -pairs[:, 2:]])
    every = np.unique(np.vstack([pairs, reverse]), axis=0)
    return Bonds(every[:, 0], every[:, 1], every[:, 2:], method)
