"""Crystals of one element in the structures that elements take, made without any calculation of their energy.

Distances to the nearest neighbours follow from that of four neighbours by the bond-valence rule, d = d₄ + b ln(N / 4) with
b = 0.37 Å: Brown & Altermatt, Acta Cryst. B 41, 244 (1985), eq. 1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from ase import Atoms

SOFTNESS = 0.37  # b of the rule, Å
#: Ratios of axes: ideal where symmetry leaves them free, but of β-tin and the simple hexagonal as silicon takes them
#: under pressure (Hu, Merkle, Menoni & Spain, Phys. Rev. B 34, 4679 (1986)).
_TIN_RATIO, _HEXAGONAL_RATIO = 0.55, 0.94


@dataclass(frozen=True, slots=True)
class Phase:
    """A structure: its title, the number of nearest neighbours, and how it is built from an element and a distance."""

    title: str
    neighbours: int
    build: Callable[[str, float], Atoms]


def phase_of(element: str, name: str, four_neighbours: float | None = None) -> Atoms:
    """Return the primitive cell of an element in a phase of PHASES.

    four_neighbours : distance (Å) to each of four neighbours; by default twice the covalent radius (Cordero et al. 2008).
    """
    phase = PHASES[name]
    return phase.build(element, nearest_distance(element, phase.neighbours, four_neighbours))


def nearest_distance(element: str, neighbours: int, four_neighbours: float | None = None) -> float:
    """Return the distance (Å) to the nearest of so many neighbours, by the bond-valence rule."""
    from ase.data import atomic_numbers, covalent_radii

    single = four_neighbours or 2 * float(covalent_radii[atomic_numbers[element]])
    return single + SOFTNESS * math.log(neighbours / 4)


def _bulk(structure: str, edge: float) -> Callable[[str, float], Atoms]:
    """Return how to build one of ASE's structures whose edge is so many distances long."""

    def build(element: str, distance: float) -> Atoms:
        from ase.build import bulk

        return bulk(element, structure, a=edge * distance)

    return build


def _cell(element: str, lengths: list[float], places: list[tuple[float, float, float]]) -> Atoms:
    from ase import Atoms

    return Atoms([element] * len(places), cell=lengths, scaled_positions=places, pbc=True)


def _lonsdaleite(element: str, distance: float) -> Atoms:
    height = 8 / 3 * distance
    places = [(1 / 3, 2 / 3, 0.0), (2 / 3, 1 / 3, 1 / 2), (1 / 3, 2 / 3, 3 / 8), (2 / 3, 1 / 3, 7 / 8)]
    edge = math.sqrt(8 / 3) * distance
    return _cell(element, [edge, edge, height, 90, 90, 120], places)


def _beta_tin(element: str, distance: float) -> Atoms:
    edge = distance / math.sqrt(1 / 4 + (_TIN_RATIO / 4) ** 2)
    places = [(0.0, 0.0, 0.0), (0.5, 0.5, 0.5), (0.0, 0.5, 0.25), (0.5, 0.0, 0.75)]
    return _cell(element, [edge, edge, _TIN_RATIO * edge, 90, 90, 90], places)


def _simple_hexagonal(element: str, distance: float) -> Atoms:
    edge = distance / _HEXAGONAL_RATIO
    return _cell(element, [edge, edge, distance, 90, 90, 120], [(0.0, 0.0, 0.0)])


def _hcp(element: str, distance: float) -> Atoms:
    places = [(1 / 3, 2 / 3, 1 / 4), (2 / 3, 1 / 3, 3 / 4)]
    return _cell(element, [distance, distance, math.sqrt(8 / 3) * distance, 90, 90, 120], places)


PHASES = {
    "diamond": Phase("diamond", 4, _bulk("diamond", 4 / math.sqrt(3))),
    "lonsdaleite": Phase("lonsdaleite", 4, _lonsdaleite),
    "beta-tin": Phase("β-tin", 6, _beta_tin),
    "simple-hexagonal": Phase("simple hexagonal", 8, _simple_hexagonal),
    "simple-cubic": Phase("simple cubic", 6, _bulk("sc", 1.0)),
    "bcc": Phase("body-centred cubic", 8, _bulk("bcc", 2 / math.sqrt(3))),
    "fcc": Phase("face-centred cubic", 12, _bulk("fcc", math.sqrt(2))),
    "hcp": Phase("hexagonal close-packed", 12, _hcp),
}
