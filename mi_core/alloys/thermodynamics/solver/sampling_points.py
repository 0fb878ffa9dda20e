"""Site fractions at which the energy of a phase is sampled: pycalphad's own points, or neutral ones, and dilute ones.

Alloys are dilute: pycalphad's evenly spread points leave the corners, where tie-lines of aluminium alloys end, almost empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.alloys.thermodynamics.solver.neutral_points import neutral_points

if TYPE_CHECKING:
    from mi_core.alloys.thermodynamics.solver.site_fractions import SiteFractions

LEAST_SITE_FRACTION = 1e-8  # site fraction of what is as good as absent
DECADES = (-4.5, -0.5)  # of the dilute site fractions
MOST_POINTS = 75  # times the density: points of a phase that are not end-members; `off_grid` finds what lies between them


def phase_points(model, layout: SiteFractions, *, density: int, dilute: int, seed: int) -> np.ndarray:
    """Return site fractions (n, degrees of freedom) of one phase.

    density : pycalphad's number of points per degree of freedom; dilute : additional points per degree of freedom.
    """
    if layout.is_charged:
        corners, between = neutral_points(layout, density=density, seed=seed)
        points = np.vstack([corners, _some(between, MOST_POINTS * density, seed)])
    else:
        points = _thinned(model, _of_pycalphad(model, density), MOST_POINTS * density, seed)
    free = sum(len(sublattice) - 1 for sublattice in model.constituents)
    if free < 1 or not dilute:
        return points
    traces = _dilute(model, dilute * free, np.random.default_rng(seed))
    return np.vstack([points, layout.normalised(traces) if layout.is_charged else traces])


def _of_pycalphad(model, density: int) -> np.ndarray:
    from pycalphad.core.calculate import _sample_phase_constitution as sample  # no public name
    from pycalphad.core.utils import point_sample

    return sample.__wrapped__(model, point_sample, True, density, {})


def _thinned(model, points: np.ndarray, most: int, seed: int) -> np.ndarray:
    """Return all end-members, and at most so many of pycalphad's other points.

    Ten elements on three sublattices have 100,000 lines between end-members; a fraction of their points shows where a phase
    lies, and hulls are found six times as quickly.
    """
    ends = (points > 1 - 1e-6).sum(axis=1) == len(model.constituents)
    return np.vstack([points[ends], _some(points[~ends], most, seed)])


def _some(points: np.ndarray, most: int, seed: int) -> np.ndarray:
    """Return at most so many of the points, in their order."""
    if len(points) <= most:
        return points
    return points[np.sort(np.random.default_rng(seed).choice(len(points), most, replace=False))]


def _dilute(model, n: int, rng: np.random.Generator) -> np.ndarray:
    """Return (n, dof) points: on each sublattice one constituent holds nearly all, the others log-uniform traces.

    On the only mixed sublattice of a phase every second point has aluminium as the host.
    """
    mixed = sum(len(sublattice) > 1 for sublattice in model.constituents)
    columns = []
    for sublattice in model.constituents:
        names = [species.name for species in sorted(sublattice)]
        k = len(names)
        fractions = 10 ** rng.uniform(*DECADES, (n, k)) * (rng.random((n, k)) < 0.7) + LEAST_SITE_FRACTION
        host = rng.integers(0, k, n)
        if mixed == 1 and "AL" in names:
            host[::2] = names.index("AL")
        fractions[np.arange(n), host] = 1.0
        columns.append(fractions / fractions.sum(axis=1, keepdims=True))
    return np.hstack(columns)
