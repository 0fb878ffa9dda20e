"""Where the minimiser starts from: the convex hull of the sampled energies, and what lies close to its plane."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.alloys.thermodynamics.solver.composition_sets import name_of, set_of_row

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from mi_core.alloys.thermodynamics.solver.system import ElementSystem

NEIGHBOURS = 0.02  # mole fraction: corners of one phase that lie closer are one
LEAST_AMOUNT = 1e-6  # mole fraction that a corner starts with


def hull_start(system: ElementSystem, x: np.ndarray, temperature_k: float, finer: int, reach: float) -> list:
    """Return the composition sets at the hull's corners below x (elements,) mole fractions.

    finer : which grid, see `ElementSystem.sample`. Solution phases that lie less than `reach` (J/mol) above the hull's plane
    come along without amount.
    """
    sample = system.sample(finer)
    grid = system.grid(temperature_k, finer)
    corners, amounts, potentials = hull(grid.composition, grid.energy, x)
    points = [(sample.phase_of_row[row], sample.composition[row]) for row in corners]
    sets = [
        set_of_row(system, finer, corners[number], amount, temperature_k)
        for number, amount in joined(points, amounts)
    ]
    there = {name_of(compset) for compset in sets}
    below = grid.composition @ potentials - grid.energy
    for phase, rows in sample.rows.items():
        if phase in there or rows.start == rows.stop:
            continue
        row = rows.start + int(np.argmax(below[rows]))
        if below[row] >= (-reach if system.is_solution(phase) else 0.0):
            sets.append(set_of_row(system, finer, row, 0.0, temperature_k))
    total = sum(compset.NP for compset in sets)
    for compset in sets:
        compset.NP /= total
    return sets


def hull(
    composition: np.ndarray, energy: np.ndarray, x: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return rows at the corners of the convex hull below x, their amounts, and their plane's potentials in J/mol.

    composition, energy : (m, elements) and (m,) J/mol, the first rows the pure elements, fictitious and high above all
    others; they are never among the corners that are returned.
    """
    from pycalphad.core.hyperplane import hyperplane

    n = len(x)
    constraints = np.vstack([np.eye(n)[1:], np.ones(n)])
    potentials, amounts = np.zeros(n), np.zeros(n + 1)
    corners, free = np.zeros(n + 1, dtype=np.int32), np.array([], dtype=np.uintp)
    hyperplane(composition, energy, potentials, free, constraints, np.append(x[1:], 1.0), amounts, corners)
    real = corners[:n] >= n
    return corners[:n][real], amounts[:n][real], potentials


def joined(
    points: Sequence[tuple[Hashable, np.ndarray]], amounts: Sequence[float] | np.ndarray
) -> list[tuple[int, float]]:
    """Join neighbours of one phase among points (phase, mole fractions): (number, amount) of the largest for all of them."""
    kept: list[list] = []
    for number in np.argsort(-np.asarray(amounts), kind="stable").tolist():
        phase, composition = points[number]
        for held in kept:
            other, near = points[held[0]]
            if other == phase and np.abs(near - composition).max() < NEIGHBOURS:
                held[1] += amounts[number]
                break
        else:
            kept.append([number, max(amounts[number], LEAST_AMOUNT)])
    return [tuple(pair) for pair in kept]
