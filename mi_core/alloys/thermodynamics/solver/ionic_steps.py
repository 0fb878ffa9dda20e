"""Steps of the climb for phases whose numbers of sites vary with their site fractions: two-sublattice ionic liquids.

M. Hillert, B. Jansson, B. Sundman, J. Agren, Metall. Trans. A 16, 261, 1985: P cation sites and Q anion sites balance the
charges, P = sum of y |charge| over the anions and Q y of the vacancies, Q = that sum over the cations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mi_core.alloys.thermodynamics.solver.site_fractions import SiteFractions

DISPLACED = 1e-4  # site fraction, of the finite differences
LEAST_SITES = 1e-6  # per atom: a sublattice that is nearly gone


def ionic_steps(layout: SiteFractions, y: np.ndarray, driving_force, rt: float) -> np.ndarray:
    """Return one step of ln(y) for each of y (n, dof), (n, 1, dof): that of a phase whose entropy alone is curved.

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
