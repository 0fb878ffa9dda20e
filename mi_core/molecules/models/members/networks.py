"""Weave networks of all tasks at once, one for each fold of the molecules, which it does not learn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.targets import find_target

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mi_core.descriptors.molecules.graph import MoleculeGraph
    from mi_core.regressors.weave.regressor import WeaveRegressor

#: Tasks of many molecules that have no other label: a network learns a share of those, and all of the rare class.
COMMON = ("hiv", "cep_pce_percent")
SHARE_OF_COMMON = 1 / 3
EPOCHS, BATCH = 25, 128


@dataclass(frozen=True, slots=True)
class FoldNetworks:
    """The networks, whose answers are averaged; tasks as their columns."""

    tasks: tuple[str, ...]
    networks: tuple[WeaveRegressor, ...]

    def answers(self, graphs: Sequence[MoleculeGraph]) -> tuple[np.ndarray, np.ndarray]:
        """Return values and expected errors, (n, t) each, averaged over the networks."""
        parts = [network.outputs(list(graphs))[:2] for network in self.networks]
        values, scales = (np.mean(part, axis=0) for part in zip(*parts, strict=True))
        return values, scales


def network(tasks: Sequence[str], n_beside: int, seed: int = 0, epochs: int = EPOCHS) -> WeaveRegressor:
    """Return an untrained network for these tasks."""
    from mi_core.regressors.weave.regressor import WeaveRegressor

    return WeaveRegressor(
        classes=tuple(n for n, task in enumerate(tasks) if find_target(task).probability),
        n_beside=n_beside,
        epochs=epochs,
        batch_size=BATCH,
        learning_rate=2e-3,
        averaging=0.999,
        dropout=0.1,
        seed=seed,
    )


def learned_rows(labels: np.ndarray, tasks: Sequence[str], training: np.ndarray, seed: int) -> np.ndarray:
    """Return the rows of `training` that a network learns: a third of those that only common tasks know.

    labels : (n, t). The rare class of a common task is kept whole; its log odds are set right by calibration.
    """
    common = [n for n, task in enumerate(tasks) if task in COMMON]
    others = [n for n in range(len(tasks)) if n not in common]
    wanted = ~np.isnan(labels[:, others]).all(axis=1)
    for column in common:
        if find_target(tasks[column]).probability:
            wanted |= labels[:, column] == 1
    drawn = np.random.default_rng(seed).random(len(training)) < SHARE_OF_COMMON
    return training[wanted[training] | drawn]


def train_network(
    labels: np.ndarray,
    graphs: Sequence[MoleculeGraph],
    tasks: Sequence[str],
    training: np.ndarray,
    seed: int,
    checkpoints: Path | None = None,
    epochs: int = EPOCHS,
) -> WeaveRegressor:
    """Return the network that learned these rows, of labels (n, t) and n graphs."""
    rows = learned_rows(labels, tasks, training, seed)
    described = [graphs[row] for row in rows]
    beside = described[0].beside
    untrained = network(tasks, 0 if beside is None else len(beside), seed, epochs)
    return untrained.fit(described, labels[rows], checkpoints=checkpoints)
