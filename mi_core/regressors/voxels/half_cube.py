"""Half of a cube of Fourier moduli, from the points of many crystals, each in an orientation of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

if TYPE_CHECKING:
    from mi_core.descriptors.reciprocal.points import ReciprocalPoints


@dataclass(frozen=True, slots=True)
class PointsBatch:
    """Many crystals' points as one list: `crystal` (m,) tells whose each is; g (m, 3), moduli (m, c), rotation (n, 3, 3).

    Of the elements: `atomic_numbers`, `fraction` and `formula`, whose element each is, (k,).
    """

    g: torch.Tensor
    moduli: torch.Tensor
    crystal: torch.Tensor
    rotation: torch.Tensor
    atomic_numbers: torch.Tensor
    fraction: torch.Tensor
    formula: torch.Tensor


def collate_points(rows: list[ReciprocalPoints], rotation: np.ndarray) -> PointsBatch:
    """Return one batch of all crystals, each to be rotated by its matrix of rotation (n, 3, 3)."""
    of_point = np.repeat(np.arange(len(rows)), [len(row.g) for row in rows])
    of_element = np.repeat(np.arange(len(rows)), [len(row.elements) for row in rows])
    return PointsBatch(
        g=torch.from_numpy(np.concatenate([row.g for row in rows])),
        moduli=torch.from_numpy(np.concatenate([row.moduli for row in rows])),
        crystal=torch.from_numpy(of_point),
        rotation=torch.from_numpy(np.asarray(rotation, dtype=np.float32)),
        atomic_numbers=torch.from_numpy(np.concatenate([row.elements for row in rows])),
        fraction=torch.from_numpy(np.concatenate([row.fractions for row in rows])),
        formula=torch.from_numpy(of_element),
    )


class HalfCube(nn.Module):
    """Points → half of a cube of n bins, (n_crystals, fields, n/2, n, n), each bin divided by the scale of its shell."""

    def __init__(self, n: int, g_max: float, n_fields: int):
        super().__init__()
        self.n, self.bin = n, 2 * g_max / n
        middle = (torch.arange(n) + 0.5) * self.bin - g_max
        norm = torch.sqrt(middle[n // 2 :, None, None] ** 2 + middle[:, None] ** 2 + middle**2)  # (n/2, n, n)
        shell = (norm / self.bin).round().long()
        self.register_buffer("shell", shell, persistent=False)
        self.register_buffer("scale", torch.ones(n_fields, int(shell.max()) + 1))
        corners = torch.tensor([[(corner >> axis) & 1 for axis in (2, 1, 0)] for corner in range(8)])
        self.register_buffer("corners", corners, persistent=False)

    def forward(self, batch: PointsBatch) -> torch.Tensor:
        """Return the scaled half cubes."""
        return self.splat(batch) / self.scale[:, self.shell]

    def splat(self, batch: PointsBatch) -> torch.Tensor:
        """Return the half cubes as they are: each point shared among the eight bins around it or its mate."""
        n, half = self.n, self.n // 2
        g = (batch.rotation[batch.crystal] @ batch.g[:, :, None])[:, :, 0]  # (m, 3)
        g = torch.where(g[:, :1] < 0, -g, g)
        place = g / self.bin + g.new_tensor([-0.5, half - 0.5, half - 0.5])
        near = place.amax(dim=1) < n  # most of the points of a crystal lie beyond the cube
        near &= (place[:, 0] < half) & (place[:, 1:].amin(dim=1) > -1)
        place, crystal, moduli = place[near], batch.crystal[near], batch.moduli[near]
        lowest = place.floor()
        beyond = (place - lowest)[:, None]  # (m, 1, 3)
        bins = lowest.long()[:, None] + self.corners  # (m, 8, 3)
        weight = torch.where(self.corners.bool(), beyond, 1 - beyond).prod(dim=2)
        mirrored = bins[..., :1] < 0  # over the middle, where the bin's mate stands for it
        bins = torch.where(mirrored, bins.new_tensor([-1, n - 1, n - 1]) - bins, bins)
        x, y, z = bins.unbind(dim=2)
        inside = (x < half) & (y >= 0) & (y < n) & (z >= 0) & (z < n)
        place = (x * n + y) * n + z  # in the half cube
        size = half * n * n
        cubes = moduli.new_zeros(len(batch.rotation), moduli.shape[1], size)
        for field in range(moduli.shape[1]):
            flat = (crystal[:, None] * moduli.shape[1] + field) * size + place
            shares = weight * moduli[:, field, None]
            cubes.view(-1).index_add_(0, flat[inside], shares[inside])
        return cubes.view(len(batch.rotation), moduli.shape[1], half, n, n)

    @torch.no_grad()
    def learn_scales(self, batch: PointsBatch) -> None:
        """Set the scale of each shell to the root mean square of its bins over a batch."""
        squares = self.splat(batch).square().mean(dim=0).flatten(1)  # (fields, bins)
        shell = self.shell.flatten()
        total = torch.zeros_like(self.scale).index_add_(1, shell, squares)
        mean = total / torch.bincount(shell, minlength=self.scale.shape[1]).clamp(min=1)
        self.scale.copy_(mean.sqrt().clamp(min=1e-6 * float(mean.max().sqrt())))
