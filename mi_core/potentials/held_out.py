"""What a potential says of frames that were held out of its learning, fold by fold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mi_core.potentials.potential import Scales

FOLDS = 5


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Answers for all frames, each by a potential that did not learn from it.

    Attributes
    ----------
    folds : (n_frames,) int
        Which part each frame was held out in.
    energies : (n_frames,)
        eV/atom.
    forces : list of (n_atoms, 3)
        eV/Å, by frame.
    scales : list of Scales
        By frame.
    """

    folds: np.ndarray
    energies: np.ndarray
    forces: list[np.ndarray]
    scales: list[Scales]


def folds_of(n_frames: int, *, seed: int = 0) -> np.ndarray:
    """Return the fold (n_frames,) of each frame, drawn at random in parts of equal size."""
    return np.random.default_rng(seed).permutation(n_frames) % FOLDS
