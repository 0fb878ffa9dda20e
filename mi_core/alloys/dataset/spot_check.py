"""Recompute random points of the data set from finer grids, the lowest of several starts, and say how far they agree."""

from __future__ import annotations

import multiprocessing
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.alloys.compositions.composition import mole_fractions
from mi_core.alloys.thermodynamics.database.database import default_database
from mi_core.alloys.thermodynamics.results.equilibrium import by_system
from mi_core.alloys.thermodynamics.solver.solve import solve_point
from mi_core.alloys.thermodynamics.solver.system import ElementSystem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from mi_core.alloys.thermodynamics.solver.point import Point

POINTS = 200
SYSTEMS_OF_A_PROCESS = 6  # then a fresh one, so that memory stays bounded
FINER = {"density": 60, "dilute": 160}  # the data set's own: 20 and 40
ENERGY_TOLERANCE, FRACTION_TOLERANCE = 0.1, 1e-3  # J/mol, mole fraction


def spot_check(
    compositions_wt: Sequence[Mapping[str, float]],
    rows: pd.DataFrame,
    *,
    points: int = POINTS,
    seed: int = 0,
    workers: int = 1,
) -> dict[str, Any]:
    """Return counts of agreement at random points.

    compositions_wt : of all alloys, wt%. rows : alloy, temperature_k, phase, fraction, gibbs_j_per_mol of all phases.
    """
    stored = dict(list(rows.groupby(["alloy", "temperature_k"])))
    keys = sorted(stored)
    chosen = np.random.default_rng(seed).choice(len(keys), size=min(points, len(keys)), replace=False)
    picked = [keys[n] for n in chosen]
    alloys = [mole_fractions(compositions_wt[alloy]) for alloy, _ in picked]
    groups = list(by_system(alloys).items())
    jobs = [(elements, [(alloys[n], float(picked[n][1])) for n in numbers]) for elements, numbers in groups]
    with multiprocessing.get_context("spawn").Pool(workers, maxtasksperchild=SYSTEMS_OF_A_PROCESS) as pool:
        solved = pool.starmap(_solved, jobs, chunksize=1)
    found = [
        _compared(stored[picked[number]], point)
        for (_, numbers), answers in zip(groups, solved, strict=True)
        for number, point in zip(numbers, answers, strict=True)
    ]
    return _counted(found, len(groups))


def _solved(elements: tuple[str, ...], points: Sequence[tuple[dict[str, float], float]]) -> list[Point]:
    """Return the equilibria of compositions and temperatures of one element system, on the finer grid."""
    with ElementSystem(default_database(), elements, **FINER) as system:
        return [solve_point(system, x, temperature, thorough=True) for x, temperature in points]


def _compared(rows: pd.DataFrame, point) -> tuple[float, float]:
    """Return how far the stored energy lies above the recomputed one (J/mol), and the largest difference of a fraction."""
    if not point.converged or rows["phase"].iloc[0] == "":
        return np.nan, np.nan
    fractions: dict[str, float] = dict(zip(rows["phase"], rows["fraction"], strict=True))
    for phase in point.phases:
        fractions[phase.phase] = fractions.get(phase.phase, 0.0) - phase.fraction
    return float(rows["gibbs_j_per_mol"].iloc[0]) - point.gibbs, max(map(abs, fractions.values()))


def _counted(found: list[tuple[float, float]], element_systems: int) -> dict[str, Any]:
    above, difference = np.array(found, dtype=float).T
    both = np.isfinite(above)
    return {
        "points": len(found),
        "element_systems": element_systems,
        "grid": FINER,
        "without_answer_in_one": int((~both).sum()),
        "energy_within_0.1_j_per_mol": int((np.abs(above[both]) <= ENERGY_TOLERANCE).sum()),
        "fractions_within_0.001": int((difference[both] <= FRACTION_TOLERANCE).sum()),
        "highest_above_j_per_mol": round(float(above[both].max()), 5) if both.any() else None,
        "largest_fraction_difference": round(float(difference[both].max()), 6) if both.any() else None,
    }
