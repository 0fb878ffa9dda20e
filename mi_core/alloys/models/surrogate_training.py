"""Training of the surrogate's networks on the computed alloys."""

from __future__ import annotations

import numpy as np
import torch

from mi_core.alloys.compositions.composition import wt_array_to_x
from mi_core.alloys.models.averaged_training import Course, train_averaged
from mi_core.alloys.models.surrogate_network import loss_of


def train(model, network, data, seed: int, on_epoch=None):
    """Return the network trained on the alloys of `data`; `on_epoch(epoch, loss)` is called after each pass."""
    torch.manual_seed(seed)
    for module in network.modules():
        if isinstance(module, torch.nn.Linear):
            module.reset_parameters()
    x = torch.from_numpy(wt_array_to_x(data.wt)[:, :-1].astype(np.float32))
    fractions = torch.from_numpy(data.fractions)
    known = torch.isfinite(fractions).all(dim=-1).float()
    fractions = torch.nan_to_num(fractions)
    network.fit_scales(x)
    course = Course(
        model.epochs,
        model.batch_size,
        model.learning_rate,
        weight_decay=1e-3,
        largest_gradient=1.0,
        averaged=0.998,
    )

    def loss_of_rows(rows: np.ndarray):
        """Return the loss of some alloys."""
        return loss_of(network(x[rows]), fractions[rows], known[rows])

    rng = np.random.default_rng(seed)
    return rounded(train_averaged(network, len(x), loss_of_rows, course, rng, on_epoch))


def rounded(network):
    """Round the weights to what is stored, float16, so that intervals are calibrated on what will answer."""
    for weight in network.parameters():
        weight.data = weight.data.half().float()
    return network
