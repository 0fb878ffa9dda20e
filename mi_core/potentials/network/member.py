"""One network of each element, and how sure their last layers are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mi_core.potentials.network.perceptron import Perceptron
    from mi_core.potentials.network.symmetry import Part


@dataclass(frozen=True, slots=True)
class Member:
    """Networks of all elements, learned together; a potential is the mean of several members.

    Attributes
    ----------
    perceptrons : tuple of Perceptron
        By element.
    covariance : (n_readout, n_readout)
        Of all last layers' weights and biases, element by element, given the frames learned.
    noise : (energy, force)
        Root mean square errors of the frames learned, eV/atom and eV/Å.
    """

    perceptrons: tuple[Perceptron, ...]
    covariance: np.ndarray
    noise: tuple[float, float]

    @property
    def readout(self) -> list[slice]:
        """Where the last layer of each element stands among all."""
        ends = np.cumsum([0, *(len(net.weights[2]) + 1 for net in self.perceptrons)]).tolist()
        return [slice(begin, end) for begin, end in pairwise(ends)]

    def energies(self, part: Part) -> tuple[np.ndarray, np.ndarray]:
        """Return the energies (n,), eV, of some atoms, and their gradients by the symmetry functions (n, m)."""
        energies, slopes = np.zeros(len(part.g)), np.zeros(part.g.shape)
        for number, net in enumerate(self.perceptrons):
            own = part.elements == number
            if own.any():
                energies[own], slopes[own] = net.energies(part.g[own])
        return energies, slopes

    def novelty(self, part: Part) -> np.ndarray:
        """Return how far each atom (n,) is from those of its element that were learned; about one for these."""
        distances = np.zeros(len(part.g))
        for number, net in enumerate(self.perceptrons):
            own = part.elements == number
            distances[own] = net.whitening.novelty(part.g[own])
        return distances

    def features(self, part: Part) -> tuple[np.ndarray, np.ndarray]:
        """Return what the last layers multiply: of energies (n, n_readout), and of gradients (p, 3, n_readout)."""
        shown = np.zeros((len(part.g), len(self.covariance)))
        slopes = np.zeros((len(part.gradients), 3, len(self.covariance)))
        for number, (net, place) in enumerate(zip(self.perceptrons, self.readout, strict=True)):
            rows = np.flatnonzero(part.elements == number)
            shown[rows, place.start : place.stop - 1] = net.hidden(part.g[rows])[1]
            shown[rows, place.stop - 1] = 1
            order = np.zeros(len(part.g), int)
            order[rows] = np.arange(len(rows))
            firsts = part.places[:, 0]
            own = np.flatnonzero(part.elements[firsts] == number)
            inner = net.hidden_slopes(part.g[rows]).transpose(0, 2, 1)  # (n_own, m, width)
            slopes[own, :, place.start : place.stop - 1] = part.gradients[own] @ inner[order[firsts[own]]]
        return shown, slopes
