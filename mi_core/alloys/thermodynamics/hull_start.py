"""Where the minimiser starts from: the convex hull of the sampled energies, and what lies close to its plane."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.alloys.thermodynamics.composition_sets import name_of, set_of_row

if TYPE_CHECKING:
    from mi_core.alloys.thermodynamics.system import ElementSystem

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
    kept = _merged(sample, corners, amounts)
    sets = [set_of_row(system, finer, row, amount, temperature_k) for row, amount in kept]
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


def lowest_rows(system: ElementSystem, x: np.ndarray, temperature_k: float, finer: int) -> list[int]:
    """Return the sampled rows at the hull's corners below x."""
    grid = system.grid(temperature_k, finer)
    corners, _, _ = hull(grid.composition, grid.energy, x)
    return [int(row) for row in corners if row >= len(x)]


def hull(
    composition: np.ndarray, energy: np.ndarray, x: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return rows (elements,) at the corners of the convex hull below x, their amounts, and their plane's potentials.

    composition, energy : (m, elements) and (m,) J/mol, the first rows the pure elements high above all others.
    """
    from pycalphad.core.hyperplane import hyperplane

    n = len(x)
    constraints = np.vstack([np.eye(n)[1:], np.ones(n)])
    potentials, amounts = np.zeros(n), np.zeros(n + 1)
    corners, free = np.zeros(n + 1, dtype=np.int32), np.array([], dtype=np.uintp)
    hyperplane(composition, energy, potentials, free, constraints, np.append(x[1:], 1.0), amounts, corners)
    return corners[:n], amounts[:n], potentials


def _merged(sample, corners, amounts) -> list[tuple[int, float]]:
    """Join corners of one phase that are neighbours: (row, amount); the larger one's row stands for them."""
    kept: list[list] = []
    for row, amount in sorted(
        zip(corners.tolist(), amounts.tolist(), strict=True), key=lambda pair: -pair[1]
    ):
        if sample.phase_of_row[row] < 0:
            continue  # a fictitious point
        for other in kept:
            same = sample.phase_of_row[other[0]] == sample.phase_of_row[row]
            apart = np.abs(sample.composition[other[0]] - sample.composition[row]).max()
            if same and apart < NEIGHBOURS:
                other[1] += amount
                break
        else:
            kept.append([row, max(amount, LEAST_AMOUNT)])
    return [tuple(pair) for pair in kept]
