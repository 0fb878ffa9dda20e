"""A convolutional network on the cube of Fourier moduli of a crystal's density (R3DVS).

S. Kajita, N. Ohba, R. Jinnouchi, R. Asahi, Sci. Rep. 7, 16991 (2017): convolutions of 3³, leaky rectifiers and pooling,
twice, then a last convolution and a dense layer. Here, beside the paper:

- Half of the cube is read, for the other half repeats it (Friedel), and the first convolution strides.
- Each bin is divided by the root mean square of its shell over the training rows: moduli fall by decades from the middle
  outwards, and a network that sees them as they are learns nothing.
- A crystal is rotated at random whenever it is learned, by its exact vectors and not by interpolating a cube; answers are
  averaged over fixed rotations, and what they differ by is part of the error to expect.
- On request what a small network makes of the elements, and of the spectrum by |G|, stands beside the last layer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import torch
from torch import nn

from mi_core.errors import InputError
from mi_core.regressors.neural import NeuralRegressor
from mi_core.regressors.voxels.beside import Beside
from mi_core.regressors.voxels.half_cube import HalfCube, PointsBatch, collate_points

SLOPE = 0.1  # of the leaky rectifiers below 0
ROWS_FOR_SCALES = 512


class VoxelNetwork(nn.Module):
    """Half cube → convolutions → dense layer, others beside it on request → mean, log scale and representation."""

    def __init__(
        self,
        n_targets: int,
        *,
        n: int,
        g_max: float,
        n_fields: int,
        channels: int,
        width: int,
        elements: int,
        shells: int,
    ):
        super().__init__()
        self.cube = HalfCube(n, g_max, n_fields)
        c = channels
        self.convolutions = nn.Sequential(
            nn.Conv3d(n_fields, c, 5, stride=2, padding=2), nn.LeakyReLU(SLOPE),
            nn.Conv3d(c, 2 * c, 3, padding=1), nn.LeakyReLU(SLOPE), nn.MaxPool3d(2),
            nn.Conv3d(2 * c, 4 * c, 3, padding=1), nn.LeakyReLU(SLOPE), nn.MaxPool3d(2),
            nn.Flatten(),
        ).to(memory_format=torch.channels_last_3d)  # fmt: skip
        bins = (n // 16) * (n // 8) ** 2
        self.dense = nn.Linear(4 * c * bins, width)
        self.beside = None
        if elements or shells:
            reach = (g_max + g_max / n) * np.sqrt(3)
            self.beside = Beside(
                elements=elements, shells=shells, reach=reach, n_fields=n_fields, width=width
            )
        wide = width * (2 if self.beside else 1)
        self.last = nn.Sequential(nn.LeakyReLU(SLOPE), nn.Linear(wide, width), nn.LeakyReLU(SLOPE))
        self.mean = nn.Linear(width, n_targets)
        self.log_scale = nn.Linear(width, n_targets)

    def forward(self, batch: PointsBatch):
        """Return mean and log scale, (n_crystals, n_targets), and the representation (n_crystals, width)."""
        return self.answers(self.cube(batch), batch)

    def answers(self, cubes: torch.Tensor, batch: PointsBatch):
        """Return the same of scaled half cubes (n_crystals, fields, n/2, n, n)."""
        known = self.dense(self.convolutions(cubes.contiguous(memory_format=torch.channels_last_3d)))
        if self.beside is not None:
            known = torch.cat([known, self.beside(batch)], dim=1)
        hidden = self.last(known)
        return self.mean(hidden), self.log_scale(hidden.detach()), hidden


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
    shells : int
        Shells of |G| of the spectrum beside the convolutions; 0 leaves it out.
    rotations : int
        Fixed rotations that answers are averaged over.
    rotate : bool
        Whether crystals are rotated at random while they are learned.
    """

    ROWS_AT_ONCE: ClassVar[int] = 32

    n: int = 32
    g_max: float = 6.4
    n_fields: int = 1
    channels: int = 16
    width: int = 128
    elements: int = 0
    shells: int = 0
    rotations: int = 8
    rotate: bool = True
    epochs: int = 60
    batch_size: int = 64

    def build_network(self, n_targets: int) -> VoxelNetwork:
        """Return an untrained network of the sizes asked for; InputError for a cube that pooling cannot halve."""
        if self.n < 16 or self.n % 16:
            raise InputError(f"A network halves its cube four times, so n is a multiple of 16; got {self.n}.")
        return VoxelNetwork(
            n_targets,
            n=self.n,
            g_max=self.g_max,
            n_fields=self.n_fields,
            channels=self.channels,
            width=self.width,
            elements=self.elements,
            shells=self.shells,
        )

    def prepare(self, network, X, index):
        """Take the scale of each shell from training rows in random orientations."""
        rng = np.random.default_rng([self.seed, index])
        rows = [X[i] for i in rng.permutation(len(X))[:ROWS_FOR_SCALES]]
        batch = collate_points(rows, self._random(len(rows), rng))
        network.cube.learn_scales(batch)
        if network.beside is not None:
            network.beside.learn_scales(batch)

    def collate(self, rows, rotation: np.ndarray | None = None) -> PointsBatch:
        """Return the batch that the network takes, all crystals rotated by one matrix (3, 3) or as they are."""
        one = np.eye(3) if rotation is None else rotation
        return collate_points(rows, np.broadcast_to(one, (len(rows), 3, 3)))

    def collate_training(self, rows, rng) -> PointsBatch:
        """Return the batch to learn from, each crystal in an orientation of its own."""
        return collate_points(rows, self._random(len(rows), rng)) if self.rotate else self.collate(rows)

    def views(self, rows) -> list[PointsBatch]:
        """Return the rows in fixed orientations."""
        return [self.collate(rows, rotation) for rotation in self.orientations(self.rotations)]

    def orientations(self, n: int) -> np.ndarray:
        """Return n fixed rotations (n, 3, 3), of which answers are averaged over the first `rotations`."""
        return self._random(n, np.random.default_rng(0))

    @staticmethod
    def _random(n: int, rng) -> np.ndarray:
        from scipy.spatial.transform import Rotation

        return Rotation.random(n, rng).as_matrix()
