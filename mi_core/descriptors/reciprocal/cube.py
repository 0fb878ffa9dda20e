"""The moduli of Fourier coefficients on a cube about the origin of reciprocal space (R3DVS).

S. Kajita, N. Ohba, R. Jinnouchi, R. Asahi, Sci. Rep. 7, 16991 (2017). Moduli know nothing of where the origin of the cell
lies, and the vectors are the same for every choice of cell; a rotation of the crystal rotates the cube. Crystals that differ
by the inversion, and homometric ones, have one cube.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mi_core.descriptors.reciprocal.splat import splat
from mi_core.errors import InputError

N = 32
G_MAX = 6.4  # Å⁻¹


@dataclass(frozen=True, slots=True)
class Cube:
    """A cube of n³ bins about 0; the middles of the outermost lie half a bin inside ±g_max.

    Attributes
    ----------
    n : int
        Bins on a side.
    g_max : float
        Half the side, Å⁻¹.
    """

    n: int = N
    g_max: float = G_MAX

    def __post_init__(self):
        if not 4 <= self.n <= 128:
            raise InputError(f"A cube has 4 to 128 bins on a side; got {self.n}.")

    @property
    def bin(self) -> float:
        """The side of a bin, Å⁻¹."""
        return 2 * self.g_max / self.n

    @property
    def reach(self) -> float:
        """Half the side of the cube within which a vector touches a bin, Å⁻¹."""
        return self.g_max + self.bin / 2

    def middles(self) -> np.ndarray:
        """Return the middles of the bins along an axis, (n,) in Å⁻¹."""
        return (np.arange(self.n) + 0.5) * self.bin - self.g_max

    def norms(self) -> np.ndarray:
        """Return |G| in the middle of each bin, (n, n, n) in Å⁻¹."""
        square = self.middles() ** 2
        return np.sqrt(square[:, None, None] + square[:, None] + square)

    def splat(self, g: np.ndarray, moduli: np.ndarray) -> np.ndarray:
        """Return the moduli (m,) at half of all vectors (m, 3), and at their mates, summed into bins, (n, n, n) float32."""
        cube = splat((g + self.g_max) / self.bin - 0.5, moduli, self.n)
        return (cube + cube[::-1, ::-1, ::-1]).astype(np.float32)
