"""Formation energies with the corrections of today's Materials Project, for crystals of which such labels are at hand.

The Materials Project changed its corrections after 2018 (A. Wang et al., Sci. Rep. 11, 15496, 2021): energies move by up to
0.4 eV per atom, distances to the hull hardly. So formation energies of a model of 2018 are shifted by a number per kind of
atom, and its distances to the hull are left as they are: its energies and its hull belong together.
"""

from __future__ import annotations

import numpy as np
from sklearn.base import BaseEstimator, RegressorMixin

from mi_core.descriptors.crystals.environments import potential_terms
from mi_core.pretrained.store import load_model
from mi_core.regressors.environments.huber_ridge import huber_ridge

PENALTY = 0.1  # in squared shares of atoms: an element of a few crystals keeps the reference of 2018
FORMATION, ABOVE_HULL = 0, 1  # columns of the other model's answers


class TodaysReferences(RegressorMixin, BaseEstimator):
    """Scikit-learn estimator; X is a list of CrystalEnvironments, y (n, 2): formation energy, energy above hull, eV/atom.

    Parameters
    ----------
    older : str
        Model that ships and answers both from the same X, with the corrections of 2018.

    Attributes
    ----------
    shifts_ : (N_TERMS,)
        eV per atom of each term of `mi_core.universal.reference_terms`.
    """

    def __init__(self, older: str = "universal-potential"):
        self.older = older

    def fit(self, X, y):
        """Fit the shifts between both corrections."""
        answered = self._older(X)[0][:, FORMATION]
        self.shifts_ = huber_ridge(_terms(X), np.asarray(y)[:, FORMATION] - answered, PENALTY)
        return self

    def outputs(self, X) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return means and expected errors, (n, 2), and the representation."""
        mean, scale, representation = self._older(X)
        shifted = mean[:, : ABOVE_HULL + 1].copy()
        shifted[:, FORMATION] += _terms(X) @ self.shifts_
        return shifted, scale[:, : ABOVE_HULL + 1], representation

    def _older(self, X) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        return load_model(self.older).pipeline[-1].outputs(X)

    def predict(self, X) -> np.ndarray:
        """Return the means, (n, 2)."""
        return self.outputs(X)[0]

    def state(self) -> dict[str, np.ndarray]:
        """Return everything that was learned, as named arrays."""
        return {"shifts": self.shifts_}

    def load_state(self, arrays: dict[str, np.ndarray]):
        """Take over what `state` returned."""
        self.shifts_ = arrays["shifts"]
        return self


def _terms(X) -> np.ndarray:
    """Return the terms without the potential's energy, (n, N_TERMS)."""
    return potential_terms(X)[:, 1:]
