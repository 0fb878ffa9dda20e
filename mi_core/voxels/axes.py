"""The axes of voxels, the three scales on which one can look at them, and voxels as a table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from mi_core.descriptors.reciprocal.cube import G_MAX, Cube, N

SCALES = {"plain": "Moduli", "log": "Logarithm", "shell": "Over the mean of the shell"}
EMPTY = 1e-5  # of the largest voxel: below it there is rounding, or as good as nothing


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of the voxels: its name on buttons, its title in figures, its unit, and the middles of its bins, (n,)."""

    name: str
    title: str
    unit: str
    middles: np.ndarray

    @property
    def label(self) -> str:
        """Title and unit, as axes of figures have them."""
        return f"{self.title} ({self.unit})" if self.unit else self.title


def axes_of(grid: str) -> tuple[Axis, Axis, Axis]:
    """Return the axes of a grid of `described.GRIDS`, in the order of its voxels."""
    if grid == "cartesian":
        middles = Cube().middles()
        x, y, z = (Axis(letter, f"G<sub>{letter}</sub>", "Å⁻¹", middles) for letter in "xyz")
        return x, y, z
    steps = (np.arange(N) + 0.5) / N
    return (
        Axis("|G|", "|G|", "Å⁻¹", steps * G_MAX),
        Axis("cos θ", "cos θ", "", 2 * steps - 1),
        Axis("φ", "φ", "°", steps * 360),
    )


def shell_numbers(grid: str) -> np.ndarray:
    """Return the shell about G = 0 that each bin belongs to, (32, 32, 32) int; shells of the cube are as wide as a bin."""
    if grid == "cartesian":
        cube = Cube()
        return np.rint(cube.norms() / cube.bin).astype(int)
    return np.broadcast_to(np.arange(N)[:, None, None], (N, N, N))


def over_shell_mean(values: np.ndarray, grid: str) -> np.ndarray:
    """Return voxels divided by the mean of their shell, (32, 32, 32) float64; 0 where the shell is empty."""
    shells = shell_numbers(grid)
    total = np.bincount(shells.ravel(), values.ravel())
    mean = (total / np.maximum(np.bincount(shells.ravel()), 1))[shells]
    return np.divide(values, mean, out=np.zeros(values.shape), where=mean > 0)


def empty_below(values: np.ndarray) -> float:
    """Return the value below which a voxel counts as empty."""
    return EMPTY * float(values.max())


def voxel_table(values: np.ndarray, grid: str) -> pd.DataFrame:
    """Return the voxels that hold something, a row each: the middle of its bin on each axis, and `modulus_e_per_a3`.

    Columns of the cube: gx, gy, gz per Å; of the sphere: g per Å, cos_theta, phi_degrees.
    """
    names = {
        "cartesian": ("gx_per_a", "gy_per_a", "gz_per_a"),
        "spherical": ("g_per_a", "cos_theta", "phi_degrees"),
    }
    filled = np.nonzero(values > empty_below(values))
    places = {
        name: axis.middles[bins] for name, axis, bins in zip(names[grid], axes_of(grid), filled, strict=True)
    }
    return pd.DataFrame({**places, "modulus_e_per_a3": values[filled]})
