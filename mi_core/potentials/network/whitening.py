"""Symmetry functions made alike: centred, on one scale, uncorrelated, with variances that differ little."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

POWER = (
    0.35  # 0.5 makes all variances one, and networks learn more of what is noise; 0 leaves them as they are
)
SMALLEST_SPREAD = 1e-8  # a function that never varies says nothing
SMALLEST_SHARE = 1e-6  # of the largest variance: components below are rounding more than structure


@dataclass(frozen=True, slots=True)
class Whitening:
    """The map G ↦ ((G − mean) / spread) · axes.

    Attributes
    ----------
    lowest, highest, mean, spread : (m,)
        Of each symmetry function over the environments learned.
    axes : (m, n_components)
        Principal axes of the standardised functions, each divided by a power of the variance along it; of single
        precision, so that they are kept in half the space without any loss.
    deviations : (n_components,)
        Standard deviation of each component over the environments learned.
    """

    lowest: np.ndarray
    highest: np.ndarray
    mean: np.ndarray
    spread: np.ndarray
    axes: np.ndarray
    deviations: np.ndarray

    @property
    def matrix(self) -> np.ndarray:
        """(m, n_components), by which gradients are multiplied."""
        return self.axes / self.spread[:, None]

    def standardised(self, g: np.ndarray) -> np.ndarray:
        """Return (n_atoms, m) functions of mean zero and variance one."""
        return (g - self.mean) / self.spread

    def novelty(self, g: np.ndarray) -> np.ndarray:
        """Return the Mahalanobis distance (n_atoms,) from what was learned: one is the root mean square of the latter."""
        return (
            np.sqrt(np.mean((self(g) / self.deviations) ** 2, axis=1))
            if self.deviations.size
            else np.zeros(len(g))
        )

    def __call__(self, g: np.ndarray) -> np.ndarray:
        """Return the components (n_atoms, n_components) of functions (n_atoms, m)."""
        return self.standardised(g) @ self.axes


def fit_whitening(g: np.ndarray) -> Whitening:
    """Return the whitening of the symmetry functions (n_atoms, m) of the environments learned."""
    mean, spread = g.mean(axis=0), g.std(axis=0)
    spread = np.where(spread > SMALLEST_SPREAD, spread, 1.0)
    standard = (g - mean) / spread
    variances, axes = np.linalg.eigh(standard.T @ standard / len(g))
    kept = variances > SMALLEST_SHARE * variances[-1]
    white = axes[:, kept][:, ::-1] / variances[kept][::-1] ** POWER
    deviations = variances[kept][::-1] ** (0.5 - POWER)
    return Whitening(
        g.min(axis=0), g.max(axis=0), mean, spread, white.astype(np.float32).astype(float), deviations
    )
