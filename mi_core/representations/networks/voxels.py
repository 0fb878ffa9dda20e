"""Networks on voxels: crystals as they are read, by channels after each convolution, and in the dense layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

from mi_core.representations.layers import MATERIALS
from mi_core.representations.networks.adapter import listened, numbered

if TYPE_CHECKING:
    from torch import Tensor

    from mi_core.descriptors.reciprocal.points import ReciprocalPoints
    from mi_core.regressors.voxels.half_cube import PointsBatch
    from mi_core.regressors.voxels.network import VoxelNetwork


class VoxelLayers:
    """Adapter for `VoxelNetwork`.

    A cube is many thousand numbers that turn with the crystal: its layers are means, over the bins of each shell of |G| as
    it is read, and over all bins of each channel after a convolution.
    """

    of = (MATERIALS,)

    def states(self, network: VoxelNetwork, batch: PointsBatch, of: str) -> dict[str, Tensor]:  # noqa: ARG002
        """Return layer → (n_crystals, width)."""
        rectified = [module for module in network.convolutions if isinstance(module, nn.LeakyReLU)]
        convolutions = numbered("convolution", rectified)
        modules = {"cube": network.cube, **convolutions, "dense": network.dense, "last": network.last}
        if network.beside is not None:
            modules["beside"] = network.beside
        heard = listened(network, batch, modules)
        dense = [heard["dense"], heard["beside"]] if network.beside is not None else [heard["dense"]]
        return {
            "shells": means_of_shells(heard["cube"], network.cube.shell),
            **{name: heard[name].mean(dim=(2, 3, 4)) for name in convolutions},
            "dense": torch.cat(dense, dim=1),
            "last": heard["last"],
        }

    def points(self, row: ReciprocalPoints, of: str) -> dict[str, np.ndarray]:  # noqa: ARG002 - of crystals alone
        """Return how many elements a crystal has."""
        return {"elements": np.array([len(row.elements)])}


def means_of_shells(cubes: Tensor, shell: Tensor) -> Tensor:
    """Return the means of cubes (n, fields, x, y, z) over the bins of each shell (x, y, z), (n, fields · shells)."""
    flat, numbers = cubes.flatten(2), shell.flatten()
    counts = torch.bincount(numbers)
    sums = flat.new_zeros(*flat.shape[:2], len(counts)).index_add_(2, numbers, flat)
    return (sums / counts.clamp(min=1)).flatten(1)
