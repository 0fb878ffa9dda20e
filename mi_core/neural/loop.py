"""The training loop of every network: what changes between networks is their loss and their `TrainingSettings`.

AdamW (I. Loshchilov & F. Hutter, ICLR 2019) with one learning-rate cycle (L. N. Smith & N. Topin, SPIE 11006, 2019), clipped
gradients, and on request an exponential average of the weights (B. T. Polyak & A. B. Juditsky, SIAM J. Control Optim. 30,
838, 1992) and the weights of the epoch that is best on rows held out (early stopping).
"""

from __future__ import annotations

import copy
import hashlib
import math
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from mi_core.neural.device import device_of
from mi_core.neural.saving import load_tensors, save_tensors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from mi_core.neural.settings import TrainingSettings

    Loss = Callable[[torch.nn.Module, np.ndarray], tuple[torch.Tensor, torch.Tensor]]


def train(
    network: torch.nn.Module,
    n: int,
    loss_of: Loss,
    settings: TrainingSettings,
    *,
    rng: np.random.Generator,
    checkpoint: Path | None = None,
    data: Iterable = (),
    on_epoch: Callable[[int, float], None] | None = None,
) -> torch.nn.Module:
    """Train a network in place on n rows, on its device, and return the network that answers, in evaluation mode.

    Parameters
    ----------
    network, n, settings
        What is trained, on how many rows, and how.
    loss_of : callable
        (network, rows of a batch) to the loss to minimise, and the loss to report and to judge epochs by.
    rng : numpy generator
        Of the order of the rows; losses may draw from it, too. Seed torch before the network is built.
    checkpoint : path, optional
        File that keeps the state after each epoch. An interrupted training that starts again from the same network,
        settings, seed and `data` continues behind its last whole epoch and ends as it would have; any other begins anew.
    data : arrays, or dataclasses of arrays
        What the rows are, to tell the trainings of a checkpoint apart.
    on_epoch : callable, optional
        Called with the epoch and its loss after each epoch.
    """
    training = _Training(network, n, loss_of, settings, rng)
    fingerprint = ""
    if checkpoint is not None:
        fingerprint = training.fingerprint(data)
        training.resume(checkpoint, fingerprint)
    while not training.finished():
        loss = training.run_epoch()
        if checkpoint is not None:
            training.save(checkpoint, fingerprint)
        if on_epoch is not None:
            on_epoch(training.epoch - 1, loss)
    return training.answering()


class _Training:
    """All that changes in the course of a training."""

    def __init__(self, network, n: int, loss_of: Loss, settings: TrainingSettings, rng: np.random.Generator):
        self.network, self.loss_of, self.settings, self.rng = network, loss_of, settings, rng
        self.start = rng.bit_generator.state
        held_out = min(math.ceil(n * settings.validation_share), n - 1)
        order = rng.permutation(n) if held_out else np.arange(n)
        self.validation, self.training = order[:held_out], order[held_out:]
        self.steps = settings.steps(len(self.training))
        self.epochs = settings.passes(len(self.training))
        self.optimiser, self.schedule = _optimiser(network, settings, self.steps * self.epochs)
        self.averaged = copy.deepcopy(network) if settings.averaging else network
        self.best: dict[str, torch.Tensor] = {}
        self.epoch, self.best_epoch, self.best_loss = 0, 0, math.inf

    def finished(self) -> bool:
        """Whether all epochs are done, or too many since the best one."""
        patience = self.settings.patience if len(self.validation) else 0
        return self.epoch == self.epochs or bool(patience and self.epoch - self.best_epoch >= patience)

    def run_epoch(self) -> float:
        """Pass over the training rows once, judge the result, and return the mean loss per row."""
        self.network.train()
        total = 0.0
        shuffled = self.training[self.rng.permutation(len(self.training))]
        for rows in np.array_split(shuffled, self.steps):
            total += self._step(rows) * len(rows)
        self.epoch += 1
        if len(self.validation):
            self._judge()
        return total / len(shuffled)

    def _step(self, rows: np.ndarray) -> float:
        loss, reported = self.loss_of(self.network, rows)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), self.settings.largest_gradient)
        self.optimiser.step()
        self.schedule.step()
        if self.settings.averaging:
            done = self.schedule.last_epoch  # steps: the average forgets more at the start
            _move(self.averaged, self.network, min(self.settings.averaging, done / (done + 10)))
        return float(reported)

    @torch.no_grad()
    def _judge(self) -> None:
        """Keep the weights if no epoch was better on the rows held out."""
        self.averaged.eval()
        batches = np.array_split(self.validation, self.settings.steps(len(self.validation)))
        loss = sum(float(self.loss_of(self.averaged, rows)[1]) * len(rows) for rows in batches)
        if loss < self.best_loss:
            self.best_epoch, self.best_loss = self.epoch, loss
            self.best = {key: value.clone() for key, value in self.averaged.state_dict().items()}

    def answering(self) -> torch.nn.Module:
        """Return the network with the weights that the settings ask for."""
        if self.best:
            self.averaged.load_state_dict(self.best)
        return self.averaged.eval()

    def fingerprint(self, data: Iterable) -> str:
        """Return a digest of all that decides how this training ends, of the rows as far as `data` tells."""
        digest = hashlib.sha256(repr((self.settings, len(self.training), self.start)).encode())
        weights = [value.numpy(force=True) for value in self.network.state_dict().values()]
        for item in (torch.get_rng_state().numpy(), *weights, *data):
            for part in [getattr(item, f.name) for f in fields(item)] if is_dataclass(item) else [item]:
                digest.update(np.asarray(part).tobytes())
        return digest.hexdigest()

    def save(self, path: Path, fingerprint: str) -> None:
        """Write the state."""
        notes = {
            "fingerprint": fingerprint,
            "epoch": self.epoch,
            "best_epoch": self.best_epoch,
            "best_loss": self.best_loss,
            "rows": self.rng.bit_generator.state,
            "groups": self.optimiser.state_dict()["param_groups"],
            "schedule": self.schedule.state_dict(),
        }
        save_tensors(path, self._tensors(), notes)

    def _tensors(self) -> dict[str, torch.Tensor]:
        moments = self.optimiser.state_dict()["state"]
        parts: dict[str, dict[Any, torch.Tensor]] = {
            "network": self.network.state_dict(),
            "averaged": self.averaged.state_dict() if self.settings.averaging else {},
            "best": self.best,
            "random": {"cpu": torch.get_rng_state()},
            **{f"moments-{number}": values for number, values in moments.items()},
        }
        device = device_of(self.network)
        if device.type == "cuda":
            parts["random"]["cuda"] = torch.cuda.get_rng_state(device)
        return {f"{part}/{key}": value for part, values in parts.items() for key, value in values.items()}

    def resume(self, path: Path, fingerprint: str) -> None:
        """Take over the state that the same training wrote, if there is one."""
        if not path.exists():
            return
        tensors, notes = load_tensors(path)
        if notes["fingerprint"] != fingerprint:
            return
        parts: dict[str, dict[str, torch.Tensor]] = {}
        for name, value in tensors.items():
            part, _, key = name.partition("/")
            parts.setdefault(part, {})[key] = value
        self.network.load_state_dict(parts["network"])
        self.averaged.load_state_dict(parts.get("averaged", parts["network"]))
        self.best = parts.get("best", {})
        moments = {
            int(part.removeprefix("moments-")): v for part, v in parts.items() if part.startswith("moments-")
        }
        self.optimiser.load_state_dict({"state": moments, "param_groups": notes["groups"]})
        self.schedule.load_state_dict(notes["schedule"])
        self.epoch, self.best_epoch, self.best_loss = (
            notes[key] for key in ("epoch", "best_epoch", "best_loss")
        )
        self.rng.bit_generator.state = notes["rows"]
        torch.set_rng_state(parts["random"]["cpu"])
        if "cuda" in parts["random"]:
            torch.cuda.set_rng_state(parts["random"]["cuda"], device_of(self.network))


def _optimiser(network, settings: TrainingSettings, steps: int):
    """Return AdamW and the cycle of its learning rate over all steps."""
    optimiser = torch.optim.AdamW(
        _parameter_groups(network, settings), lr=settings.learning_rate, betas=settings.betas, fused=True
    )
    # Of one step, or of all, torch divides by zero.
    rising = max(settings.warm_up, 2 / steps) if steps > 2 else 0.1
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, max_lr=settings.learning_rate, total_steps=steps, pct_start=rising
    )
    return optimiser, schedule


def _parameter_groups(network, settings: TrainingSettings) -> list[dict[str, Any]]:
    """Matrices decay; biases, norms and embeddings only where the settings say so."""
    embeddings = {id(m.weight) for m in network.modules() if isinstance(m, torch.nn.Embedding)}
    decayed: list[torch.nn.Parameter] = []
    free: list[torch.nn.Parameter] = []
    for weight in network.parameters():
        decays = settings.decay_all or (weight.ndim > 1 and id(weight) not in embeddings)
        (decayed if decays else free).append(weight)
    groups = [(decayed, settings.weight_decay), (free, 0.0)]
    return [{"params": weights, "weight_decay": decay} for weights, decay in groups if weights]


@torch.no_grad()
def _move(averaged: torch.nn.Module, network: torch.nn.Module, decay: float) -> None:
    """Move the averaged weights towards the current ones."""
    for kept, new in zip(averaged.parameters(), network.parameters(), strict=True):
        kept.lerp_(new, 1 - decay)
