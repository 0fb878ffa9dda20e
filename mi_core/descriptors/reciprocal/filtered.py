"""Densities filtered in reciprocal space: the same crystal with another density, whose Hartree energy is known exactly."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from mi_core.descriptors.reciprocal.cube import G_MAX
from mi_core.descriptors.reciprocal.hartree import COULOMB_EV_A

if TYPE_CHECKING:
    from mi_core.descriptors.reciprocal.points import ReciprocalPoints

KNOTS = np.array([0.0, 1.6, 3.2, 4.8, 6.4, 11.5])  # Å⁻¹; the last is beyond the corners of the cube


def filtered(points: ReciprocalPoints, rng: np.random.Generator, spread: float) -> ReciprocalPoints:
    """Return a crystal's points with all moduli multiplied by one random function of |G| that is 1 at G = 0.

    The density is convolved with an isotropic kernel, and keeps its electrons. spread : standard deviation of the logarithm
    of that function at each of KNOTS, between which it is linear.
    """
    logs = np.append(0.0, rng.normal(0, spread, len(KNOTS) - 1))
    factor = np.exp(np.interp(np.linalg.norm(points.g, axis=1), KNOTS, logs))
    return replace(points, moduli=points.moduli * factor[:, None].astype(np.float32))


def hartree_of_points(points: ReciprocalPoints, field: int = 0) -> float:
    """Return the Hartree energy per atom, eV, of a density of all electrons given as points, of 0 < |G| ≤ 6.4 Å⁻¹.

    field : channel of the density. The volume per atom follows from the electrons per atom and the mean of the density.
    """
    moduli = points.moduli[:, field].astype(float)
    volume = points.fractions @ points.elements / (2 * moduli[0])  # half of the mean stands at G = 0
    squares = (points.g.astype(float) ** 2).sum(axis=1)
    within = (squares > 0) & (squares <= G_MAX**2)
    return float(4 * np.pi * COULOMB_EV_A * volume * (moduli[within] ** 2 / squares[within]).sum())
