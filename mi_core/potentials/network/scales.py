"""How large errors are expected: from the posterior of the last layers, as if all before them were fixed.

Laplace's approximation of the last layer: A. Kristiadi, M. Hein & P. Hennig, Proc. ICML, 5436 (2020). Energies and forces
are linear in the last layer, so that their variances are exact given the layers before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.potentials.neighbours import forces_of_pairs
from mi_core.potentials.potential import Scales

if TYPE_CHECKING:
    from mi_core.potentials.neighbours import Neighbours
    from mi_core.potentials.network.member import Member
    from mi_core.potentials.network.symmetry import Part

SMALLEST = 1e-3  # no scale may be zero, not even of an atom without neighbours, which has no force


class ScaleSums:
    """What the scales of one frame need, gathered part by part."""

    def __init__(self, pairs: Neighbours, members: tuple[Member, ...]):
        self.pairs, self.members = pairs, members
        widths = [len(member.covariance) for member in members]
        self.shown = [np.zeros((pairs.n_atoms, width)) for width in widths]
        self.slopes = [np.zeros((len(pairs.first), 3, width)) for width in widths]
        self.novelty = np.zeros(pairs.n_atoms)

    def add(self, part: Part) -> None:
        """Take in some atoms of the frame."""
        for member, shown, slopes in zip(self.members, self.shown, self.slopes, strict=True):
            shown[part.atoms], slopes[part.pairs] = member.features(part)
            self.novelty[part.atoms] += member.novelty(part) / len(self.members)

    def scales(self) -> Scales:
        """Return the scales.

        Of a force: posterior^¼ · noise^¾ · novelty of the atom or the neighbour that is farthest from what was learned,
        whose powers fit the errors of held-out silicon best (rank correlation 0.85, the posterior alone 0.81, and none
        once the noise is added to it). Of the energy: the mean of the atoms' own, as if their errors were one.
        """
        around = self.novelty.copy()
        np.maximum.at(around, self.pairs.first, self.novelty[self.pairs.second])
        energy, forces = [], []
        for member, shown, slopes in zip(self.members, self.shown, self.slopes, strict=True):
            sure = _variances(forces_of_pairs(self.pairs, slopes), member.covariance).mean(axis=1)
            ratio = np.maximum(np.sqrt(sure) / member.noise[1], SMALLEST)
            forces.append(member.noise[1] * ratio**0.25)
            energy.append(np.sqrt(_variances(shown, member.covariance)).mean())
        return Scales(
            float(np.mean(energy)), np.mean(forces, axis=0) * np.maximum(around, SMALLEST), self.novelty
        )


def _variances(rows: np.ndarray, covariance: np.ndarray) -> np.ndarray:
    """Return the variance of each row's product with the weights, (..., n_readout) to (...)."""
    return np.einsum("...p,...p->...", rows @ covariance, rows)
