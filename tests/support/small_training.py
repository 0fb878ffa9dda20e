"""A training of seconds that a test can interrupt, also by killing its process: `python small_training.py CHECKPOINT`."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import numpy as np
import torch

from mi_core.neural import loop
from mi_core.neural.settings import TrainingSettings

N = 40
SETTINGS = {"epochs": 6, "batch_size": 8, "learning_rate": 0.02}


def interrupt() -> None:
    raise KeyboardInterrupt


def run(checkpoint=None, *, seed=0, stop_in_epoch=None, stop=interrupt, shift=0.0, **settings):
    """Return the trained network's weights and the losses by epoch; `stop()` is called in the second step of an epoch.

    Rows are shuffled and blurred by numpy, neurons dropped by torch: all random states count.
    """
    rng = np.random.default_rng(seed)
    torch.manual_seed(seed)
    network = torch.nn.Sequential(
        torch.nn.Linear(3, 16), torch.nn.SiLU(), torch.nn.Dropout(0.2), torch.nn.Linear(16, 1)
    )
    X = np.random.default_rng(7).normal(size=(N, 3)).astype(np.float32)
    y = (X[:, 0] * X[:, 1] + shift).astype(np.float32)
    losses, steps = {}, [0]

    def loss_of(network, rows):
        steps[0] += 1
        if len(losses) == stop_in_epoch and steps[0] % 2 == 0:
            stop()
        blurred = X[rows] + 0.05 * rng.normal(size=(len(rows), 3)).astype(np.float32)
        loss = (network(torch.from_numpy(blurred))[:, 0] - torch.from_numpy(y[rows])).abs().mean()
        return loss, loss.detach()

    settings = TrainingSettings(**SETTINGS | settings)
    trained = loop.train(
        network,
        N,
        loss_of,
        settings,
        rng=rng,
        checkpoint=checkpoint,
        data=[X, y],
        on_epoch=losses.__setitem__,
    )
    return {key: value.numpy() for key, value in trained.state_dict().items()}, losses


@contextmanager
def saved_epochs():
    """Give the list of the epochs that checkpoints are written after, while they are."""
    saved, save = [], loop._Training.save

    def counting(training, path, fingerprint) -> None:
        save(training, path, fingerprint)
        saved.append(training.epoch)

    with mock.patch.object(loop._Training, "save", counting):
        yield saved


@contextmanager
def interrupted(after: int):
    """Interrupt whatever trains when it has written this many checkpoints, in the middle of the next epoch."""
    step = loop._Training._step
    with saved_epochs() as saved:

        def stopping(training, rows):
            if len(saved) == after:
                raise KeyboardInterrupt
            return step(training, rows)

        with mock.patch.object(loop._Training, "_step", stopping):
            yield


if __name__ == "__main__":
    run(Path(sys.argv[1]), stop_in_epoch=3, stop=lambda: os.kill(os.getpid(), signal.SIGKILL))
