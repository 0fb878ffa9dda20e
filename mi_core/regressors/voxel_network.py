"""A convolutional network on the cube of Fourier moduli of a crystal's density (R3DVS).

S. Kajita, N. Ohba, R. Jinnouchi, R. Asahi, Sci. Rep. 7, 16991 (2017): convolutions of 3³, leaky rectifiers and pooling,
twice, then a last convolution and a dense layer. Here, beside the paper:

- Half of the cube is read, for the other half repeats it (Friedel), and the first convolution strides.
- Each bin is divided by the root mean square of its shell over the training rows: moduli fall by decades from the middle
  outwards, and a network that sees them as they are learns nothing.
- A crystal is rotated at random whenever it is learned, by its exact vectors and not by interpolating a cube; answers are
  averaged over fixed rotations, and what they differ by is part of the error to expect.
- On request what a small network knows of the elements stands beside the last layer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

from mi_core.neural.blocks import MAX_ATOMIC_NUMBER
from mi_core.regressors.neural import NeuralRegressor

if TYPE_CHECKING:
    from mi_core.descriptors.reciprocal.points import ReciprocalPoints

SLOPE = 0.1  # of the leaky rectifiers below 0
ROWS_FOR_SCALES = 512


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


class VoxelNetwork(nn.Module):
    """Half cube → convolutions → dense layer, elements beside it on request → mean, log scale and representation."""

    def __init__(
        self, n_targets: int, *, n: int, g_max: float, n_fields: int, channels: int, width: int, elements: int
    ):
        super().__init__()
        self.cube = HalfCube(n, g_max, n_fields)
        c = channels
        self.convolutions = nn.Sequential(
            nn.Conv3d(n_fields, c, 3, stride=2, padding=1), nn.LeakyReLU(SLOPE),
            nn.Conv3d(c, 2 * c, 3, padding=1), nn.LeakyReLU(SLOPE), nn.MaxPool3d(2),
            nn.Conv3d(2 * c, 4 * c, 3, padding=1), nn.LeakyReLU(SLOPE), nn.MaxPool3d(2),
            nn.Flatten(),
        )  # fmt: skip
        bins = (n // 16) * (n // 8) ** 2
        self.dense = nn.Linear(4 * c * bins, width)
        self.embed = nn.Embedding(MAX_ATOMIC_NUMBER + 1, elements) if elements else None
        if elements:
            self.of_elements = nn.Sequential(
                nn.Linear(2 * elements, width), nn.SiLU(), nn.Linear(width, width)
            )
        wide = width * (2 if elements else 1)
        self.last = nn.Sequential(nn.LeakyReLU(SLOPE), nn.Linear(wide, width), nn.LeakyReLU(SLOPE))
        self.mean = nn.Linear(width, n_targets)
        self.log_scale = nn.Linear(width, n_targets)

    def forward(self, batch: PointsBatch):
        """Return mean and log scale, (n_crystals, n_targets), and the representation (n_crystals, width)."""
        return self.answers(self.cube(batch), batch)

    def answers(self, cubes: torch.Tensor, batch: PointsBatch):
        """Return the same of scaled half cubes (n_crystals, fields, n/2, n, n)."""
        known = self.dense(self.convolutions(cubes))
        if self.embed is not None:
            known = torch.cat([known, self.of_elements(self._pooled(batch))], dim=1)
        hidden = self.last(known)
        return self.mean(hidden), self.log_scale(hidden.detach()), hidden

    def _pooled(self, batch: PointsBatch) -> torch.Tensor:
        """Return mean and variance of the elements' embeddings over a formula, (n_crystals, 2 · elements)."""
        vectors = self.embed(batch.atomic_numbers)
        moments = torch.cat([vectors, vectors**2], dim=1) * batch.fraction[:, None]
        pooled = moments.new_zeros(len(batch.rotation), moments.shape[1]).index_add_(
            0, batch.formula, moments
        )
        mean, square = pooled.chunk(2, dim=1)
        return torch.cat([mean, square - mean**2], dim=1)


@dataclass(kw_only=True, eq=False, repr=False)
class VoxelRegressor(NeuralRegressor):
    """Scikit-learn estimator around VoxelNetwork; X is a list of ReciprocalPoints.

    Parameters
    ----------
    n, g_max : int, float
        Bins on a side, a multiple of 16; half the side in Å⁻¹.
    n_fields : int
        Channels of the points.
    channels, width : int
        Channels behind the first convolution, and units of the dense layers; cost grows with the square of the former.
    elements : int
        Length of the vector of an element beside the convolutions; 0 leaves the elements out.
    rotations : int
        Fixed rotations that answers are averaged over.
    rotate : bool
        Whether crystals are rotated at random while they are learned.
    """

    n: int = 32
    g_max: float = 6.4
    n_fields: int = 1
    channels: int = 16
    width: int = 128
    elements: int = 0
    rotations: int = 8
    rotate: bool = True
    epochs: int = 60
    batch_size: int = 64

    def build_network(self, n_targets: int) -> VoxelNetwork:
        """Return an untrained network of the sizes asked for."""
        return VoxelNetwork(
            n_targets,
            n=self.n,
            g_max=self.g_max,
            n_fields=self.n_fields,
            channels=self.channels,
            width=self.width,
            elements=self.elements,
        )

    def prepare(self, network, X, index):
        """Take the scale of each shell from training rows in random orientations."""
        rng = np.random.default_rng([self.seed, index])
        rows = [X[i] for i in rng.permutation(len(X))[:ROWS_FOR_SCALES]]
        network.cube.learn_scales(collate_points(rows, self._random(len(rows), rng)))

    def collate(self, rows, rotation: np.ndarray | None = None) -> PointsBatch:
        """Return the batch that the network takes, all crystals rotated by one matrix (3, 3) or as they are."""
        one = np.eye(3) if rotation is None else rotation
        return collate_points(rows, np.broadcast_to(one, (len(rows), 3, 3)))

    def collate_training(self, rows, rng) -> PointsBatch:
        """Return the batch to learn from, each crystal in an orientation of its own."""
        return collate_points(rows, self._random(len(rows), rng)) if self.rotate else self.collate(rows)

    def views(self, rows) -> list[PointsBatch]:
        """Return the rows in fixed orientations."""
        return [
            self.collate(rows, rotation)
            for rotation in self._random(self.rotations, np.random.default_rng(0))
        ]

    @staticmethod
    def _random(n: int, rng) -> np.ndarray:
        from scipy.spatial.transform import Rotation

        return Rotation.random(n, rng).as_matrix()
