"""A network on voxels that learns the Hartree energy as a functional of the density, and not of free atoms alone.

In densities of free atoms all shells of reciprocal space rise and fall together, so rows of them do not tell from which
shell the energy comes: a network that learned nothing else is right, and its derivative by the density is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.descriptors.reciprocal.filtered import filtered, hartree_of_points
from mi_core.regressors.voxels.network import VoxelRegressor

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(kw_only=True, eq=False, repr=False)
class HartreeVoxelRegressor(VoxelRegressor):
    """VoxelRegressor that learns, beside each crystal, copies of it with randomly filtered densities.

    The first target is the Hartree energy per atom, eV, of |G| ≤ 6.4 Å⁻¹; the points are of a density of all electrons.

    Parameters
    ----------
    copies : int
        Of each crystal; their energies are summed exactly.
    spread : float
        Standard deviation of the logarithm of the filters.
    of_geometry : tuple of int
        Columns of y that do not depend on the density and hold for copies, too; all others are unknown there.
    """

    copies: int = 1
    spread: float = 0.5
    of_geometry: tuple[int, ...] = ()

    def fit(self, X, y, on_epoch=None, checkpoints: Path | None = None):
        """Train as every neural estimator, on rows and copies."""
        targets = np.asarray(y, dtype=np.float64).reshape(len(y), -1)
        rng = np.random.default_rng([self.seed, len(X)])
        rows, known = list(X), [targets]
        for _ in range(self.copies):
            copies = [filtered(row, rng, self.spread) for row in X]
            of_copies = np.full_like(targets, np.nan)
            of_copies[:, 0] = [hartree_of_points(copy) for copy in copies]
            of_copies[:, list(self.of_geometry)] = targets[:, list(self.of_geometry)]
            rows += copies
            known.append(of_copies)
        return super().fit(rows, np.concatenate(known), on_epoch, checkpoints)
