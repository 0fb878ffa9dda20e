"""The training loop of the surrogate: AdamW, one learning-rate cycle, averaged weights."""

from __future__ import annotations

import copy

import numpy as np
import torch

from mi_core.alloys.compositions.composition import wt_array_to_x
from mi_core.alloys.models.generators.training import average
from mi_core.alloys.models.surrogate_network import loss_of

AVERAGED = 0.998  # decay of the exponential average of the weights, which is what is kept; less at the start
WEIGHT_DECAY = 1e-3
LARGEST_GRADIENT = 1.0


def train(model, network, data, seed: int, number: int = 0, on_epoch=None):
    """Return the network trained on the alloys of `data`; `on_epoch(number, epoch, loss)` is called after each pass."""
    torch.manual_seed(seed)
    for module in network.modules():
        if isinstance(module, torch.nn.Linear):
            module.reset_parameters()
    x = torch.from_numpy(wt_array_to_x(data.wt)[:, :-1].astype(np.float32))
    fractions = torch.from_numpy(data.fractions)
    known = torch.isfinite(fractions).all(dim=-1).float()
    fractions = torch.nan_to_num(fractions)
    network.fit_scales(x)
    averaged = copy.deepcopy(network)
    rng = np.random.default_rng(seed)
    steps = max(len(x) // model.batch_size, 1)
    optimiser = torch.optim.AdamW(
        network.parameters(), lr=model.learning_rate, weight_decay=WEIGHT_DECAY, fused=True
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser,
        max_lr=model.learning_rate,
        total_steps=steps * model.epochs,
        pct_start=max(0.1, 2 / (steps * model.epochs)),
    )
    done = 0
    for epoch in range(model.epochs):
        total = 0.0
        for rows in np.array_split(rng.permutation(len(x)), steps):
            loss = loss_of(network(x[rows]), fractions[rows], known[rows])
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), LARGEST_GRADIENT)
            optimiser.step()
            schedule.step()
            done += 1
            average(averaged, network, min(AVERAGED, done / (done + 10)))
            total += loss.item() / steps
        if on_epoch is not None:
            on_epoch(number, epoch, total)
    return rounded(averaged).eval()


def rounded(network):
    """Round the weights to what is stored, float16, so that intervals are calibrated on what will answer."""
    for weight in network.parameters():
        weight.data = weight.data.half().float()
    return network
