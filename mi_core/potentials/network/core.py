"""What keeps atoms apart where no frame tells: a repulsion below the shortest distance learned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mi_core.potentials.neighbours import Neighbours

STRENGTH = 100.0  # eV, of a pair at half its shortest distance: far above what a network makes up there


@dataclass(frozen=True, slots=True)
class Core:
    """A pair energy A (r₀/r − 1)³ below r₀, and zero above, where two derivatives are continuous.

    Attributes
    ----------
    shortest : (n_elements, n_elements)
        r₀ of each pair of elements, Å.
    """

    shortest: np.ndarray

    def energies(self, pairs: Neighbours, elements: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the energy of each atom, eV, half of each of its pairs', and the gradients by the pairs' vectors."""
        distances = np.linalg.norm(pairs.vectors, axis=1)
        starts = self.shortest[elements[pairs.first], elements[pairs.second]]
        excess = np.maximum(starts / distances - 1, 0)
        energies = np.bincount(pairs.first, 0.5 * STRENGTH * excess**3, minlength=pairs.n_atoms).astype(float)
        slopes = -1.5 * STRENGTH * excess**2 * starts / distances**2
        return energies, (slopes / distances)[:, None] * pairs.vectors


def fit_core(frames: Iterable[tuple[Neighbours, np.ndarray]], n_elements: int) -> Core:
    """Return the core below all distances of frames, each its pairs and its atoms' elements.

    A pair of elements that never met keeps the shortest distance of all.
    """
    shortest = np.full((n_elements, n_elements), np.inf)
    for pairs, elements in frames:
        distances = np.linalg.norm(pairs.vectors, axis=1)
        np.minimum.at(shortest, (elements[pairs.first], elements[pairs.second]), distances)
    met = shortest[np.isfinite(shortest)]
    return Core(np.where(np.isfinite(shortest), shortest, met.min() if met.size else 0.0))
