"""A start that is nearly the answer: the convex hull of few points, refined between the samples until nothing lies below it.

Column generation (P. C. Gilmore & R. E. Gomory, Operations Research 9, 849, 1961): the hull of the points so far gives a
plane, `off_grid` finds what of each phase lies furthest below that plane, these points join, and again. Each hull has at
most as many phases as there are elements, so the minimiser gets no more of them than it can balance; it goes in circles
where there are more, or loses a phase that it needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_core.alloys.thermodynamics.solver.composition_sets import new_set
from mi_core.alloys.thermodynamics.solver.hull_start import hull, joined
from mi_core.alloys.thermodynamics.solver.off_grid import highest_off_grid
from mi_core.alloys.thermodynamics.solver.system import ABOVE_ALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.alloys.thermodynamics.solver.system import ElementSystem

MOST_HULLS = 25
BELOW = 0.01  # J/mol: what lies less below the plane is left to the minimiser


class Column(NamedTuple):
    """One point of a phase: site fractions (dof,), mole fractions (elements,), energy in J/mol atoms."""

    phase: str
    sites: np.ndarray
    composition: np.ndarray
    energy: float


class Plane(NamedTuple):
    """The hull of the columns at a composition: its corners there, their amounts, potentials (elements,) in J/mol, and the
    highest driving force (J/mol) that was found below.
    """

    corners: list[Column]
    amounts: np.ndarray
    potentials: np.ndarray
    below: float


def column_start(system: ElementSystem, x: np.ndarray, temperature_k: float, finer: int) -> list:
    """Return composition sets on a plane that hardly anything lies below; x : (elements,) mole fractions."""
    plane = column_plane(system, x, temperature_k, finer)
    kept = joined([(one.phase, one.composition) for one in plane.corners], plane.amounts)
    return column_sets(system, plane, kept, temperature_k)


def column_sets(
    system: ElementSystem, plane: Plane, amounts: Sequence[tuple[int, float]], temperature_k: float
) -> list:
    """Return composition sets at corners of the plane (number, amount)."""
    total = sum(amount for _, amount in amounts)
    return [
        new_set(system, plane.corners[n].phase, plane.corners[n].sites, amount / total, temperature_k)
        for n, amount in amounts
    ]


def column_plane(system: ElementSystem, x: np.ndarray, temperature_k: float, finer: int) -> Plane:
    """Return the hull of the columns, refined until hardly anything lies below; x : (elements,) mole fractions."""
    grid, sample = system.grid(temperature_k, finer), system.sample(finer)

    def column(phase: str, sites: np.ndarray) -> Column:
        """Return a point of a phase with what the hull needs of it."""
        (composition,) = system.compositions(phase, sites[None])
        (energy,) = system.energies(phase, sites[None], temperature_k)
        return Column(phase, sites, composition, float(energy))

    columns = [column(*sample.at(row)) for row in hull(grid.composition, grid.energy, x)[0]]
    for _ in range(MOST_HULLS):
        corners, amounts, potentials = _hull(columns, x)
        below = grid.composition @ potentials - grid.energy
        below[: len(x)] = -np.inf
        summits = highest_off_grid(system, sample, below, potentials, temperature_k, {})
        highest = max([below.max(), *(summit.driving_force for summit in summits)])
        fresh = [column(s.phase, s.sites) for s in summits if s.driving_force > BELOW]
        if below.max() > BELOW:  # a phase without freedom has no summit
            fresh.append(column(*sample.at(int(np.argmax(below)))))
        if not fresh:
            break
        columns += fresh
    return Plane([columns[number] for number in corners], amounts, potentials, float(highest))


def _hull(columns: list[Column], x: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return numbers and amounts of the columns at the hull's corners below x, and their plane's potentials in J/mol."""
    energies = np.array([column.energy for column in columns])
    above_all = np.full(len(x), energies.max() + ABOVE_ALL)
    compositions = np.vstack([np.eye(len(x)), *(column.composition for column in columns)])
    corners, amounts, potentials = hull(compositions, np.concatenate([above_all, energies]), x)
    return corners - len(x), amounts, potentials
