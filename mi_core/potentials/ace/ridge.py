"""The coefficients of an expansion: ridge regression that trusts smooth functions more than intricate ones.

It is the posterior mean of a Gaussian process of the functions, each of a prior variance that falls with its degree; its
covariance says how sure energies and forces are (Bishop, Pattern Recognition and Machine Learning, 2006, section 3.3).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.potentials.ace.expansion import Expansion
    from mi_core.potentials.ace.gram import Gram

#: What energies per atom (eV) and forces (eV/Å) are expected to miss; their ratio weighs one against the other.
ENERGY_NOISE, FORCE_NOISE = 0.0004, 0.06
STRENGTHS = (0.01, 0.1, 1.0, 10.0)
POWERS = (1.0, 1.5, 2.0)  # of the degree
_FREE = 1e-6  # the penalty of the elements' energies, which are hardly held back
_STILL = 0.05  # of its part of the energy: a function counts as no smaller, though it may add to no force
_NEGLIGIBLE = 1e-6  # of the squares of what is expected to be missed: below, errors count as none
_ROUNDING = (0.0, 1e-14, 1e-12, 1e-10, 1e-8)  # of the diagonal, what rounding may have taken from it


@dataclass(frozen=True, slots=True)
class Penalty:
    """How much coefficients are held back: strength · (1 + degree)^(2 · power), of functions of unit size."""

    strength: float
    power: float


PENALTIES = tuple(Penalty(strength, power) for strength, power in itertools.product(STRENGTHS, POWERS))


@dataclass(frozen=True, slots=True)
class Fit:
    """Coefficients (n_columns,) and the root (n_columns, n_columns) of their covariance: covariance = root @ rootᵀ."""

    coefficients: np.ndarray
    root: np.ndarray


def solve(gram: Gram, expansion: Expansion, penalty: Penalty) -> Fit:
    """Return the coefficients and their covariance."""
    from scipy.linalg import solve_triangular

    precision, wanted, sizes = _scaled(gram, expansion, penalty)
    lower = _factor(precision)
    inverse = solve_triangular(lower, np.eye(len(lower)), lower=True)
    root = (inverse / sizes).T
    return Fit(root @ (inverse @ wanted), root)


def coefficients_of(gram: Gram, expansion: Expansion, penalty: Penalty) -> np.ndarray:
    """Return the coefficients alone."""
    from scipy.linalg import cho_solve

    precision, wanted, sizes = _scaled(gram, expansion, penalty)
    return cho_solve((_factor(precision), True), wanted) / sizes


def best_penalty(grams: Sequence[Gram], expansion: Expansion) -> Penalty:
    """Return the penalty with the least errors on each part, learned from the others.

    Errors of energies and of forces count alike, each relative to its least.
    """
    total = sum(grams[1:], start=grams[0])
    errors = np.zeros((len(PENALTIES), 2))
    for row, penalty in enumerate(PENALTIES):
        for gram in grams:
            errors[row] += gram.squared_error(coefficients_of(total - gram, expansion, penalty))
    # Forces that symmetry forbids are missed by rounding alone, which must not decide.
    errors += _NEGLIGIBLE * np.array([ENERGY_NOISE, FORCE_NOISE]) ** 2
    return PENALTIES[int(np.argmin((errors / errors.min(axis=0)).sum(axis=1)))]


def _factor(precision: np.ndarray) -> np.ndarray:
    """Return the lower Cholesky factor; a share of the diagonal is added where rounding has left the matrix without one."""
    from scipy.linalg import LinAlgError, cholesky

    for share in _ROUNDING:
        try:
            return cholesky(
                precision + np.diag(share * np.diag(precision)) if share else precision, lower=True
            )
        except LinAlgError:
            continue
    raise LinAlgError("The functions of these frames differ by less than rounding errors.")


def _scaled(gram: Gram, expansion: Expansion, penalty: Penalty) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return precision and right side for functions scaled to unit size, and those sizes (n_columns,)."""
    both = gram.energy / ENERGY_NOISE**2 + gram.force / FORCE_NOISE**2
    inner = both[:-1, :-1]
    of_forces = np.diag(gram.force)[:-1] / max(gram.n_forces, 1)
    of_energies = np.diag(gram.energy)[:-1] / max(gram.n_energies, 1)
    # In perfect crystals symmetry forbids forces; what sets the size of a function there is the energy.
    sizes = np.sqrt(np.maximum.reduce([of_forces, _STILL**2 * of_energies, np.full_like(of_forces, 1e-12)]))
    n_elements = len(expansion.elements)
    sizes[-n_elements:] = 1.0
    degrees = np.tile(expansion.products.degrees, n_elements)
    held = np.append(penalty.strength * (1 + degrees) ** (2 * penalty.power), np.full(n_elements, _FREE))
    precision = inner / np.outer(sizes, sizes) + np.diag(held)
    return precision, both[:-1, -1] / sizes, sizes
