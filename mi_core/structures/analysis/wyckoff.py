"""The symmetry of a crystal as spglib finds it: space group, point group, system, Wyckoff positions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from mi_core.structures.analysis.cells import SYMPREC

if TYPE_CHECKING:
    from pymatgen.core import Structure


class Orbit(NamedTuple):
    """Sites that symmetry makes one: species, Wyckoff multiplicity and letter, site symmetry, a member."""

    species: str
    wyckoff: str
    site_symmetry: str
    sites: int
    frac_coords: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Symmetry:
    """Symmetry found with a distance tolerance of 0.01 Å.

    wyckoff and site_symmetry hold one string per site of the cell given; multiplicities refer to the
    conventional cell, as in the International Tables.
    """

    space_group: str
    number: int
    point_group: str
    crystal_system: str
    hall: str
    wyckoff: tuple[str, ...]
    site_symmetry: tuple[str, ...]
    orbits: tuple[Orbit, ...]


def describe_symmetry(structure: Structure) -> Symmetry | None:
    """Return the symmetry of a crystal; None where spglib finds none, as with overlapping atoms."""
    from pymatgen.symmetry.analyzer import SpacegroupAnalyzer

    try:
        analyzer = SpacegroupAnalyzer(structure, symprec=SYMPREC)
        dataset = analyzer.get_symmetry_dataset()
    except (ValueError, TypeError, RuntimeError):
        return None
    if dataset is None:
        return None
    orbit = dataset.crystallographic_orbits.tolist()
    size = Counter(orbit)
    per_site = len(dataset.std_types) / len(structure)  # every orbit grows with the cell
    wyckoff = [f"{round(size[o] * per_site)}{w}" for o, w in zip(orbit, dataset.wyckoffs, strict=True)]
    site_symmetry = [str(symbol) for symbol in dataset.site_symmetry_symbols]
    orbits = [
        Orbit(
            structure[first].species_string,
            wyckoff[first],
            site_symmetry[first],
            size[first],
            tuple(structure[first].frac_coords.tolist()),
        )
        for first in sorted(size)
    ]
    return Symmetry(
        space_group=dataset.international,
        number=int(dataset.number),
        point_group=dataset.pointgroup,
        crystal_system=analyzer.get_crystal_system(),
        hall=dataset.hall,
        wyckoff=tuple(wyckoff),
        site_symmetry=tuple(site_symmetry),
        orbits=tuple(sorted(orbits, key=lambda o: (o.species, o.wyckoff))),
    )
