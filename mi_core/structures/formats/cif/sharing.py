"""Sites at one place: mixed occupancy, copies by symmetry, hydroxyl; occupancies are added and never lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.structures.formats.cif.sites import FULL
from mi_core.words import shown

if TYPE_CHECKING:
    from mi_core.structures.formats.cif.expansion import Orbits
    from mi_core.structures.formats.cif.sites import Sites

SHARED_A = 0.02  # sites of different labels that lie nearer are one place with mixed occupancy
_FEW = 50_000  # pairs that are compared one by one
_MOST_AT_A_PLACE = 100  # sites, about as many as there are elements
Species = dict[str, float]


def shared(
    sites: Sites, found: Orbits, matrix: np.ndarray
) -> tuple[list[Species], np.ndarray, tuple[str, ...]]:
    """Return the content of each place, its (k, 3) fractions of the cell, and remarks.

    InputError names sites that share a place and together hold more than one atom; hydrogen does not count there,
    because a hydroxyl's is often given the place of its oxygen.
    """
    pairs = _pairs(sites, found, matrix)
    if not pairs:
        own = [{e: o} for e, o in zip(sites.elements, sites.occupancies.tolist(), strict=True)]
        return [own[i] for i in found.site.tolist()], found.coords, ()
    groups = _groups(len(sites.labels), pairs)
    contents: dict[int, Species] = {}
    remarks: dict[str, None] = {}
    for members in groups:
        contents[members[0]] = _content(sites, members, found, matrix, remarks)
    kept = np.isin(found.site, list(contents))
    return [contents[i] for i in found.site[kept].tolist()], found.coords[kept], tuple(remarks)


def _groups(n: int, pairs: list[tuple[int, int]]) -> list[list[int]]:
    """Return the n listed sites, those of one place together."""
    leader = list(range(n))
    for i, j in pairs:
        a, b = sorted((_first(leader, i), _first(leader, j)))
        leader[b] = a
    groups: dict[int, list[int]] = {}
    for i in range(n):
        groups.setdefault(_first(leader, i), []).append(i)
    return list(groups.values())


def _first(leader: list[int], i: int) -> int:
    while leader[i] != i:
        i = leader[i]
    return i


def _pairs(sites: Sites, found: Orbits, matrix: np.ndarray) -> list[tuple[int, int]]:
    """Return pairs of different sites of which an image of one lies on the other."""
    listed = found.positions
    if len(listed) == 1:
        return []
    if len(listed) * len(found.coords) > _FEW:
        return _pairs_of_many(sites, found, matrix)
    steps = found.coords[:, None] - listed
    steps -= np.rint(steps)
    near = ((steps @ matrix) ** 2).sum(axis=2) < SHARED_A**2
    near[np.arange(len(found.site)), found.site] = False
    images, places = np.nonzero(near)
    return sorted(set(zip(found.site[images].tolist(), places.tolist(), strict=True)))


def _pairs_of_many(sites: Sites, found: Orbits, matrix: np.ndarray) -> list[tuple[int, int]]:
    from scipy.spatial import cKDTree

    reach = min(SHARED_A * float(np.linalg.norm(np.linalg.inv(matrix), 2)), 0.49)  # in fractions of the cell
    listed = found.positions - np.floor(found.positions)
    listed[listed >= 1.0] = 0.0
    tree = cKDTree(listed, boxsize=1.0)
    near = np.nonzero(tree.query_ball_point(found.coords, reach, return_length=True))[0]
    pairs: set[tuple[int, int]] = set()
    for image in near.tolist():  # one by one, because all at once may be as many as the square of the sites
        i, places = int(found.site[image]), tree.query_ball_point(found.coords[image], reach)
        steps = found.coords[image] - listed[places]
        shares = (((steps - np.rint(steps)) @ matrix) ** 2).sum(axis=1) < SHARED_A**2
        if shares.sum() > _MOST_AT_A_PLACE:
            raise InputError(
                f"Sites {_named(sites, np.array(places)[shares])} and more, {shares.sum():,} in all, share one place; "
                "one place holds at most one atom."
            )
        pairs.update((i, j) for j in np.array(places)[shares].tolist() if j != i)
    return sorted(pairs)


def _content(sites: Sites, members: list[int], found: Orbits, matrix, remarks: dict[str, None]) -> Species:
    if len(members) == 1:
        return {sites.elements[members[0]]: float(sites.occupancies[members[0]])}
    amounts: Species = {}
    for element in dict.fromkeys(sites.elements[i] for i in members):
        same = [i for i in members if sites.elements[i] == element]
        amounts[element] = _amount(sites, same, found, matrix, remarks)
    heavy = sum(amount for element, amount in amounts.items() if element != "H")
    if heavy > FULL:
        raise InputError(
            f"Sites {_named(sites, members)} share one place and their occupancies sum to {heavy:.4g}; "
            "one place holds at most one atom."
        )
    if heavy and "H" in amounts and heavy + amounts["H"] > FULL:
        del amounts["H"]
        remarks[
            f"Hydrogen is missing: {_named(sites, members)} share one place, of which only the heavy atom was kept."
        ] = None
    total = sum(amounts.values())
    return {element: amount / max(total, 1.0) for element, amount in amounts.items()}


def _amount(sites: Sites, same: list[int], found: Orbits, matrix, remarks: dict[str, None]) -> float:
    """Return how much of one element is there: the sum over labels, where copies by symmetry count once."""
    by_label: dict[str, float] = {}
    for i in same:
        label = sites.labels[i]
        by_label[label] = max(by_label.get(label, 0.0), float(sites.occupancies[i]))
    total = sum(by_label.values())
    if len(by_label) < len(same) or total > FULL:
        if _listed_twice(same, found, matrix):
            i, j = same[:2]
            raise InputError(
                f"Sites {_named(sites, same)} overlap: {sites.elements[i]} is listed {len(same)} times at one place "
                f"({', '.join(f'{x:.4g}' for x in found.positions[j])}); remove duplicates."
            )
        remarks[
            "Sites that are copies of each other by symmetry are listed one by one; each place was filled once."
        ] = None
        total = total if total <= FULL else max(by_label.values())
    return total


def _listed_twice(same: list[int], found: Orbits, matrix: np.ndarray) -> bool:
    """Whether two of the sites are listed at the very same place, not only at places that symmetry makes the same."""
    places = found.positions[same]
    steps = places[:, None] - places[None]
    near = (((steps - np.rint(steps)) @ matrix) ** 2).sum(axis=2) < SHARED_A**2
    return bool((near.sum(axis=1) > 1).any())


def _named(sites: Sites, members: list[int]) -> str:
    return ", ".join(shown(sites.labels[i], 20) for i in members[:6])
