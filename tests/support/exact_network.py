"""A network on voxels that answers with the Hartree energy per atom itself: what a perfect model would be."""

from __future__ import annotations

import numpy as np
import torch
from pymatgen.core import Lattice, Structure

from mi_core.descriptors.reciprocal.coefficients import promolecule
from mi_core.descriptors.reciprocal.cube import G_MAX
from mi_core.descriptors.reciprocal.hartree import COULOMB_EV_A
from mi_core.descriptors.reciprocal.points import reciprocal_points
from mi_core.regressors.voxels.network import VoxelRegressor
from mi_core.voxels.explained import REACH, Reading
from mi_core.voxels.models import HARTREE, Answer

PEROVSKITE = Structure(
    Lattice.cubic(3.905),
    ["Sr", "Ti", "O", "O", "O"],
    [[0, 0, 0], [0.5, 0.5, 0.5], [0.5, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0.5]],
)
EXACT = Answer("exact", HARTREE, 0)


class ExactHartree(torch.nn.Module):
    """4π e² (V/N) Σ m² / |G|² over half of the vectors, per atom; reads a crystal of a known cell alone."""

    def __init__(self, volume_per_atom: float):
        super().__init__()
        self.volume = torch.nn.Parameter(torch.tensor(volume_per_atom))

    def forward(self, batch):
        """Return the energies as means, 0 as log scales and as representations."""
        square = batch.g.square().sum(dim=1)
        inside = (square > 0) & (square <= G_MAX**2)
        each = torch.where(inside, batch.moduli[:, 0] ** 2 / torch.where(inside, square, 1.0), 0.0)
        total = each.new_zeros(len(batch.rotation)).index_add(0, batch.crystal, each)
        mean = (4 * torch.pi * COULOMB_EV_A * self.volume * total)[:, None]
        return mean, torch.zeros_like(mean), torch.zeros_like(mean)


def exact_reading(structure) -> Reading:
    """Return what a regressor of the exact energy reads of a crystal."""
    regressor = VoxelRegressor(rotations=2)
    regressor.networks_ = [ExactHartree(structure.volume / len(structure)).eval()]
    regressor.n_targets_, regressor.target_mean_, regressor.target_scale_ = 1, np.zeros(1), np.ones(1)
    density = promolecule(structure, REACH, sphere=True)
    points = reciprocal_points(structure)
    return Reading(regressor, points, structure, "electrons", density, float(len(structure)), "eV/e")
