"""The highest driving force of each phase between the sampled points: what a grid alone cannot see.

A sampled grid has no liquid near the eutectic composition of seven elements: the minimiser's answer then looks right on
every sampled point and is hundreds of J/mol too high. From the best sampled points of each solution phase that lies near the
plane, `climb` goes to the top.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_core.alloys.thermodynamics.solver.climb import climb

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mi_core.alloys.thermodynamics.solver.system import ElementSystem

#: J/mol: how far above the plane a phase's best sampled point may lie and still be climbed from.
WITHIN = 4000.0
APART = 0.05  # of mole or site fractions: starts lie at least so far from each other and from what is there
STARTS = 2  # of one phase


class Summit(NamedTuple):
    """The highest point found of a phase: driving force (J/mol) and site fractions (dof,)."""

    driving_force: float
    phase: str
    sites: np.ndarray


def highest_off_grid(
    system: ElementSystem,
    sample,
    below: np.ndarray,
    potentials: np.ndarray,
    temperature_k: float,
    there: Mapping[str, Sequence[np.ndarray]],
) -> list[Summit]:
    """Return what was found between the sampled points, highest first.

    below : (rows,) driving forces of the sampled points against the plane of `potentials`, J/mol.
    there : by phase, the site fractions (dof,) that already lie on the plane; nothing starts near them.
    """
    found: list[Summit] = []
    for phase, rows in sample.rows.items():
        if not system.is_solution(phase):
            continue
        points = sample.points[phase]
        near = np.flatnonzero(below[rows] >= -WITHIN)
        for known in there.get(phase, ()):
            near = near[_far(points[near], known)]
        starts = _starts(near, below[rows], sample.composition[rows])
        if starts:
            heights, sites = climb(system, phase, points[starts], potentials, temperature_k)
            found += [Summit(float(height), phase, y) for height, y in zip(heights, sites, strict=True)]
    return sorted(found, key=lambda summit: -summit.driving_force)


def _starts(near: np.ndarray, below: np.ndarray, composition: np.ndarray) -> list[int]:
    """Return which of the rows `near` to climb from: the best, and the best of those that are far from it."""
    starts: list[int] = []
    while len(near) and len(starts) < STARTS:
        starts.append(int(near[np.argmax(below[near])]))
        near = near[_far(composition[near], composition[starts[-1]])]
    return starts


def _far(points: np.ndarray, known: np.ndarray) -> np.ndarray:
    return np.abs(points - known).max(axis=1) > APART
