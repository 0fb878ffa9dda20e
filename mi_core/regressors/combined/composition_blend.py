"""Composition networks and boosted trees on statistics of the composition, averaged; or both of crystals.

Both read the same rows and err in different ways: the network knows how elements act together and follows smooth trends,
trees take single properties as thresholds. Their mean errs less than either, the plainest kind of stacking.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sklearn.base import BaseEstimator, RegressorMixin, clone

if TYPE_CHECKING:
    from pathlib import Path

    from mi_core.regressors.combined.boosted_compositions import BoostedCompositions
    from mi_core.regressors.neural import NeuralRegressor

NETWORK, TREES = "network:", "trees:"


@dataclass(kw_only=True, eq=False, repr=False)
class CompositionBlend(RegressorMixin, BaseEstimator):
    """The weighted mean of networks and trees; X is a list of ElementFractions, or of FormulaGraph where both read these.

    Targets y are (n,) or (n, t) with NaN where unknown.
    The error to expect is the networks', and half the distance of networks and trees in addition. The representation is the
    networks'.

    Parameters
    ----------
    network, trees : CompositionRegressor and BoostedCompositions, or FormulaGraphRegressor and BoostedCrystals
        What is averaged, untrained.
    tree_share : float
        Weight of the trees, from 0 to 1.
    """

    network: NeuralRegressor
    trees: BoostedCompositions
    tree_share: float = 1 / 3

    def fit(self, X, y, on_epoch=None, checkpoints: Path | None = None):
        """Train both on the same rows; `on_epoch` and `checkpoints` as of the networks."""
        self.network_ = clone(self.network).fit(X, y, on_epoch, checkpoints)
        self.trees_ = clone(self.trees).fit(X, y)
        return self

    def outputs(self, X) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return mean (n, t), error to expect (n, t) and representation (n, f)."""
        network, scale, representation = self.network_.outputs(X)
        away = self.trees_.predict(X) - network
        return network + self.tree_share * away, scale + np.abs(away) / 2, representation

    def predict(self, X) -> np.ndarray:
        """Return predictions in target units, (n,) for one target, else (n, t)."""
        mean = self.outputs(X)[0]
        return mean[:, 0] if mean.shape[1] == 1 else mean

    def state(self) -> dict[str, np.ndarray]:
        """Return everything that was learned, as named arrays."""
        parts = {NETWORK: self.network_.state(), TREES: self.trees_.state()}
        return {prefix + key: array for prefix, part in parts.items() for key, array in part.items()}

    def load_state(self, arrays: dict[str, np.ndarray]):
        """Take over what `state` returned."""
        of = {
            prefix: {
                key.removeprefix(prefix): array for key, array in arrays.items() if key.startswith(prefix)
            }
            for prefix in (NETWORK, TREES)
        }
        self.network_ = clone(self.network).load_state(of[NETWORK])
        self.trees_ = clone(self.trees).load_state(of[TREES])
        return self
