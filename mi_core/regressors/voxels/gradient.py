"""What a network on voxels answers to one crystal in many orientations, and how that changes with the moduli it reads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import torch

from mi_core.neural.device import device_of, to_device
from mi_core.regressors.voxels.half_cube import collate_points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_core.descriptors.reciprocal.points import ReciprocalPoints
    from mi_core.regressors.voxels.half_cube import PointsBatch
    from mi_core.regressors.voxels.network import VoxelRegressor

MOST_POINTS = 200_000  # of a batch, for each is shared among eight bins
MOST_CUBES = 64  # of a batch


@dataclass(frozen=True, slots=True)
class Gradient:
    """The answers to one crystal in k orientations, and the mean of their gradients.

    Attributes
    ----------
    answers : (k,) float64
        In the unit of the target; each is the mean of the regressor's networks.
    moduli : (n, n_fields) float64
        ∂ mean answer / ∂ modulus of each point, in the unit of the target per e/Å³.
    """

    answers: np.ndarray
    moduli: np.ndarray


def rotated_answers(
    regressor: VoxelRegressor, points: ReciprocalPoints, rotations: np.ndarray, column: int = 0
) -> np.ndarray:
    """Return what a fitted regressor answers to a crystal rotated by each of the matrices (k, 3, 3), (k,) for a target."""
    with torch.inference_mode():
        parts = [
            _answers(regressor, _batch(regressor, points, part), column).double().numpy(force=True)
            for part in _parts(rotations, len(points.moduli))
        ]
    return _raised(regressor, _learned(regressor, np.concatenate(parts), column), column)


def modulus_gradient(
    regressor: VoxelRegressor, points: ReciprocalPoints, rotations: np.ndarray, column: int = 0
) -> Gradient:
    """Return what a fitted regressor answers to a crystal rotated by each of the matrices (k, 3, 3), and its gradient.

    column : of the targets. Of a target that was learned as logarithm the mean answer is the geometric mean, as it is in
    predictions.
    """
    answers, total = [], np.zeros(points.moduli.shape)
    for part in _parts(rotations, len(points.moduli)):
        found, gradient = _with_gradient(regressor, points, part, column)
        answers.append(found)
        total += gradient
    learned = _learned(regressor, np.concatenate(answers), column)
    moduli = total * regressor.target_scale_[column] / len(rotations)
    if column in regressor.log_targets:
        moduli *= np.log(10.0) * 10.0 ** learned.mean()
    return Gradient(_raised(regressor, learned, column), moduli)


def _parts(rotations: np.ndarray, n: int) -> Iterator[np.ndarray]:
    step = min(max(MOST_POINTS // n, 1), MOST_CUBES)
    for first in range(0, len(rotations), step):
        yield rotations[first : first + step]


def _with_gradient(
    regressor, points: ReciprocalPoints, rotations: np.ndarray, column: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return standardised answers (k,), and their gradients summed over orientations, (n, n_fields)."""
    batch = _batch(regressor, points, rotations)
    moduli = batch.moduli.requires_grad_()
    answers = _answers(regressor, replace(batch, moduli=moduli), column)
    (gradient,) = torch.autograd.grad(answers.sum(), moduli)
    summed = gradient.double().view(len(rotations), *points.moduli.shape).sum(dim=0)
    return answers.detach().double().numpy(force=True), summed.numpy(force=True)


def _batch(regressor, points: ReciprocalPoints, rotations: np.ndarray) -> PointsBatch:
    batch = collate_points([points] * len(rotations), rotations)
    return to_device(batch, device_of(regressor.networks_[0]))


def _answers(regressor, batch: PointsBatch, column: int) -> torch.Tensor:
    """Return the standardised answer to each crystal of a batch, (k,), the mean of all networks."""
    return torch.stack([network(batch)[0][:, column] for network in regressor.networks_]).mean(dim=0)


def _learned(regressor, standardised: np.ndarray, column: int) -> np.ndarray:
    return standardised * regressor.target_scale_[column] + regressor.target_mean_[column]


def _raised(regressor, learned: np.ndarray, column: int) -> np.ndarray:
    return 10.0**learned if column in regressor.log_targets else learned
