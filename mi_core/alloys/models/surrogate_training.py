"""Training of the surrogate's networks on the computed alloys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from mi_core.alloys.compositions.composition import ELEMENTS, wt_array_to_x
from mi_core.alloys.models.surrogate_network import loss_of
from mi_core.alloys.thermodynamics.database.database import default_database
from mi_core.neural import loop
from mi_core.neural.device import choose_device
from mi_core.neural.settings import TrainingSettings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def train(model, network, data, seed: int, on_epoch=None, checkpoint: Path | None = None):
    """Return the network trained on the alloys of `data`; `on_epoch` and `checkpoint` as in `neural.loop.train`."""
    torch.manual_seed(seed)
    for module in network.modules():
        if isinstance(module, torch.nn.Linear):
            module.reset_parameters()
    x = torch.from_numpy(wt_array_to_x(data.wt)[:, :-1].astype(np.float32))
    network.fit_scales(x)
    device = choose_device()
    x, fractions = x.to(device), torch.from_numpy(data.fractions).to(device)
    known = torch.isfinite(fractions).all(dim=-1).float()
    fractions = torch.nan_to_num(fractions)
    settings = TrainingSettings.of(
        model, full_batches=True, weight_decay=1e-3, decay_all=True, largest_gradient=1.0, averaging=0.998
    )

    def loss_of_rows(network, rows: np.ndarray):
        """Return the loss of some alloys, to minimise and to report."""
        loss = loss_of(network(x[rows]), fractions[rows], known[rows])
        return loss, loss.detach()

    trained = loop.train(
        network.to(device),
        len(x),
        loss_of_rows,
        settings,
        rng=np.random.default_rng(seed),
        checkpoint=checkpoint,
        data=[data.wt, data.fractions],
        on_epoch=on_epoch,
    )
    return rounded(trained.cpu())


def rounded(network):
    """Round the weights to what is stored, float16, so that intervals are calibrated on what will answer."""
    for weight in network.parameters():
        weight.data = weight.data.half().float()
    return network


def sublattices(phases: Sequence[str]) -> np.ndarray:
    """Return (phases, sublattices, 9 + 1) bool for `SurrogateNetwork`: which elements can occupy each sublattice."""
    db = default_database().db
    constituents = [db.phases[phase].constituents for phase in phases]
    most = max(len(of_phase) for of_phase in constituents)
    possible = np.zeros((len(phases), most, len(ELEMENTS) + 1), dtype=bool)
    possible[..., -1] = True
    for row, of_phase in enumerate(constituents):
        for column, species in enumerate(of_phase):
            symbols = {symbol.capitalize() for one in species for symbol in one.constituents}
            possible[row, column, :-1] = [symbol in symbols for symbol in ELEMENTS]
            possible[row, column, -1] = bool(symbols & {"Al", "Va"})
    return possible
