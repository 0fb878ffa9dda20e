"""Half of a cube of Fourier moduli, from the points of many crystals, each in an orientation of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

if TYPE_CHECKING:
    from mi_core.descriptors.reciprocal.points import ReciprocalPoints


WEAK = 0.02  # of the largest scale: below it too few training rows had anything in a shell to learn from it
EMPTY, UNMET = 1e-6, 1e-4  # of the largest scale: what such shells get, and below which they are known by it


def without_weak(scale: torch.Tensor) -> torch.Tensor:
    """Return the scales of shells (…, shells), those of weak ones as of empty ones."""
    largest = scale.amax(dim=-1, keepdim=True)
    return torch.where(scale > WEAK * largest, scale, EMPTY * largest)


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
    """Points → half of a cube of n bins, (n_crystals, fields, n/2, n, n), each bin divided by the scale of its shell.

    Bins of a shell in which no training row had anything are read as empty: over a scale of nothing they would drown all
    that was learned.
    """

    def __init__(self, n: int, g_max: float, n_fields: int):
        super().__init__()
        self.n, self.bin = n, 2 * g_max / n
        middle = (torch.arange(n) + 0.5) * self.bin - g_max
        norm = torch.sqrt(middle[n // 2 :, None, None] ** 2 + middle[:, None] ** 2 + middle**2)  # (n/2, n, n)
        shell = (norm / self.bin).round().long()
        self.register_buffer("shell", shell, persistent=False)
        self.register_buffer("scale", torch.ones(n_fields, int(shell.max()) + 1))
        # of the grid with a margin of one bin all around, in which points are shared out
        corners = [(x * (n + 2) + y) * (n + 2) + z for x in (0, 1) for y in (0, 1) for z in (0, 1)]
        self.register_buffer("corners", torch.tensor(corners), persistent=False)

    def forward(self, batch: PointsBatch) -> torch.Tensor:
        """Return the scaled half cubes."""
        met = self.scale > UNMET * self.scale.amax(dim=1, keepdim=True)
        return self.splat(batch) * torch.where(met, 1 / self.scale, 0.0)[:, self.shell]

    def splat(self, batch: PointsBatch) -> torch.Tensor:
        """Return the half cubes as they are: each point shared among the eight bins around it or its mate."""
        half, wide = self.n // 2, self.n + 2
        lowest, beyond, crystal, moduli = self._near(batch)
        weight = (torch.stack([1 - beyond, beyond], dim=2)).unbind(dim=1)  # three of (m, 2)
        weight = ((weight[0][:, :, None] * weight[1][:, None])[..., None] * weight[2][:, None, None]).flatten(
            1
        )
        x, y, z = (lowest + 1).unbind(dim=1)
        first = ((crystal * (half + 2) + x) * wide + y) * wide + z
        bins = (first[:, None] + self.corners).flatten()
        size = len(batch.rotation) * (half + 2) * wide * wide
        cubes = []
        for field in moduli.unbind(dim=1):
            flat = moduli.new_zeros(size).index_add(0, bins, (weight * field[:, None]).flatten())
            with_margin = flat.view(-1, half + 2, wide, wide)
            inside = with_margin[:, 1:-1, 1:-1, 1:-1]
            over_the_middle = with_margin[:, :1, 1:-1, 1:-1].flip(2, 3)  # for these bins their mates stand
            cubes.append(torch.cat([inside[:, :1] + over_the_middle, inside[:, 1:]], dim=1))
        return torch.stack(cubes, dim=1)

    def _near(self, batch: PointsBatch) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return lowest bin (k, 3), distance beyond it in bins, crystal and moduli of the points that a cube has part in."""
        g = (batch.rotation[batch.crystal] @ batch.g[:, :, None])[:, :, 0]  # (m, 3)
        g = torch.where(g[:, :1] < 0, -g, g)
        place = g / self.bin + g.new_tensor([-0.5, self.n // 2 - 0.5, self.n // 2 - 0.5])
        # most of the points of a crystal lie beyond the cube
        x, y, z = place.unbind(dim=1)
        near = (x < self.n // 2) & (torch.maximum(y, z) < self.n) & (torch.minimum(y, z) > -1)
        near = near.nonzero()[:, 0]
        place = place[near]
        lowest = place.floor()
        return lowest.long(), place - lowest, batch.crystal[near], batch.moduli[near]

    @torch.no_grad()
    def learn_scales(self, batch: PointsBatch) -> None:
        """Set the scale of each shell to the root mean square of its bins over a batch; weak shells count as empty."""
        squares = self.splat(batch).square().mean(dim=0).flatten(1)  # (fields, bins)
        shell = self.shell.flatten()
        total = torch.zeros_like(self.scale).index_add_(1, shell, squares)
        mean = total / torch.bincount(shell, minlength=self.scale.shape[1]).clamp(min=1)
        self.scale.copy_(without_weak(mean.sqrt()))
