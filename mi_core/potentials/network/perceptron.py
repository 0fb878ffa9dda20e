"""The network of one element: from the symmetry functions of an atom to its energy.

E = w₃ · f(W₂ f(W₁ x + b₁) + b₂) + b₃ with the whitened functions x and the softplus f(z) = ln(1 + eᶻ), whose slope is
smooth, so that forces are, too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mi_core.potentials.network.whitening import Whitening


@dataclass(frozen=True, slots=True)
class Perceptron:
    """A network with two hidden layers, and the whitening of what it reads.

    Attributes
    ----------
    whitening : Whitening
        Of the environments that it learned from.
    weights : three arrays (n_in, n_out)
        W₁, W₂ and w₃; energies in eV.
    biases : three arrays (n_out,)
        b₁, b₂ and b₃.
    """

    whitening: Whitening
    weights: tuple[np.ndarray, np.ndarray, np.ndarray]
    biases: tuple[np.ndarray, np.ndarray, np.ndarray]

    def hidden(self, g: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return both hidden layers, (n_atoms, width) each, of symmetry functions (n_atoms, m)."""
        first, second = self._inputs(g)
        return softplus(first), softplus(second)

    def energies(self, g: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the energy of each atom, eV, and its gradient by the symmetry functions, (n_atoms, m)."""
        first, second = self._inputs(g)
        slopes = sigmoid(second) * self.weights[2][:, 0]
        slopes = sigmoid(first) * (slopes @ self.weights[1].T)
        energies = softplus(second) @ self.weights[2][:, 0] + self.biases[2][0]
        return energies, slopes @ self._first_layer().T

    def hidden_slopes(self, g: np.ndarray) -> np.ndarray:
        """Return the gradients of the last hidden layer by the symmetry functions, (n_atoms, width, m)."""
        first, second = self._inputs(g)
        inner = sigmoid(first)[:, None] * self.weights[1].T  # (n_atoms, width 2, width 1)
        return sigmoid(second)[:, :, None] * (inner @ self._first_layer().T)

    def with_readout(self, weights: np.ndarray, bias: float) -> Perceptron:
        """Return the same network with another last layer, (width,)."""
        return replace(
            self,
            weights=(*self.weights[:2], weights[:, None]),
            biases=(*self.biases[:2], np.array([bias])),
        )

    def raised(self, energy: float) -> Perceptron:
        """Return the same network with an energy (eV) added to every atom."""
        return self.with_readout(self.weights[2][:, 0], float(self.biases[2][0] + energy))

    def _first_layer(self) -> np.ndarray:
        """(m, width): whitening and first layer in one."""
        return self.whitening.matrix @ self.weights[0]

    def _inputs(self, g: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """What arrives at both hidden layers."""
        first = self.whitening(g) @ self.weights[0] + self.biases[0]
        return first, softplus(first) @ self.weights[1] + self.biases[1]


def random_perceptron(
    whitening: Whitening, hidden: tuple[int, int], rng: np.random.Generator, *, bias: float = 0.0
) -> Perceptron:
    """Return a network as it is before training; `bias` (eV) is the energy that it starts from.

    Weights of variance 2 / (n_in + n_out): X. Glorot & Y. Bengio, Proc. AISTATS, 249 (2010).
    """
    sizes = (whitening.axes.shape[1], *hidden, 1)
    first, second, last = (
        rng.normal(scale=np.sqrt(2 / (n_in + n_out)), size=(n_in, n_out)) for n_in, n_out in pairwise(sizes)
    )
    return Perceptron(
        whitening, (first, second, last), (np.zeros(hidden[0]), np.zeros(hidden[1]), np.array([bias]))
    )


def softplus(z: np.ndarray) -> np.ndarray:
    """Return ln(1 + eᶻ)."""
    return np.logaddexp(0, z)


def sigmoid(z: np.ndarray) -> np.ndarray:
    """Return the slope of softplus."""
    return 0.5 * (1 + np.tanh(0.5 * z))
