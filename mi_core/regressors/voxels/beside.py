"""What a network may read of a crystal beside its voxels, and what no rotation changes: elements, and a spectrum by |G|."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import nn

from mi_core.neural.blocks import MAX_ATOMIC_NUMBER, multilayer_perceptron
from mi_core.regressors.voxels.half_cube import UNMET, without_weak

if TYPE_CHECKING:
    from mi_core.regressors.voxels.half_cube import PointsBatch

TINY = 1e-12  # of squared moduli, e²/Å⁶


class Beside(nn.Module):
    """Elements of a formula, spectrum, or both → (n_crystals, width)."""

    def __init__(self, *, elements: int, shells: int, reach: float, n_fields: int, width: int):
        super().__init__()
        self.elements = PooledElements(elements) if elements else None
        self.spectrum = Spectrum(shells, reach, n_fields) if shells else None
        self.layers = multilayer_perceptron(2 * elements + shells * n_fields, width, width, depth=2)

    def forward(self, batch: PointsBatch) -> torch.Tensor:
        """Return what a network of two hidden layers makes of them."""
        parts = [part(batch) for part in (self.elements, self.spectrum) if part is not None]
        return self.layers(torch.cat(parts, dim=1))

    def learn_scales(self, batch: PointsBatch) -> None:
        """Set the scales of the spectrum by a batch."""
        if self.spectrum is not None:
            self.spectrum.learn_scales(batch)


class PooledElements(nn.Module):
    """Mean and variance of the learned vectors of a formula's elements, (n_crystals, 2 features)."""

    def __init__(self, features: int):
        super().__init__()
        self.embed = nn.Embedding(MAX_ATOMIC_NUMBER + 1, features)

    def forward(self, batch: PointsBatch) -> torch.Tensor:
        """Return the moments, weighted by the shares of the atoms."""
        vectors = self.embed(batch.atomic_numbers)
        moments = torch.cat([vectors, vectors**2], dim=1) * batch.fraction[:, None]
        pooled = moments.new_zeros(len(batch.rotation), moments.shape[1]).index_add_(
            0, batch.formula, moments
        )
        mean, square = pooled.chunk(2, dim=1)
        return torch.cat([mean, square - mean**2], dim=1)


class Spectrum(nn.Module):
    """Root of the squared moduli in overlapping shells of |G|, over its root mean square, (n_crystals, shells · fields).

    Shells are triangles, as wide as they are apart, so that a vector that moves changes them continuously. One in which no
    training row had anything counts as empty: over a scale of nothing it would drown all that was learned.
    """

    def __init__(self, shells: int, reach: float, n_fields: int):
        super().__init__()
        self.shells, self.apart = shells, reach / shells
        self.register_buffer("scale", torch.ones(shells * n_fields))

    def forward(self, batch: PointsBatch) -> torch.Tensor:
        """Return the scaled spectrum."""
        met = self.scale > UNMET * self.scale.max()
        return torch.where(met, self.unscaled(batch) / self.scale, 1.0)  # as it was where all rows were empty

    def unscaled(self, batch: PointsBatch) -> torch.Tensor:
        """Return the spectrum as it is."""
        place = batch.g.norm(dim=1) / self.apart
        lowest = place.floor().long()
        squares = batch.moduli.square()  # (m, fields)
        total = squares.new_zeros(len(batch.rotation) * self.shells, squares.shape[1])
        for shell, weight in ((lowest, 1 - (place - lowest)), (lowest + 1, place - lowest)):
            inside = shell < self.shells
            rows = batch.crystal[inside] * self.shells + shell[inside]
            total = total.index_add(0, rows, squares[inside] * weight[inside, None])
        # a shell that holds nothing has no slope there, and the root would have an infinite one
        return total.view(len(batch.rotation), -1).clamp(min=TINY).sqrt()

    @torch.no_grad()
    def learn_scales(self, batch: PointsBatch) -> None:
        """Set the scale of each shell to its root mean square over a batch; weak shells count as empty."""
        self.scale.copy_(without_weak(self.unscaled(batch).square().mean(dim=0).sqrt()))
