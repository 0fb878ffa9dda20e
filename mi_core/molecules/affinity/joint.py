"""The affinity that one joint training of all tasks tells by looking ahead.

C. Fifty et al., NeurIPS 2021 (task affinity groupings): the shared weights take a step down the gradient of task j, and the
loss of task i before and after is compared; the mean over the training is the affinity a(i ← j).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.molecules.affinity.exact import labels_of, network_of
from mi_core.molecules.affinity.tables import VALUES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import torch

    from mi_core.descriptors.molecules.graph import MoleculeGraph
    from mi_core.molecules.affinity.drawn import Drawn
    from mi_core.regressors.weave.regressor import WeaveRegressor

BATCH = 256  # molecules
EPOCHS = 16
EVERY = 10  # steps of the training: 30 measurements for 4,600 molecules
HEADS = "heads."  # what the weights that a task has for itself are called


def joint_values(
    frame: pd.DataFrame,
    graphs: Mapping[str, MoleculeGraph],
    drawn: Mapping[str, Drawn],
    seed: int = 0,
    epochs: int = EPOCHS,
    every: int = EVERY,
) -> pd.DataFrame:
    """Train one network on all drawn tasks, and return the mean affinity of each pair: VALUES.

    every : steps from one measurement to the next.
    """
    import torch

    from mi_core.neural.loop import train
    from mi_core.neural.settings import TrainingSettings

    tasks = tuple(drawn)
    rows, labels = labels_of(frame, drawn)
    model = network_of(labels, seed, epochs)
    model.batch_size = BATCH
    described = [graphs[smiles] for smiles in frame["smiles"].to_numpy()[rows]]
    looking = _LookingAhead(model, described, labels, every)
    torch.manual_seed(seed)
    network = model.build_network(len(tasks))
    train(network, len(rows), looking.loss_of, TrainingSettings.of(model), rng=np.random.default_rng(seed))
    return _tidy(np.stack(looking.measured), tasks, seed)


class _LookingAhead:
    """The loss of a training, which every so many steps measures what a step for each task does to all."""

    def __init__(self, model: WeaveRegressor, graphs: list[MoleculeGraph], labels: np.ndarray, every: int):
        import torch

        from mi_core.regressors.neural import target_importance

        mean, spread = model.standards(labels)
        self.model, self.graphs, self.every = model, graphs, every
        self.targets = torch.from_numpy(((labels - mean) / spread).astype(np.float32))
        self.importance = torch.from_numpy(target_importance(labels)).float()
        self.measured: list[np.ndarray] = []
        self.steps = 0

    def loss_of(self, network: torch.nn.Module, rows: np.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the loss of a batch, and what of it is reported."""
        chosen = [self.graphs[row] for row in rows]
        if self.steps % self.every == 0:
            self.measured.append(_looked_ahead(self.model, network, chosen, self.targets[rows]))
        self.steps += 1
        mean, log_scale, _ = network(self.model.collate(chosen))
        return self.model.loss(mean, log_scale, self.targets[rows], self.importance)


def _looked_ahead(
    model: WeaveRegressor, network: torch.nn.Module, graphs: list[MoleculeGraph], targets: torch.Tensor
) -> np.ndarray:
    """Return by how much the loss of each task falls by a step down the gradient of each, (t, t); NaN without labels."""
    import torch

    weights = dict(network.named_parameters())
    shared = {name: weight for name, weight in weights.items() if not name.startswith(HEADS)}
    classes = torch.zeros(targets.shape[1], dtype=torch.bool)
    classes[list(model.classes)] = True
    batch = model.collate(graphs)
    with torch.no_grad():
        before = _losses(network, weights, batch, targets, classes)
    found = np.full((len(classes), len(classes)), np.nan)
    for task, known in enumerate((~targets.isnan()).T):
        if not known.any():
            continue
        rows = known.nonzero()[:, 0].tolist()
        own = model.collate([graphs[row] for row in rows])
        loss = _losses(network, weights, own, targets[rows], classes)[task]
        gradients = torch.autograd.grad(loss, list(shared.values()))
        with torch.no_grad():
            moved = {
                name: weight - model.learning_rate * gradient
                for (name, weight), gradient in zip(shared.items(), gradients, strict=True)
            }
            after = _losses(network, weights | moved, batch, targets, classes)
        found[:, task] = (1 - after / before).numpy()
    return found


def _losses(network, weights, batch, targets, classes) -> torch.Tensor:
    """Return the absolute error of numbers and the cross entropy of classes, (t,), by these weights; NaN without labels."""
    import torch
    from torch.nn.functional import binary_cross_entropy_with_logits

    answers = torch.func.functional_call(network, weights, (batch,))[0]
    known, filled = ~targets.isnan(), targets.nan_to_num()
    entropy = binary_cross_entropy_with_logits(answers, filled, reduction="none")
    each = torch.where(classes, entropy, (answers - filled).abs())
    return torch.where(known, each, 0.0).sum(dim=0) / known.sum(dim=0)


def _tidy(measured: np.ndarray, tasks: tuple[str, ...], seed: int) -> pd.DataFrame:
    """Return the means of measurements (m, t, t), those without labels left out, as VALUES."""
    known = np.isfinite(measured)
    mean = np.where(known, measured, 0).sum(axis=0) / np.where(known.any(axis=0), known.sum(axis=0), np.nan)
    found = [
        [seed, task, beside, mean[i, j]]
        for i, task in enumerate(tasks)
        for j, beside in enumerate(tasks)
        if i != j
    ]
    return pd.DataFrame(found, columns=VALUES)
