"""The energy above hull beside what an estimator says: its formation energy minus that of the hull, nothing learned.

So that a formation energy and the distance to the hull never contradict each other, and mean the same everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.base import BaseEstimator, RegressorMixin

from mi_core.errors import InputError
from mi_core.phases.hull import shipped_hull

if TYPE_CHECKING:
    from pathlib import Path

FORMATION, ABOVE_HULL = 0, 1  # columns of y


class WithEnergyAboveHull(RegressorMixin, BaseEstimator):
    """An estimator of formation energies (eV/atom), column 0, and others; column 1 is the energy above hull.

    X is a list of rows with `composition`, a composition key. Where the hull of a chemical system is unknown, its
    column is NaN.

    Parameters
    ----------
    estimator : NeuralRegressor
        Of all columns but that one.
    """

    def __init__(self, estimator):
        self.estimator = estimator

    def fit(self, X, y, checkpoints: Path | None = None):
        """Fit the estimator on all columns but the energy above hull."""
        self.estimator.fit(X, np.delete(np.asarray(y), ABOVE_HULL, axis=1), checkpoints=checkpoints)
        return self

    def outputs(self, X) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return means and expected errors, (n, t), and the representation (n, f)."""
        mean, scale, representation = self.estimator.outputs(X)
        hull = np.array([_hull_energy(row) for row in X])
        above = np.maximum(mean[:, FORMATION] - hull, 0.0)
        return (
            np.insert(mean, ABOVE_HULL, above, axis=1),
            np.insert(scale, ABOVE_HULL, scale[:, FORMATION], axis=1),
            representation,
        )

    def predict(self, X) -> np.ndarray:
        """Return the means, (n, t)."""
        return self.outputs(X)[0]

    def state(self) -> dict[str, np.ndarray]:
        """Return everything that was learned, as named arrays."""
        return self.estimator.state()

    def load_state(self, arrays: dict[str, np.ndarray]) -> Any:
        """Take over what `state` returned."""
        self.estimator.load_state(arrays)
        return self


def _hull_energy(row) -> float:
    try:
        return shipped_hull().energy(row.composition)
    except InputError:
        return float("nan")
