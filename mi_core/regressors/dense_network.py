"""Fully connected network on plain columns: standardised in, standardised target out, silu between.

Three hidden layers at most are plain. A deeper stack of these is harder to train, so each layer beyond them adds to what
those before it found (`ResidualLayer`): a network of depth 10 can leave the answer of one of depth 3 as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

from mi_core.neural.blocks import ResidualLayer, check_layers, multilayer_perceptron
from mi_core.regressors.neural import NeuralRegressor
from mi_core.regressors.numeric import center_and_spread, check_rows, within_reach

if TYPE_CHECKING:
    from pathlib import Path

PLAIN_LAYERS = 3


class DenseNetwork(nn.Module):
    """Hidden layers of equal width; returns mean, log scale and the last hidden layer."""

    def __init__(self, n_columns: int, n_targets: int, *, width: int, depth: int, dropout: float):
        super().__init__()
        plain = min(depth, PLAIN_LAYERS)
        self.hidden = multilayer_perceptron(n_columns, width, None, plain, dropout=dropout)
        self.deeper = nn.Sequential(*(ResidualLayer(width, dropout) for _ in range(depth - plain)))
        self.mean = nn.Linear(width, n_targets)
        self.log_scale = nn.Linear(width, n_targets)

    def forward(self, x):
        """Return mean and log scale, (n, n_targets), and the representation (n, width), from x (n, n_columns)."""
        hidden = self.deeper(self.hidden(x))  # (n, width)
        return self.mean(hidden), self.log_scale(hidden.detach()), hidden


@dataclass(kw_only=True, eq=False, repr=False)
class DenseRegressor(NeuralRegressor):
    """Scikit-learn estimator around DenseNetwork; X is (n, d).

    A missing number (NaN) counts as the mean of its column; a column that says what is missing tells it from the mean.

    Parameters
    ----------
    width, depth : int
        Units of a hidden layer, hidden layers (1 to 10); cost grows with width² · depth.
    dropout : float
        Share of units silenced while training, against overfitting.
    """

    width: int = 256
    depth: int = 3
    dropout: float = 0.0
    epochs: int = 150

    def fit(self, X, y, on_epoch=None, checkpoints: Path | None = None):
        """Train on X (n, d), NaN where a number is missing, and y (n,); InputError unless there are two rows or more."""
        check_rows(X, y, missing=True)
        X = np.asarray(X, dtype=np.float64)
        self.learn_columns(X)
        return super().fit(X, y, on_epoch, checkpoints)

    def learn_columns(self, X: np.ndarray) -> None:
        """Take from training rows (n, d) where each column lies, and how far out."""
        self.center_, self.spread_ = center_and_spread(X)
        self.furthest_ = np.abs(self._standardised(X)).max(axis=0)

    def build_network(self, n_targets: int) -> DenseNetwork:
        """Return an untrained network of the sizes asked for; InputError for a depth beyond 1 to 10."""
        check_layers("depth", self.depth)
        return DenseNetwork(
            len(self.center_), n_targets, width=self.width, depth=self.depth, dropout=self.dropout
        )

    def collate(self, rows) -> torch.Tensor:
        """Return the standardised rows, (n, d) float32, bounded as `within_reach` says."""
        return torch.from_numpy(within_reach(self._standardised(rows), self.furthest_)).float()

    def _standardised(self, rows) -> np.ndarray:
        return np.nan_to_num((np.asarray(rows) - self.center_) / self.spread_, nan=0.0)

    def state(self) -> dict[str, np.ndarray]:
        """Return everything that was learned, as named arrays."""
        return {**super().state(), "center": self.center_, "spread": self.spread_, "furthest": self.furthest_}

    def load_state(self, arrays: dict[str, np.ndarray]):
        """Take over what `state` returned."""
        self.center_, self.spread_ = arrays["center"], arrays["spread"]
        # models that people trained before it was kept have no bound
        self.furthest_ = arrays.get("furthest", np.full(len(self.center_), np.inf))
        return super().load_state(arrays)
