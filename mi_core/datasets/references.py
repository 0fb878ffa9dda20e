"""Shifts between the energies of two databases, one number per element.

Two databases that compute the same crystals with like settings still differ in the energies to which formation energies
refer, and in corrections fitted to anions and metals: per atom, E_target - E_source ≈ Σ x_i μ_i over the atomic fractions
x_i. The μ_i are fitted by ridge regression. Pairs that are not the same crystal (another polymorph, another magnetic order)
lie far off the rest and are left out, step by step, by their robust z-score.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.datasets.composition import atomic_fractions
from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

RIDGE = 0.003  # in squared atomic fractions: too little to matter for an element of ten pairs
OUTLIER = 3.0  # robust standard deviations
SMALLEST_SPREAD = 0.01  # eV/atom, so that a perfect fit throws nothing out
ROUNDS = 6


class ElementShifts:
    """One shift per element, in eV per atom of that element.

    Parameters
    ----------
    formulas : iterable of str
        Compounds that both databases hold.
    differences : iterable of float
        E_target - E_source of each in eV/atom.

    Attributes
    ----------
    shifts : dict of str to float
        μ of each element of the pairs that were kept, in eV/atom.
    n_pairs, n_kept : int
        Pairs given, and those that were no outliers.
    """

    def __init__(self, formulas: Iterable[str], differences: Iterable[float]):
        fractions = [atomic_fractions(formula) for formula in formulas]
        y = np.fromiter(differences, dtype=float)
        if len(fractions) != len(y) or not np.isfinite(y).all() or not len(y):
            raise InputError(
                f"Shifts need one finite energy difference per formula; got {len(fractions)} formulas and "
                f"{int(np.isfinite(y).sum())} finite differences. Leave out what one database lacks."
            )
        symbols = sorted(set().union(*fractions))
        X = np.array([[row.get(symbol, 0.0) for symbol in symbols] for row in fractions])
        shifts, kept = _robust_ridge(X, y)
        seen = (X[kept] > 0).any(axis=0)
        self.shifts = {
            symbol: float(mu) for symbol, mu, is_in in zip(symbols, shifts, seen, strict=True) if is_in
        }
        self.n_pairs, self.n_kept = len(y), int(kept.sum())

    def of(self, formula: str) -> float:
        """Return Σ x_i μ_i of a formula in eV/atom; an element without pairs counts as unshifted."""
        return sum(
            share * self.shifts.get(symbol, 0.0) for symbol, share in atomic_fractions(formula).items()
        )


def _robust_ridge(X: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the coefficients and which rows were kept."""
    kept = np.ones(len(y), dtype=bool)
    for _ in range(ROUNDS):
        gram = X[kept].T @ X[kept] + RIDGE * np.eye(X.shape[1])
        coefficients = np.linalg.solve(gram, X[kept].T @ y[kept])
        residual = np.abs(y - X @ coefficients)
        before, kept = kept, residual <= OUTLIER * max(1.4826 * float(np.median(residual)), SMALLEST_SPREAD)
        if (before == kept).all():
            break
    return coefficients, before
