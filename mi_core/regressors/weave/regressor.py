"""Weave networks as estimators: regression and classification tasks at once, labels missing where nobody measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from mi_core.regressors.neural import NeuralRegressor, masked_loss
from mi_core.regressors.weave.batch import collate_molecules
from mi_core.regressors.weave.network import WeaveNetwork

if TYPE_CHECKING:
    from mi_core.regressors.weave.batch import MoleculeBatch

ROWS_FOR_SCALES = 5000


@dataclass(kw_only=True, eq=False, repr=False)
class WeaveRegressor(NeuralRegressor):
    """A network per seed on graphs of molecules (`descriptors.molecules.graph`), one head for each task.

    Parameters, beside those of `NeuralRegressor`
    ----------
    classes : tuple of int
        Columns of y that are 0 or 1; what is predicted for them is the probability of 1.
    width, pair_width, layers, steps, encoding, dropout
        As in `WeaveNetwork`.
    """

    ROWS_AT_ONCE: ClassVar[int] = 256

    classes: tuple[int, ...] = ()
    width: int = 64
    pair_width: int = 32
    layers: int = 2
    steps: int = 3
    encoding: int = 128
    dropout: float = 0.0
    n_beside: int = 0

    def build_network(self, n_targets: int) -> WeaveNetwork:
        """Return an untrained network of the sizes asked for."""
        return WeaveNetwork(
            n_targets,
            width=self.width,
            pair_width=self.pair_width,
            layers=self.layers,
            steps=self.steps,
            n_beside=self.n_beside,
            encoding=self.encoding,
            dropout=self.dropout,
        )

    def prepare(self, network: WeaveNetwork, X, index: int) -> None:
        """Take the scale of the numbers beside the graph from training rows."""
        if self.n_beside:
            rows = np.random.default_rng([self.seed, index]).permutation(len(X))[:ROWS_FOR_SCALES]
            network.beside.learn_scales(np.stack([X[row].beside for row in rows]))

    def collate(self, rows) -> MoleculeBatch:
        """Return the batch that the network takes."""
        return collate_molecules(rows)

    def standards(self, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return mean and spread of each target, but 0 and 1 of those that are classes."""
        mean, spread = super().standards(y)
        mean[list(self.classes)], spread[list(self.classes)] = 0.0, 1.0
        return mean, spread

    def loss(self, mean, log_scale, target, importance):
        """Return the loss of `masked_loss` for numbers, and the cross entropy for classes, and of both what is reported."""
        classes = torch.zeros(mean.shape[1], dtype=torch.bool)
        classes[list(self.classes)] = True
        numbers, reported = masked_loss(mean, log_scale, target.masked_fill(classes, torch.nan), importance)
        if not self.classes:
            return numbers, reported
        entropy = _masked_entropy(mean[:, classes], target[:, classes], importance[classes])
        return numbers + entropy, reported + entropy.detach()

    def _backward(self, mean, scale):
        """Undo logarithms, and turn the log odds of classes into probabilities, whose scale is that of one draw."""
        mean, scale = super()._backward(mean, scale)
        columns = list(self.classes)
        mean[:, columns] = 1 / (1 + np.exp(-mean[:, columns]))
        scale[:, columns] = np.sqrt(mean[:, columns] * (1 - mean[:, columns]))
        return mean, scale


def _masked_entropy(odds, target, importance):
    """Return the cross entropy of log odds (n, t), each target's mean over its known rows weighed by `importance` (t,)."""
    known = ~torch.isnan(target)
    entropy = binary_cross_entropy_with_logits(odds, torch.nan_to_num(target), reduction="none")
    per_target = torch.where(known, entropy, 0.0).sum(dim=0) / known.sum(dim=0).clamp(min=1)
    return (per_target * importance).sum()
