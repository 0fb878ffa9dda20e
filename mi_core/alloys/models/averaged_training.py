"""The training loop of all networks of alloys: AdamW, one learning-rate cycle, exponentially averaged weights."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Course:
    """How a network is trained.

    epochs, batch_size : passes over the alloys, alloys per step. learning_rate : peak of the cycle. betas, weight_decay :
    of AdamW. largest_gradient : norm that gradients are cut to. averaged : decay of the average of the weights, which is
    what is kept; less at the start.
    """

    epochs: int
    batch_size: int
    learning_rate: float
    weight_decay: float
    largest_gradient: float
    averaged: float
    betas: tuple[float, float] = (0.9, 0.999)


def train_averaged(
    network: torch.nn.Module,
    n: int,
    loss_of: Callable[[np.ndarray], torch.Tensor],
    course: Course,
    rng: np.random.Generator,
    on_epoch: Callable[[int, float], None] | None = None,
) -> torch.nn.Module:
    """Return the averaged network; `network` is trained in place.

    loss_of : rows of a batch, out of n, to their loss under `network`. on_epoch(epoch, loss) is called after each pass.
    """
    averaged = copy.deepcopy(network)
    steps = max(n // course.batch_size, 1)
    optimiser = torch.optim.AdamW(
        network.parameters(),
        lr=course.learning_rate,
        weight_decay=course.weight_decay,
        betas=course.betas,
        fused=True,
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser,
        max_lr=course.learning_rate,
        total_steps=steps * course.epochs,
        pct_start=max(0.1, 2 / (steps * course.epochs)),
    )
    network.train()
    done = 0
    for epoch in range(course.epochs):
        total = 0.0
        for rows in np.array_split(rng.permutation(n), steps):
            loss = loss_of(rows)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), course.largest_gradient)
            optimiser.step()
            schedule.step()
            done += 1
            _move(averaged, network, min(course.averaged, done / (done + 10)))
            total += loss.item() / steps
        if on_epoch is not None:
            on_epoch(epoch, total)
    return averaged.eval()


@torch.no_grad()
def _move(averaged: torch.nn.Module, network: torch.nn.Module, decay: float) -> None:
    """Move the averaged weights towards the current ones."""
    for kept, new in zip(averaged.parameters(), network.parameters(), strict=True):
        kept.lerp_(new, 1 - decay)
