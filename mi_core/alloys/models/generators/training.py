"""Training loop of the neural generators: AdamW, one learning-rate cycle, averaged weights, new conditions each step."""

from __future__ import annotations

import copy

import numpy as np
import torch

from mi_core.alloys.models.generators.networks import condition_features
from mi_core.alloys.models.random_condition import training_conditions

AVERAGED = 0.995  # decay of the exponential average of the weights, which is what is kept; less at the start
WEIGHT_DECAY = 1e-2
LARGEST_GRADIENT = 5.0


def train(model, data, seed: int, on_epoch=None):
    """Return the trained network of a generator (`build`, `loss`, `amounts_`) for the alloys of `data`."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    network = model.build(data.fractions.shape[1:])
    averaged = copy.deepcopy(network)
    steps = max(len(data) // model.batch_size, 1)
    optimiser = torch.optim.AdamW(
        network.parameters(), lr=model.learning_rate, weight_decay=WEIGHT_DECAY, betas=model.betas, fused=True
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser,
        max_lr=model.learning_rate,
        total_steps=steps * model.epochs,
        pct_start=max(0.1, 2 / (steps * model.epochs)),
    )
    network.train()
    done = 0
    for epoch in range(model.epochs):
        total = 0.0
        for rows in np.array_split(rng.permutation(len(data)), steps):
            features, there, y = batch(rng, data, rows, model.amounts_)
            loss = model.loss(network, features, there, y)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), LARGEST_GRADIENT)
            optimiser.step()
            schedule.step()
            done += 1
            average(averaged, network, min(AVERAGED, done / (done + 10)))
            total += loss.item() / steps
        if on_epoch is not None:
            on_epoch(epoch, total)
    return averaged.eval()


def batch(rng: np.random.Generator, data, rows: np.ndarray, amounts):
    """Return features (n, f) of random conditions, presence and amounts (n, 9) of these alloys."""
    wt = data.wt[rows]
    features = condition_features(training_conditions(rng, data.fractions[rows], wt))
    there, y = amounts.encode(wt)
    return features, torch.from_numpy(there), torch.from_numpy(y)


@torch.no_grad()
def average(averaged, network, decay: float) -> None:
    """Move the averaged weights towards the current ones."""
    for kept, new in zip(averaged.parameters(), network.parameters(), strict=True):
        kept.lerp_(new, 1 - decay)
