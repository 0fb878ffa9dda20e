"""By how much the answers of a network on voxels differ from one orientation of a crystal to another."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from mi_core.pretrained.model import TrainedModel
    from mi_core.structures.material import Material
    from mi_core.voxels.models import Answer

ORIENTATIONS = 64
SPREADS_WORDS = (
    "A network on voxels answers differently when the crystal is turned, and its answer is the mean over a few "
    f"orientations. The first of the two spreads is the standard deviation of the answer to one of {ORIENTATIONS} "
    "orientations, the second that of the mean."
)


@dataclass(frozen=True, slots=True)
class Spread:
    """How answers to one crystal differ.

    Attributes
    ----------
    answers : (k,) float64
        One for each orientation, in the unit of the target.
    averaged : int
        Orientations that the model's answer is the mean of.
    """

    answers: np.ndarray
    averaged: int

    @property
    def of_one(self) -> float:
        """Standard deviation of the answer to one orientation."""
        return float(self.answers.std(ddof=1))

    @property
    def of_mean(self) -> float:
        """Standard deviation of the model's answer, had other orientations been drawn for it."""
        return self.of_one / self.averaged**0.5


def spreads_text(of_one: float, of_mean: float) -> str:
    """Return both spreads with two digits; a dash for a model that does not rotate crystals."""
    if not isfinite(of_one):
        return "–"
    return " / ".join(f"{float(f'{spread:.2g}'):,g}" for spread in (of_one, of_mean))


def rotation_spread(
    trained: TrainedModel, answer: Answer, material: Material, orientations: int = ORIENTATIONS
) -> Spread:
    """Return how the answers of a model on voxels to a crystal differ; InputError for one that it cannot read."""
    from mi_core.regressors.voxels.gradient import rotated_answers

    (points,) = trained.pipeline[:-1].transform([material])
    regressor = trained.pipeline[-1]
    rotations = regressor.orientations(orientations)
    return Spread(rotated_answers(regressor, points, rotations, answer.column), regressor.rotations)
