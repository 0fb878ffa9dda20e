"""The moduli of Fourier coefficients on a spherical grid about the origin of reciprocal space: |G|, cos θ and φ."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mi_core.descriptors.reciprocal.cube import G_MAX, N
from mi_core.descriptors.reciprocal.splat import splat

POLE = 1e-6  # a vector this near to the axis, relative to its length, has no φ


@dataclass(frozen=True, slots=True)
class Sphere:
    """n shells up to g_max, each cut into n rings of equal area and these into n sectors.

    Attributes
    ----------
    n : int
        Shells, rings and sectors; even, so that the mate of a bin is a bin.
    g_max : float
        Radius, Å⁻¹.
    """

    n: int = N
    g_max: float = G_MAX

    @property
    def reach(self) -> float:
        """Largest |G| of a vector that touches a bin, Å⁻¹."""
        return self.g_max * (1 + 0.5 / self.n)

    def splat(self, g: np.ndarray, moduli: np.ndarray) -> np.ndarray:
        """Return the moduli (m,) at half of all vectors (m, 3), and at their mates, summed into bins, (n, n, n) float32.

        A vector on the axis is shared among all sectors of its ring, and that at 0 among all bins of the first shell.
        """
        norm = np.linalg.norm(g, axis=1)
        middle = moduli[norm == 0].sum()
        g, moduli, norm = g[norm > 0], moduli[norm > 0], norm[norm > 0]
        across = np.hypot(g[:, 0], g[:, 1])
        on_axis = across <= POLE * norm
        sector = np.arctan2(g[:, 1], g[:, 0]) / (2 * np.pi) * self.n - 0.5
        ring = np.clip((g[:, 2] / norm + 1) / 2 * self.n - 0.5, 0, self.n - 1)
        place = np.column_stack([norm / self.g_max * self.n - 0.5, ring, sector])
        grid = splat(place[~on_axis], moduli[~on_axis], self.n, round_axis=2)
        grid += splat(place[on_axis], moduli[on_axis], self.n, round_axis=2).mean(axis=2, keepdims=True)
        grid[0] += middle / self.n**2
        mates = np.roll(grid[:, ::-1], self.n // 2, axis=2)
        return (grid + mates).astype(np.float32)
