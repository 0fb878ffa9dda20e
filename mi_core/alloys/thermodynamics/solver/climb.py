"""Climb to the highest driving force of one phase: Newton's method on the logarithms of its site fractions.

The driving force D = x·mu - G is split into a smooth part and the ideal entropy. Steps in ln(y) make the entropy easy: for
an ideal phase one step arrives, from any start; for the others the smooth part is expanded to second order. Its derivatives
are finite differences, since compiling them would take longer than all climbs of an element system.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mi_core.alloys.thermodynamics.solver.site_fractions import SiteFractions
    from mi_core.alloys.thermodynamics.solver.system import ElementSystem

GAS_CONSTANT = 8.31446261815324  # J/(mol K)
MOST_STEPS, MOST_IONIC_STEPS = 10, 60
LENGTHS = np.array([1.0, 0.5, 0.2, 0.05])  # of a step, all tried; the highest counts
LONGEST = 8.0  # of a change of ln(site fraction) in one step
DISPLACED = 1e-4  # site fraction, of the finite differences
LEAST_SITES = 1e-6  # per atom: a sublattice of an ionic liquid that is nearly gone
ARRIVED = 1e-3  # J/mol: a smaller gain is the last


def climb(
    system: ElementSystem, phase: str, starts: np.ndarray, potentials: np.ndarray, temperature_k: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return driving forces (n,) in J/mol atoms and site fractions (n, dof) of the summits reached from each start (n, dof).

    potentials : (elements,) J/mol.
    """
    layout = system.layouts[phase]
    sites = layout.normalised(starts)
    steps_of, most = (_ionic_steps, MOST_IONIC_STEPS) if layout.sites_vary else (_steps, MOST_STEPS)

    def driving_force(y: np.ndarray) -> np.ndarray:
        """Return D of site fractions (…, dof)."""
        rows = y.reshape(-1, layout.size)
        energy = system.energies(phase, rows, temperature_k)
        return (system.compositions(phase, rows) @ potentials - energy).reshape(y.shape[:-1])

    each, rt = np.arange(len(sites)), GAS_CONSTANT * temperature_k
    height = driving_force(sites)
    for _ in range(most):
        steps = steps_of(layout, sites, driving_force, rt)
        tries = sites[:, None, None] * np.exp(
            np.clip(steps[:, :, None] * LENGTHS[:, None], -LONGEST, LONGEST)
        )
        tries = layout.normalised(tries.reshape(-1, layout.size)).reshape(len(sites), -1, layout.size)
        heights = driving_force(tries)
        heights = np.where(np.isfinite(heights), heights, -np.inf)
        best = heights.argmax(axis=1)
        gain = heights[each, best] - height
        higher = gain > 0
        sites = np.where(higher[:, None], tries[each, best], sites)
        height = np.where(higher, heights[each, best], height)
        if not (gain > ARRIVED).any():
            break
    return height, sites


def _steps(layout: SiteFractions, y: np.ndarray, driving_force, rt: float) -> np.ndarray:
    """Return two steps of ln(y) for each of y (n, dof), (n, 2, dof): that of an ideal phase, and Newton's."""
    gradient, curvature = _smooth_derivatives(layout, y, driving_force, rt)
    gradient = gradient - rt * layout.sites * (np.log(y) + 1)  # of N D, the entropy included
    ideal = layout.centred(gradient / (rt * layout.sites), y)
    if layout.is_charged:
        ideal = _without_charge(layout, y, ideal)
    try:
        return np.stack([ideal, _newton(layout, y, gradient, curvature, rt)], axis=1)
    except np.linalg.LinAlgError:
        return np.stack([ideal, ideal], axis=1)


def _without_charge(layout: SiteFractions, y: np.ndarray, step: np.ndarray) -> np.ndarray:
    """Return the part of steps of ln(y), (n, dof), that does not change the charge."""
    weight, direction = layout.sites * y, layout.centred(layout.charges, y)
    length = (weight * direction**2).sum(axis=1, keepdims=True)
    along = (weight * direction * step).sum(axis=1, keepdims=True) / np.maximum(length, 1e-300)
    return step - along * direction


def _newton(layout: SiteFractions, y, gradient, curvature, rt: float) -> np.ndarray:
    """Return Newton's step of ln(y), (n, dof), that keeps the sum of each sublattice and the charge."""
    fixed = layout.fixed
    n, m = fixed.shape
    matrix = np.zeros((len(y), n + m, n + m))
    matrix[:, :n, :n] = curvature * y[:, :, None] * y[:, None, :]
    matrix[:, np.arange(n), np.arange(n)] -= rt * layout.sites * y
    matrix[:, :n, n:] = fixed * y[:, :, None]
    matrix[:, n:, :n] = np.swapaxes(matrix[:, :n, n:], 1, 2)
    right = np.concatenate([-gradient * y, np.zeros((len(y), m))], axis=1)
    return np.linalg.solve(matrix, right[..., None])[:, :n, 0]


def _smooth_derivatives(layout: SiteFractions, y: np.ndarray, driving_force, rt: float):
    """Return gradient (n, dof) and curvature (n, dof, dof) of N D without the ideal entropy, J/mol formula units.

    N is the number of atoms of a formula unit; it varies where vacancies mix with atoms.
    """
    n = layout.size
    first, second = _pairs(n)
    points = y[:, None] + DISPLACED * _displacements(n)
    entropy = rt * (points * np.log(points)) @ layout.sites
    atoms = points @ layout.atoms.sum(axis=1)
    value = driving_force(points) + entropy / atoms
    base, single, double = value[:, :1], value[:, 1 : n + 1], value[:, n + 1 :]
    curved = (double - single[:, first] - single[:, second] + base) / DISPLACED**2 * atoms[:, :1]
    curvature = np.zeros((len(y), n, n))
    curvature[:, first, second] = curved
    curvature[:, second, first] = curved
    slope = (single - base) / DISPLACED * atoms[:, :1] - DISPLACED / 2 * curved[:, first == second]
    return slope + entropy[:, :1] / atoms[:, :1] * layout.atoms.sum(axis=1), curvature


@cache
def _pairs(n: int) -> tuple[np.ndarray, np.ndarray]:
    return np.triu_indices(n)


@cache
def _displacements(n: int) -> np.ndarray:
    """Return the points of first and second differences in units of the displacement, (1 + n + n(n+1)/2, n)."""
    first, second = _pairs(n)
    unit = np.eye(n)
    return np.vstack([np.zeros(n), unit, unit[first] + unit[second]])


def _ionic_steps(layout: SiteFractions, y: np.ndarray, driving_force, rt: float) -> np.ndarray:
    """Return one step of ln(y) for each of y (n, dof), (n, 1, dof): that of a phase whose entropy alone is curved.

    Two-sublattice ionic liquids: Hillert, Jansson, Sundman, Agren, Metall. Trans. A 16, 261, 1985. P cation sites
    and Q anion sites balance the charges, P = sum of y |charge| over the anions and Q y of the vacancies, Q = that sum over
    the cations: the numbers of sites vary with the site fractions.
    driving_force : J/mol atoms of site fractions (…, dof); rt : J/mol. The gradient is that of the driving force: its smooth
    part by differences, with the ideal entropy, singular at y = 0, taken off and differentiated by itself.
    """
    points = y[:, None] + DISPLACED * np.vstack([np.zeros(layout.size), np.eye(layout.size)])
    per_atom = rt * layout.sites_per_atom(points)  # (n, 1 + dof, sublattices)
    mixing = (points * np.log(points)) @ layout.membership
    smooth = driving_force(points) + (per_atom * mixing).sum(axis=2)
    slope = (smooth[:, 1:] - smooth[:, :1]) / DISPLACED
    changed = (per_atom[:, 1:] - per_atom[:, :1]) / DISPLACED
    weight = np.maximum(per_atom[:, 0], rt * LEAST_SITES) @ layout.membership.T
    gradient = slope - weight * (np.log(y) + 1) - (changed * mixing[:, :1]).sum(axis=2)
    return layout.centred(gradient / weight, y)[:, None]
