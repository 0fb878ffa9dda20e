"""A start that is nearly the answer: the convex hull of few points, refined between the samples until nothing lies below it.

Column generation (P. C. Gilmore & R. E. Gomory, Operations Research 9, 849, 1961): the hull of the points so far gives a
plane, `off_grid` finds what of each phase lies furthest below that plane, these points join, and again. Each hull has at
most as many phases as there are elements, so the minimiser gets no more of them than it can balance; it goes in circles
where there are more, or loses a phase that it needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_core.alloys.thermodynamics.composition_sets import new_set
from mi_core.alloys.thermodynamics.hull_start import NEIGHBOURS, hull, lowest_rows
from mi_core.alloys.thermodynamics.off_grid import highest_off_grid

if TYPE_CHECKING:
    from mi_core.alloys.thermodynamics.system import ElementSystem

MOST_HULLS = 25
BELOW = 0.01  # J/mol: what lies less below the plane is left to the minimiser


class Column(NamedTuple):
    """One point of a phase: site fractions (dof,), mole fractions (elements,), energy in J/mol atoms."""

    phase: str
    sites: np.ndarray
    composition: np.ndarray
    energy: float


def column_start(system: ElementSystem, x: np.ndarray, temperature_k: float, finer: int) -> list:
    """Return composition sets on a plane that hardly anything lies below; x : (elements,) mole fractions."""
    grid, sample = system.grid(temperature_k, finer), system.sample(finer)
    columns = [
        _column(system, system.phases[sample.phase_of_row[row]], _sites(system, sample, row), temperature_k)
        for row in lowest_rows(system, x, temperature_k, finer)
    ]
    for _ in range(MOST_HULLS):
        corners, amounts, potentials = _hull(columns, x)
        below = grid.composition @ potentials - grid.energy
        below[: len(x)] = -np.inf
        found = highest_off_grid(system, sample, below, potentials, temperature_k, {})
        fresh = [summit for summit in found if summit.driving_force > BELOW]
        fixed = _highest_fixed(system, sample, below)
        if not fresh and fixed is None:
            break
        columns += [_column(system, summit.phase, summit.sites, temperature_k) for summit in fresh]
        if fixed is not None:
            columns.append(_column(system, *fixed, temperature_k))
    return _sets(system, [columns[n] for n in corners], amounts, temperature_k)


def _column(system: ElementSystem, phase: str, sites: np.ndarray, temperature_k: float) -> Column:
    composition = system.compositions(phase, sites[None])[0]
    return Column(phase, sites, composition, float(system.energies(phase, sites[None], temperature_k)[0]))


def _sites(system: ElementSystem, sample, row: int) -> np.ndarray:
    phase = system.phases[sample.phase_of_row[row]]
    return sample.points[phase][row - sample.rows[phase].start]


def _highest_fixed(system: ElementSystem, sample, below: np.ndarray) -> tuple[str, np.ndarray] | None:
    """Return the phase without freedom, and its site fractions, that lies furthest below the plane; None where none does."""
    best = None
    for phase, rows in sample.rows.items():
        if system.is_solution(phase) or rows.start == rows.stop:
            continue
        row = rows.start + int(np.argmax(below[rows]))
        if below[row] > BELOW and (best is None or below[row] > below[best]):
            best = row
    return None if best is None else (system.phases[sample.phase_of_row[best]], _sites(system, sample, best))


def _hull(columns: list[Column], x: np.ndarray) -> tuple[list[int], np.ndarray, np.ndarray]:
    """Return numbers and amounts of the columns at the hull's corners below x, and their plane's potentials in J/mol."""
    n = len(x)
    energies = np.array([column.energy for column in columns])
    compositions = np.vstack([np.eye(n), *(column.composition for column in columns)])
    above_all = np.full(n, energies.max() + 1e6)
    corners, amounts, potentials = hull(compositions, np.concatenate([above_all, energies]), x)
    real = corners >= n
    return (corners[real] - n).tolist(), amounts[real], potentials


def _sets(system: ElementSystem, columns: list[Column], amounts: np.ndarray, temperature_k: float) -> list:
    """Return composition sets of the columns, neighbours of one phase joined."""
    kept: list[tuple[Column, float]] = []
    for column, amount in sorted(zip(columns, amounts, strict=True), key=lambda pair: -pair[1]):
        for place, (other, held) in enumerate(kept):
            apart = np.abs(other.composition - column.composition).max()
            if other.phase == column.phase and apart < NEIGHBOURS:
                kept[place] = other, held + amount
                break
        else:
            kept.append((column, amount))
    total = sum(amount for _, amount in kept)
    return [new_set(system, c.phase, c.sites, amount / total, temperature_k) for c, amount in kept]
