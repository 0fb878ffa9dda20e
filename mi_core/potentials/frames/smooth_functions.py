"""Smooth functions of the neighbourhoods of atoms, whose weighted sum is an energy; their derivatives make forces.

Pairs of atoms by Chebyshev polynomials of exp(1 - r/d), and products of two moments of each atom's neighbours, as moment
tensors (Shapeev, Multiscale Model. Simul. 14, 1153 (2016), eqs. 8-10) with ranks 0 to 3, with the cube of the densities.
They are coarse: made to see whether energies and forces belong together, not to replace a potential.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations_with_replacement, product
from math import factorial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.polynomial import chebyshev

from mi_core.potentials.neighbours import find_neighbours

if TYPE_CHECKING:
    from ase import Atoms

    from mi_core.potentials.neighbours import Neighbours

_RANKS = 4
_PAIR_FUNCTIONS = 8
_RANGE = 2.1  # distances to nearest neighbours: beyond the third shell of diamond and the fourth of fcc
_POWERS = np.array(
    [p for rank in range(_RANKS) for p in product(range(rank + 1), repeat=3) if sum(p) == rank]
)
_RANK_OF = _POWERS.sum(axis=1)
_WEIGHTS = np.array([factorial(sum(p)) / np.prod([factorial(n) for n in p]) for p in _POWERS.tolist()])


class Summed(NamedTuple):
    """Functions of one frame: their sums over its atoms (n_functions,), and the forces of each (3 n_atoms, n_functions)."""

    energies: np.ndarray
    forces: np.ndarray


@dataclass(frozen=True)
class SmoothFunctions:
    """Functions for given elements.

    Attributes
    ----------
    elements : tuple of str
        One or two.
    nearest : float
        A typical distance between neighbours, Å.
    """

    elements: tuple[str, ...]
    nearest: float

    @property
    def cutoff(self) -> float:
        """How far an atom sees, Å."""
        return _RANGE * self.nearest

    @property
    def _n_radial(self) -> int:
        return 4 if len(self.elements) == 1 else 3

    @cached_property
    def _products(self) -> list[tuple[int, int]]:
        return list(combinations_with_replacement(range(self._n_radial * len(self.elements)), 2))

    def __call__(self, atoms: Atoms) -> Summed:
        """Return the functions of atoms of the elements."""
        pairs = find_neighbours(atoms, self.cutoff)
        kinds = np.array([self.elements.index(symbol) for symbol in atoms.get_chemical_symbols()])
        radial, slopes = self._radial(np.linalg.norm(pairs.vectors, axis=1))
        energies, gradients = [], []
        for part in (self._of_pairs, self._of_moments):
            sums, derivatives = part(pairs, kinds, radial, slopes)
            energies.append(sums)
            gradients.append(derivatives)
        return Summed(np.concatenate(energies), _forces(pairs, np.concatenate(gradients, axis=2)))

    def _radial(self, r: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the radial functions (n_pairs, 8) and their slopes."""
        low, high = np.exp(1 - _RANGE), np.exp(0.4)  # at the cut-off, and at 0.6 of the nearest distance
        near = np.exp(1 - r / self.nearest)
        scaled = 2 * (near - low) / (high - low) - 1
        fade, fade_slope = (1 - r / self.cutoff) ** 2, -2 * (1 - r / self.cutoff) / self.cutoff
        values = chebyshev.chebvander(scaled, _PAIR_FUNCTIONS - 1)
        by_scaled = values @ chebyshev.chebder(
            np.vstack([np.eye(_PAIR_FUNCTIONS), np.zeros(_PAIR_FUNCTIONS)])
        )
        by_r = by_scaled * (-2 * near / (high - low) / self.nearest)[:, None]
        return values * fade[:, None], by_r * fade[:, None] + values * fade_slope[:, None]

    def _of_pairs(self, pairs: Neighbours, kinds, radial, slopes) -> tuple[np.ndarray, np.ndarray]:
        """Return sums, and gradients (n_pairs, 3, n_functions), of functions of the distance for each pair of elements."""
        directions = pairs.vectors / np.linalg.norm(pairs.vectors, axis=1, keepdims=True)
        kind = kinds[pairs.first] + kinds[pairs.second]  # 0, 1, 2 for AA, AB, BB
        sums, gradients = [], []
        for which in range(2 * len(self.elements) - 1):
            mask = (kind == which)[:, None]
            sums.append((radial * mask).sum(axis=0))
            gradients.append(directions[:, :, None] * (slopes * mask)[:, None, :])
        return np.concatenate(sums), np.concatenate(gradients, axis=2)

    def _of_moments(self, pairs: Neighbours, kinds, radial, slopes) -> tuple[np.ndarray, np.ndarray]:
        """Return sums, and gradients (n_pairs, 3, n_functions), of products of moments, by the element in the middle."""
        n_channels = self._n_radial * len(self.elements)
        own = pairs.first, kinds[pairs.second]
        local, derivatives = _monomials(
            pairs.vectors, radial[:, : self._n_radial], slopes[:, : self._n_radial]
        )
        by_element = np.zeros((pairs.n_atoms, len(self.elements), self._n_radial, len(_POWERS)))
        np.add.at(by_element, own, local)
        moments = by_element.reshape(pairs.n_atoms, n_channels, len(_POWERS))
        around = moments[pairs.first]  # (n_pairs, n_channels, n_powers)
        turned = np.zeros((len(pairs.first), n_channels, len(_POWERS), 3))
        for element in range(len(self.elements)):
            mask = own[1] == element
            block = slice(element * self._n_radial, (element + 1) * self._n_radial)
            turned[mask, block] = derivatives[mask]
        sums, gradients = [], []
        for middle in range(len(self.elements)):
            atoms, edges = kinds == middle, (kinds[pairs.first] == middle)[:, None]
            for one, other in self._products:
                square = moments[atoms, one] * moments[atoms, other]
                by_power = (
                    around[:, one, :, None] * turned[:, other] + around[:, other, :, None] * turned[:, one]
                )
                sums.append(_by_rank(square.sum(axis=0)))
                gradients.append(_by_rank(by_power.transpose(0, 2, 1) * edges[:, :, None]))
            density, by_vector = around[:, :, 0], turned[:, :, 0].transpose(0, 2, 1)
            sums.append((moments[atoms, :, 0] ** 3).sum(axis=0))
            gradients.append(3 * density[:, None, :] ** 2 * by_vector * edges[:, :, None])
        return np.concatenate(sums), np.concatenate(gradients, axis=2)


def _by_rank(values: np.ndarray) -> np.ndarray:
    """Sum the last axis, over powers, into ranks."""
    return values @ (_WEIGHTS[:, None] * (_RANK_OF[:, None] == np.arange(_RANKS)))


def _monomials(vectors, radial, slopes) -> tuple[np.ndarray, np.ndarray]:
    """Return radial functions times powers of the direction (n_pairs, n_radial, n_powers), and gradients (…, 3)."""
    lengths = np.linalg.norm(vectors, axis=1)
    x = vectors / lengths[:, None]
    powers = np.prod(x[:, None, :] ** _POWERS, axis=2)
    lowered = np.maximum(_POWERS[:, None, :] - np.eye(3, dtype=int), 0)  # (n_powers, 3, 3)
    by_x = _POWERS * np.prod(x[:, None, None, :] ** lowered, axis=3)  # (n_pairs, n_powers, 3)
    tangent = (by_x - np.einsum("pma,pa->pm", by_x, x)[:, :, None] * x[:, None, :]) / lengths[:, None, None]
    values = radial[:, :, None] * powers[:, None, :]
    gradients = slopes[:, :, None, None] * powers[:, None, :, None] * x[:, None, None, :]
    return values, gradients + radial[:, :, None, None] * tangent[:, None, :, :]


def _forces(pairs: Neighbours, gradients: np.ndarray) -> np.ndarray:
    """Return the forces (3 n_atoms, n_functions) of gradients (n_pairs, 3, n_functions) by the pairs' vectors."""
    from scipy.sparse import csr_matrix

    numbers = np.arange(len(pairs.first))
    ones = np.ones(len(numbers))
    shape = (pairs.n_atoms, len(numbers))
    incidence = csr_matrix((ones, (pairs.first, numbers)), shape) - csr_matrix(
        (ones, (pairs.second, numbers)), shape
    )
    forces = incidence @ gradients.reshape(len(numbers), -1)
    return forces.reshape(3 * pairs.n_atoms, gradients.shape[2])
