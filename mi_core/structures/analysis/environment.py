"""One site of a crystal: element, Wyckoff position, coordinates, and its coordination shell."""

from __future__ import annotations

import warnings
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.structures.analysis.cells import majority_elements
from mi_core.structures.analysis.wyckoff import describe_symmetry
from mi_core.structures.drawing.bonds import crystal_nn, ordered_by_majority

if TYPE_CHECKING:
    from pymatgen.core import Structure


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A neighbour of a site: its element, its distance in Å, its index and the cell that it lies in."""

    element: str
    distance_angstrom: float
    index: int
    image: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class SiteDescription:
    """What a site is and what surrounds it.

    wyckoff : multiplicity and letter in the conventional cell ("8c"), empty when spglib finds no symmetry;
    site_symmetry : its point group in spglib's notation; frac_coords : (3,) of the cell given;
    neighbours : nearest first; method : the rule that chose them.
    """

    index: int
    element: str
    species: str
    wyckoff: str
    site_symmetry: str
    frac_coords: tuple[float, float, float]
    neighbours: tuple[Neighbour, ...]
    method: str

    @property
    def coordination_number(self) -> int:
        """Number of neighbours in the first shell."""
        return len(self.neighbours)

    @property
    def shell(self) -> str:
        """Neighbours by element, such as "6 O" or "4 O + 2 F"."""
        return " + ".join(f"{n} {e}" for e, n in Counter(x.element for x in self.neighbours).most_common())


def describe_site(structure: Structure, index: int) -> SiteDescription:
    """Return the description of one site; InputError for an index that the structure does not have."""
    if not 0 <= index < len(structure):
        raise InputError(f"Site {index} does not exist; this cell has sites 0 to {len(structure) - 1}.")
    symmetry = describe_symmetry(structure)
    neighbours, method = _coordination(structure, index)
    site = structure[index]
    x, y, z = map(float, site.frac_coords)
    return SiteDescription(
        index=index,
        element=majority_elements(structure)[index],
        species=site.species_string,
        wyckoff=symmetry.wyckoff[index] if symmetry else "",
        site_symmetry=symmetry.site_symmetry[index] if symmetry else "",
        frac_coords=(x, y, z),
        neighbours=neighbours,
        method=method,
    )


def _coordination(structure: Structure, index: int) -> tuple[tuple[Neighbour, ...], str]:
    from pymatgen.analysis.local_env import MinimumDistanceNN

    ordered = ordered_by_majority(structure)
    note = "" if structure.is_ordered else ", mixed sites by their most abundant element"
    finders = {
        "CrystalNN": crystal_nn(),
        "nearest shell within 10 % (MinimumDistanceNN)": MinimumDistanceNN(tol=0.1),
    }
    for method, finder in finders.items():
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found = finder.get_nn_info(ordered, index)
        except (ValueError, RuntimeError, KeyError, IndexError, TypeError, ArithmeticError):
            continue
        if found:
            return _sorted_neighbours(ordered, index, found), method + note
    return (), "no neighbour found"


def _sorted_neighbours(structure: Structure, index: int, found: list[dict]) -> tuple[Neighbour, ...]:
    centre, elements = structure[index].coords, majority_elements(structure)
    neighbours = [
        Neighbour(
            element=elements[near["site_index"]],
            distance_angstrom=float(np.linalg.norm(near["site"].coords - centre)),
            index=int(near["site_index"]),
            image=(int(a), int(b), int(c)),
        )
        for near in found
        for a, b, c in (near["image"],)
    ]
    return tuple(sorted(neighbours, key=lambda n: (round(n.distance_angstrom, 3), n.element, n.index)))
