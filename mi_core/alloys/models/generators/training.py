"""Training of the neural generators: new random conditions around the alloys in each step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from mi_core.alloys.models.generators.networks import condition_features
from mi_core.alloys.models.random_condition import training_conditions
from mi_core.neural import loop
from mi_core.neural.device import choose_device, to_device
from mi_core.neural.settings import TrainingSettings

if TYPE_CHECKING:
    from pathlib import Path


def train(model, data, seed: int, on_epoch=None, checkpoint: Path | None = None):
    """Return the trained network of a generator (`build`, `loss`, `amounts_`) for the alloys of `data`.

    `on_epoch` and `checkpoint` as in `neural.loop.train`.
    """
    rng, device = np.random.default_rng(seed), choose_device()
    settings = TrainingSettings.of(model, full_batches=True, decay_all=True, averaging=0.995)

    def loss_of(network, rows: np.ndarray):
        """Return the loss of some alloys under new random conditions, to minimise and to report."""
        loss = model.loss(
            network, *(to_device(part, device) for part in batch(rng, data, rows, model.amounts_))
        )
        return loss, loss.detach()

    torch.manual_seed(seed)
    trained = loop.train(
        model.build(data.fractions.shape[1:]).to(device),
        len(data),
        loss_of,
        settings,
        rng=rng,
        checkpoint=checkpoint,
        data=[data.wt, data.fractions],
        on_epoch=on_epoch,
    )
    return trained.cpu()


def batch(rng: np.random.Generator, data, rows: np.ndarray, amounts):
    """Return features (n, f) of random conditions, presence and amounts (n, 9) of these alloys."""
    wt = data.wt[rows]
    features = condition_features(training_conditions(rng, data.fractions[rows], wt))
    there, y = amounts.encode(wt)
    return features, torch.from_numpy(there), torch.from_numpy(y)
