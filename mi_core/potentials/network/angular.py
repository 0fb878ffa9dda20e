"""Angular symmetry functions: which angles the neighbours span.

J. Behler, J. Chem. Phys. 134, 074106 (2011), G⁵ (equation 12), with Gaussians that may be centred off the atom:
G = 2^(1−ζ) Σ_{j<k} (1 + λ cos θ_jk)^ζ g(r_j) g(r_k). As the weights g of both neighbours are factors, all sums over k are
products of matrices: S_j = Σ_k A(θ_jk) g_k, G = ½ Σ_j g_j S_j.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.potentials.network.functions import Functions, element_pairs
from mi_core.potentials.network.radial import by_element, gaussians

if TYPE_CHECKING:
    from mi_core.potentials.network.environments import Environments


def angular_functions(
    environments: Environments, functions: Functions, n_elements: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return G⁵ (n, m), and its gradient by each neighbour's vector, (n, k, 3, m), 1/Å.

    The m functions are ordered by angle, then by the pair of elements of the two neighbours, then by Gaussian.
    """
    values, slopes = gaussians(environments.distances, functions.angular, functions.cutoff)
    weights = _Weights(environments, values, slopes, n_elements)
    cosines = environments.directions @ environments.directions.transpose(0, 2, 1)
    parts = [weights.sums(*_angle_factor(cosines, sign, power)) for sign, power in functions.angles]
    g = np.concatenate([part for part, _ in parts], axis=-1)
    return g, np.concatenate([part for _, part in parts], axis=-1)


def _angle_factor(cosines: np.ndarray, sign: int, power: int) -> tuple[np.ndarray, np.ndarray]:
    """Return 2^(1−ζ) (1 + λ c)^ζ and its slope by c, (n, k, k) both; the first is zero of a neighbour with itself."""
    half = 0.5 * (1 + sign * cosines)
    lower = _whole_power(half, power - 1)
    factor = 2 * lower * half
    itself = np.arange(cosines.shape[1])
    factor[:, itself, itself] = 0  # its slope needs no care: a vector has no part across itself
    return factor, sign * power * lower


def _whole_power(base: np.ndarray, power: int) -> np.ndarray:
    """Return base^power by squaring, many times faster than numpy's power."""
    result = np.ones_like(base)
    while power:
        if power % 2:
            result = result * base
        power //= 2
        if power:
            base = base * base
    return result


class _Weights:
    """The weights g of neighbours, (n, k, n_elements, n_shapes), and sums over pairs of neighbours with them."""

    def __init__(self, environments: Environments, values: np.ndarray, slopes: np.ndarray, n_elements: int):
        n, k, n_shapes = values.shape
        self.shape = (n, k, n_elements, n_shapes)
        self.directions = environments.directions
        self.distances = environments.distances
        self.own = by_element(environments, values, n_elements)  # (n, k, e, s)
        self.slopes = by_element(environments, slopes, n_elements)
        vectors = self.own.reshape(n, k, 1, -1) * self.directions[..., None]
        self.flat = self.own.reshape(n, k, -1)
        self.vectors = vectors.reshape(n, k, -1)  # g_k u_k, (n, k, 3 · e · s)
        self.pairs = element_pairs(n_elements)

    def sums(self, factor: np.ndarray, slope: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the functions of one angular factor (n, pairs · s) and their gradients (n, k, 3, pairs · s)."""
        n, k, n_elements, n_shapes = self.shape
        seen = (factor @ self.flat).reshape(self.shape)  # S_j
        pulls = (slope @ self.vectors).reshape(n, k, 3, n_elements, n_shapes)
        along = np.einsum("nkx,nkxes->nkes", self.directions, pulls)
        across = pulls - self.directions[..., None, None] * along[:, :, None]
        across /= self.distances[..., None, None, None]
        parts = [self._pair(seen, across, a, b) for a, b in self.pairs]
        return np.concatenate([g for g, _ in parts], axis=-1), np.concatenate([d for _, d in parts], axis=-1)

    def _pair(self, seen: np.ndarray, across: np.ndarray, a: int, b: int) -> tuple[np.ndarray, np.ndarray]:
        """Of neighbours of the elements a and b: each pulls by what it sees of the other."""
        g = np.einsum("nks,nks->ns", self.own[:, :, a], seen[:, :, b])
        gradient = self._pull(seen, across, a, b)
        return (0.5 * g, gradient) if a == b else (g, gradient + self._pull(seen, across, b, a))

    def _pull(self, seen: np.ndarray, across: np.ndarray, of: int, by: int) -> np.ndarray:
        along = self.slopes[:, :, of] * seen[:, :, by]
        return along[:, :, None] * self.directions[..., None] + self.own[:, :, None, of] * across[:, :, :, by]
