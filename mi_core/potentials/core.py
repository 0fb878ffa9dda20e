"""What keeps atoms apart below the shortest distances learned, where a potential knows nothing.

The screened repulsion of nuclei, Ziegler, Biersack & Littmark (The Stopping and Range of Ions in Solids, 1985), switched off
smoothly towards these distances, so that it changes nothing of what was learned.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mi_core.potentials.neighbours import Neighbours

COULOMB = 14.399645  # e² / 4πε₀, eV Å
_WEIGHTS = np.array([0.18175, 0.50986, 0.28022, 0.02817])
_RATES = np.array([3.19980, 0.94229, 0.40290, 0.20162])

_WIDTH = 0.25  # of the shortest distance: over how much of it the repulsion sets in


@dataclass(frozen=True, slots=True)
class Core:
    """A repulsion of pairs of atoms, and the distances below which it acts.

    Attributes
    ----------
    charges : (n_elements,)
        Atomic numbers.
    shortest : (n_elements, n_elements)
        Of each pair of elements, Å; the repulsion is zero from there on.
    """

    charges: np.ndarray
    shortest: np.ndarray

    def energies(self, pairs: Neighbours, kinds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return energies (n_atoms,), eV, half of each of an atom's pairs, and the gradients (n_pairs, 3) by their vectors.

        kinds : (n_atoms,) the number of each atom's element.
        """
        gradients = np.zeros_like(pairs.vectors)
        distances = np.linalg.norm(pairs.vectors, axis=1)
        near = np.flatnonzero(distances < self.shortest[kinds[pairs.first], kinds[pairs.second]])
        if len(near) == 0:
            return np.zeros(pairs.n_atoms), gradients
        one, two, distances = kinds[pairs.first[near]], kinds[pairs.second[near]], distances[near]
        repelled, slopes = _repulsion(
            distances, self.charges[one], self.charges[two], self.shortest[one, two]
        )
        gradients[near] = 0.5 * (slopes / distances)[:, None] * pairs.vectors[near]
        return 0.5 * np.bincount(pairs.first[near], repelled, pairs.n_atoms), gradients


def core_below(elements: Sequence[str], shortest: np.ndarray | float) -> Core:
    """Return the core of these elements below distances (n_elements, n_elements) or one for all, Å."""
    from ase.data import atomic_numbers

    charges = np.array([atomic_numbers[symbol] for symbol in elements], dtype=float)
    return Core(charges, np.broadcast_to(shortest, (len(charges), len(charges))))


def fit_core(frames: Iterable[tuple[Neighbours, np.ndarray]], elements: Sequence[str]) -> Core:
    """Return the core below all distances of frames, each its pairs and its atoms' elements as numbers.

    A pair of elements that never met keeps the shortest distance of all.
    """
    shortest = np.full((len(elements), len(elements)), np.inf)
    for pairs, kinds in frames:
        distances = np.linalg.norm(pairs.vectors, axis=1)
        np.minimum.at(shortest, (kinds[pairs.first], kinds[pairs.second]), distances)
    met = shortest[np.isfinite(shortest)]
    return core_below(elements, np.where(np.isfinite(shortest), shortest, met.min() if met.size else 0.0))


def _repulsion(
    r: np.ndarray, one: np.ndarray, two: np.ndarray, shortest: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the energy of pairs (n_pairs,), eV, and its derivative by their distance r, eV/Å.

    one, two : charges of both atoms. shortest : where it sets in.
    """
    length = 0.46850 / (one**0.23 + two**0.23)
    decays = np.exp(-_RATES * (r / length)[:, None])
    screening, falling = decays @ _WEIGHTS, -(decays @ (_WEIGHTS * _RATES)) / length
    bare, width = COULOMB * one * two / r, _WIDTH * shortest
    switch, closing = _switch((shortest - r) / width)
    return bare * screening * switch, bare * (
        (falling - screening / r) * switch - screening * closing / width
    )


def _switch(share: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return what rises from 0 at share 0 to 1 at 1, smooth to the second derivative, and its slope."""
    x = np.minimum(share, 1)
    return x**3 * (10 - 15 * x + 6 * x**2), 30 * x**2 * (1 - x) ** 2
