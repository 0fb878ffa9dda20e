"""What one neighbour adds to the projections of an atom: radial functions times spherical harmonics, with gradients.

Distances enter as (1 + r/r₀)⁻², which resolves near neighbours better than far ones; Chebyshev polynomials of it, times an
envelope that falls, with its slope, to zero at the cut-off. Polynomials of the distance itself miss a twentieth less of the
silicon frames that are held out, but put close-packed silicon, which no frame holds, below diamond.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mi_core.potentials.ace.settings import AceSettings

_SOFT = 0.1  # Å over which distances below the shortest learned come to a stop


@dataclass(frozen=True, slots=True)
class PairParts:
    """What pairs are made of.

    Attributes
    ----------
    directions : (n_pairs, 3)
        Unit vectors.
    radial, slopes : (n_pairs, radial)
        Radial functions, and their derivatives, Å⁻¹.
    angular : (n_pairs, (angular + 1)²)
        Spherical harmonics.
    turning : (n_pairs, 3, (angular + 1)²)
        Their gradients, Å⁻¹.
    """

    directions: np.ndarray
    radial: np.ndarray
    slopes: np.ndarray
    angular: np.ndarray
    turning: np.ndarray

    def gradients(self, rows: np.ndarray) -> np.ndarray:
        """Return the gradients (n_rows, 3, radial · (angular + 1)²) of φ(n, l, m) of some pairs."""
        n_functions = self.radial.shape[1] * self.angular.shape[1]
        found = np.empty((len(rows), 3, n_functions))
        radial, slopes, angular = self.radial[rows], self.slopes[rows], self.angular[rows]
        for axis in range(3):
            along = slopes * self.directions[rows, axis, None]
            product = (
                along[:, :, None] * angular[:, None] + radial[:, :, None] * self.turning[rows, axis, None]
            )
            found[:, axis] = product.reshape(len(rows), n_functions)
        return found


def pair_parts(vectors: np.ndarray, settings: AceSettings, nearest: float) -> PairParts:
    """Return what pairs of these vectors (n_pairs, 3), Å, are made of; φ(n, l, m) is a radial function times a harmonic.

    nearest : Å, the shortest distance learned; nearer ones count as hardly shorter.
    """
    distances = np.linalg.norm(vectors, axis=1)
    radial, slopes = radial_functions(distances, settings, nearest)
    angular, turning = _harmonics(settings.angular).compute_with_gradients(np.ascontiguousarray(vectors))
    return PairParts(vectors / distances[:, None], radial, slopes, angular, turning)


def radial_functions(
    distances: np.ndarray, settings: AceSettings, nearest: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return the radial functions of distances (n, radial) and their derivatives, Å⁻¹."""
    stopped, stopping = _stopped(distances, nearest)
    cutoff, near, far = settings.cutoff, 1 / 4, (1 + settings.cutoff / nearest) ** -2
    inverse = (1 + stopped / nearest) ** -2
    speed = 4 / nearest * inverse**1.5 / (near - far)
    values, slopes = _chebyshev(1 - 2 * (inverse - far) / (near - far), settings.radial)
    share = np.minimum(stopped / cutoff, 1)
    envelope = (1 - share) ** 2 * (1 + 2 * share)
    falling = -6 * share * (1 - share) / cutoff
    derivative = slopes * speed[:, None] * envelope[:, None] + values * falling[:, None]
    return values * envelope[:, None], derivative * stopping[:, None]


def _stopped(distances: np.ndarray, nearest: float) -> tuple[np.ndarray, np.ndarray]:
    """Return distances that hardly fall below the nearest one, smooth to the second derivative, and their slope."""
    below = np.maximum(nearest - distances, 0) / _SOFT
    return np.where(below > 0, nearest - _SOFT * np.tanh(below), distances), 1 / np.cosh(
        np.minimum(below, 300)
    ) ** 2


def _chebyshev(place: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    values, slopes = [np.ones_like(place), place], [np.zeros_like(place), np.ones_like(place)]
    for _ in range(n - 2):
        slopes.append(2 * values[-1] + 2 * place * slopes[-1] - slopes[-2])
        values.append(2 * place * values[-1] - values[-2])
    return np.stack(values[:n], axis=1), np.stack(slopes[:n], axis=1)


@cache
def _harmonics(angular: int):
    """Return what computes 4π-normalised real harmonics of unit vectors (sphericart)."""
    import sphericart

    return sphericart.SphericalHarmonics(angular)
