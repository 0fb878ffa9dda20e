"""Training of the neural generators: new random conditions around the alloys in each step."""

from __future__ import annotations

import numpy as np
import torch

from mi_core.alloys.models.averaged_training import Course, train_averaged
from mi_core.alloys.models.generators.networks import condition_features
from mi_core.alloys.models.random_condition import training_conditions


def train(model, data, seed: int, on_epoch=None):
    """Return the trained network of a generator (`build`, `loss`, `amounts_`) for the alloys of `data`."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    network = model.build(data.fractions.shape[1:])
    course = Course(
        model.epochs,
        model.batch_size,
        model.learning_rate,
        weight_decay=1e-2,
        largest_gradient=5.0,
        averaged=0.995,
        betas=model.betas,
    )

    def loss_of(rows: np.ndarray):
        """Return the loss of some alloys under new random conditions."""
        return model.loss(network, *batch(rng, data, rows, model.amounts_))

    return train_averaged(network, len(data), loss_of, course, rng, on_epoch)


def batch(rng: np.random.Generator, data, rows: np.ndarray, amounts):
    """Return features (n, f) of random conditions, presence and amounts (n, 9) of these alloys."""
    wt = data.wt[rows]
    features = condition_features(training_conditions(rng, data.fractions[rows], wt))
    there, y = amounts.encode(wt)
    return features, torch.from_numpy(there), torch.from_numpy(y)
