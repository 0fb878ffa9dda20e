"""Formation energies from the energies of a universal potential: reference energies, and how far to trust them.

E_form = a E_potential + Σ terms (`mi_core.universal.reference_terms`), fitted by Huber's regression, nothing else: the
structure speaks through the potential alone. The error to expect is a log-linear function of the same terms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.base import BaseEstimator, RegressorMixin

from mi_core.descriptors.crystals.environments import potential_terms
from mi_core.regressors.environments.huber_ridge import huber_ridge

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mi_core.descriptors.crystals.environments import CrystalEnvironments

PENALTY, ERROR_PENALTY = 1e-3, 3.0
SMALLEST_ERROR = 2e-3  # eV/atom
LARGEST_ERROR = 0.5
COMPONENTS = 10  # of the mean environment, by which near and far crystals are told apart


class PotentialReferences(RegressorMixin, BaseEstimator):
    """Scikit-learn estimator; X is a list of CrystalEnvironments, y (n,) or (n, 1) formation energies in eV/atom.

    Attributes
    ----------
    coefficients_, error_coefficients_ : (1 + N_TERMS,)
        Of the energy, and of the logarithm of the expected absolute error.
    center_, axes_ : (n_features,), (n_features, COMPONENTS)
        Of the representation.
    """

    def fit(self, X: Sequence[CrystalEnvironments], y, checkpoints: Path | None = None):  # noqa: ARG002 - as networks have it
        """Fit references, expected errors and representation."""
        y, terms = np.asarray(y, dtype=float).ravel(), potential_terms(X)
        self.coefficients_ = huber_ridge(terms, y, PENALTY)
        off = np.log(np.abs(y - terms @ self.coefficients_).clip(SMALLEST_ERROR, LARGEST_ERROR))
        self.error_coefficients_ = huber_ridge(terms, off, ERROR_PENALTY)
        means = _mean_environments(X)
        self.center_ = means.mean(axis=0)
        centred = means - self.center_
        _, vectors = np.linalg.eigh(centred.T @ centred)
        self.axes_ = vectors[:, ::-1][:, :COMPONENTS].copy()
        return self

    def outputs(self, X: Sequence[CrystalEnvironments]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return formation energies and expected errors, (n, 1), and the representation (n, COMPONENTS)."""
        terms = potential_terms(X)
        error = np.exp((terms @ self.error_coefficients_).clip(np.log(SMALLEST_ERROR), np.log(LARGEST_ERROR)))
        represented = (_mean_environments(X) - self.center_) @ self.axes_
        return (terms @ self.coefficients_)[:, None], error[:, None], represented

    def predict(self, X) -> np.ndarray:
        """Return formation energies, (n,), eV/atom."""
        return self.outputs(X)[0][:, 0]

    def state(self) -> dict[str, np.ndarray]:
        """Return everything that was learned, as named arrays."""
        return {name: getattr(self, f"{name}_") for name in _LEARNED}

    def load_state(self, arrays: dict[str, np.ndarray]):
        """Take over what `state` returned."""
        for name in _LEARNED:
            setattr(self, f"{name}_", arrays[name])
        return self


_LEARNED = ("coefficients", "error_coefficients", "center", "axes")


def _mean_environments(X: Sequence[CrystalEnvironments]) -> np.ndarray:
    """Return (n, n_features), the mean over the atoms of each crystal."""
    return np.stack([row.number @ row.features.astype(np.float32) / row.number.sum() for row in X])
