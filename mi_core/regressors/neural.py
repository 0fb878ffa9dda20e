"""What all neural estimators share: scikit-learn outside, the loop of `mi_core.neural` inside.

Loss: mean absolute error of the standardised targets, plus the Laplace log-likelihood of the *detached* residual, which
teaches a second output the size of the error to expect without disturbing the first (its use: conformal intervals that
are wide where the model is unsure). Missing targets (NaN) are masked, so one network learns several properties.
By default no rows are held out to stop early: the learning-rate cycle ends by itself.
"""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import torch
from sklearn.base import BaseEstimator, RegressorMixin

from mi_core.errors import InputError
from mi_core.neural.device import choose_device, device_of, to_device
from mi_core.neural.loop import train
from mi_core.neural.saving import weights_from_arrays, weights_to_arrays
from mi_core.neural.settings import TrainingSettings

if TYPE_CHECKING:
    from pathlib import Path

LOG_SCALE_RANGE = (-6.0, 3.0)  # of standardised targets: keeps an untrained or unsure scale finite


@dataclass(kw_only=True, eq=False, repr=False)
class NeuralRegressor(RegressorMixin, BaseEstimator, ABC):
    """Base of torch estimators; a subclass offers `build_network(n_targets)` and `collate(rows)`.

    Parameters
    ----------
    n_networks : int
        Networks trained from different seeds and averaged; cost and size grow linearly.
    epochs, fewest_steps, batch_size, learning_rate, weight_decay, averaging, validation_share, patience
        As in `TrainingSettings`.
    seed : int
        Of weights and batches; equal seeds repeat a fit on one machine.
    log_targets : tuple of int
        Columns of y that are positive and spread over decades: learned as log10, predicted in their own unit.
    verbose : bool
        Whether to print the loss of each epoch.

    Attributes
    ----------
    networks_ : list of torch modules
    target_mean_, target_scale_ : (n_targets,) arrays
    n_targets_ : int
    """

    ROWS_AT_ONCE: ClassVar[int] = 512  # that are answered; a subclass takes fewer where caches would overflow

    n_networks: int = 1
    epochs: int = 100
    fewest_steps: int = 0
    batch_size: int = 128
    learning_rate: float = 2e-3
    weight_decay: float = 1e-2
    averaging: float = 0.0
    validation_share: float = 0.0
    patience: int = 0
    seed: int = 0
    log_targets: tuple[int, ...] = ()
    verbose: bool = False

    @abstractmethod
    def build_network(self, n_targets: int) -> torch.nn.Module:
        """Return an untrained network whose forward gives mean, log scale and representation."""

    def prepare(self, network: torch.nn.Module, X, index: int) -> None:
        """Set what an untrained network, number `index` of them, takes from the training rows; by default nothing."""

    @abstractmethod
    def collate(self, rows):
        """Return the batch of these rows that the network takes."""

    def collate_training(self, rows, rng: np.random.Generator):  # noqa: ARG002 - a subclass may draw from it
        """Return the batch of these rows to learn from; a subclass may change them at random, as the target allows."""
        return self.collate(rows)

    def standards(self, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return what each target is shifted and divided by before it is learned, (t,) each: its mean and its spread."""
        spread = np.nanstd(y, axis=0)
        return np.nanmean(y, axis=0), np.where(spread > 0, spread, 1.0)

    def loss(self, mean, log_scale, target, importance):
        """Return the loss of a batch, and the part of it that is reported; as `masked_loss`."""
        return masked_loss(mean, log_scale, target, importance)

    def views(self, rows) -> list:
        """Return the batches of these rows over which answers are averaged; one unless a subclass sees rows in many ways."""
        return [self.collate(rows)]

    def fit(self, X, y, on_epoch=None, checkpoints: Path | None = None):
        """Train on rows X and targets y, (n,) or (n, n_targets), NaN where unknown.

        `on_epoch(network_index, epoch, loss)` is called after each epoch. `checkpoints` is a folder that keeps the state of
        each network: a fit of the same rows that was interrupted continues from it.
        """
        y = self._forward(_check_targets(X, y))
        self.n_targets_ = y.shape[1]
        self.target_mean_, self.target_scale_ = self.standards(y)
        standardised = ((y - self.target_mean_) / self.target_scale_).astype(np.float32)
        self.networks_ = [
            self._train(
                X, standardised, index, on_epoch, checkpoints and checkpoints / f"network{index}.safetensors"
            )
            for index in range(self.n_networks)
        ]
        return self

    def _train(
        self, X, targets: np.ndarray, index: int, on_epoch, checkpoint: Path | None
    ) -> torch.nn.Module:
        started, device = time.perf_counter(), choose_device()
        importance = torch.from_numpy(target_importance(targets)).float().to(device)
        known = torch.from_numpy(targets).to(device)

        def loss_of(network, rows: np.ndarray):
            """Return the loss of some rows, and its part that is the absolute error."""
            batch = self.collate_training([X[row] for row in rows], rng)
            mean, log_scale, _ = network(to_device(batch, device))
            return self.loss(mean, log_scale, known[rows], importance)

        def report(epoch: int, loss: float) -> None:
            """Tell whoever wants to know."""
            if self.verbose:
                print(f"network {index} epoch {epoch + 1} loss {loss:.4f} "  # noqa: T201
                      f"{time.perf_counter() - started:.0f} s", flush=True)  # fmt: skip
            if on_epoch is not None:
                on_epoch(index, epoch, loss)

        rng = np.random.default_rng(self.seed + index)
        torch.manual_seed(self.seed + index)
        network = self.build_network(self.n_targets_)
        self.prepare(network, X, index)
        network = network.to(device)
        trained = train(
            network,
            len(X),
            loss_of,
            TrainingSettings.of(self),
            rng=rng,
            checkpoint=checkpoint,
            data=[targets, *X],
            on_epoch=report,
        )
        return round_matrices(trained)

    def state(self) -> dict[str, np.ndarray]:
        """Return everything that was learned, as named arrays (for safetensors); matrices in half precision, as rounded."""
        arrays = {"target_mean": self.target_mean_, "target_scale": self.target_scale_}
        for index, network in enumerate(self.networks_):
            arrays |= weights_to_arrays(network, f"network{index}.")
            arrays |= {
                f"network{index}.{key}": matrix.half().numpy(force=True) for key, matrix in _matrices(network)
            }
        return arrays

    def load_state(self, arrays: dict[str, np.ndarray]):
        """Take over what `state` returned; the constructor's parameters must be those of the trained estimator."""
        self.target_mean_, self.target_scale_ = arrays["target_mean"], arrays["target_scale"]
        self.n_targets_ = len(self.target_mean_)
        self.networks_ = []
        for index in range(self.n_networks):
            network = self.build_network(self.n_targets_)
            network.load_state_dict(weights_from_arrays(arrays, f"network{index}."))
            self.networks_.append(network.to(choose_device()).eval())
        return self

    def outputs(self, X, *, batch_size: int | None = None):
        """Return mean (n, t), scale (n, t), both in target units, and representation (n, f), averaged over networks.

        Over the views of the rows, too; the representation is the first network's.
        """
        batch_size, device = batch_size or self.ROWS_AT_ONCE, device_of(self.networks_[0])
        with torch.inference_mode():
            parts = [
                self._answers([to_device(view, device) for view in self.views(X[start : start + batch_size])])
                for start in range(0, len(X), batch_size)
            ]
        means, logs, representation = (np.concatenate(arrays, axis=-2) for arrays in zip(*parts, strict=True))
        scale = np.exp(logs.clip(*LOG_SCALE_RANGE)).mean(axis=0) + means.std(axis=0)
        mean = means.mean(axis=0).astype(np.float64) * self.target_scale_ + self.target_mean_
        return *self._backward(mean, scale * self.target_scale_), representation

    def _answers(self, views: list) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return means and log scales (k, n, t) of each network and view, and the representation (n, f).

        That is long for some networks, so it is averaged at once over the views of a batch.
        """
        means, logs, representation = [], [], 0.0
        for number, network in enumerate(self.networks_):
            for view in views:
                mean, log_scale, represented = (part.numpy(force=True) for part in network(view))
                means.append(mean)
                logs.append(log_scale)
                if number == 0:
                    representation = representation + represented / len(views)
        return np.stack(means), np.stack(logs), np.asarray(representation)

    def _forward(self, y):
        """Take the logarithm where asked for; InputError for values without one."""
        columns = list(self.log_targets)
        if (y[:, columns] <= 0).any():
            raise InputError(
                "Targets learned as logarithms must be positive; drop rows with values of zero or below."
            )
        y = y.copy()
        y[:, columns] = np.log10(y[:, columns])
        return y

    def _backward(self, mean, scale):
        """Undo `_forward`; errors propagate to first order, σ(y) = y ln 10 σ(log10 y)."""
        columns = list(self.log_targets)
        mean[:, columns] = 10.0 ** mean[:, columns]
        scale[:, columns] *= np.log(10.0) * mean[:, columns]
        return mean, scale

    def predict(self, X):
        """Return predictions in target units, (n,) for one target, else (n, n_targets)."""
        return self.predict_with_scale(X)[0]

    def predict_with_scale(self, X):
        """Return predictions and the expected size of their absolute error, both in target units."""
        mean, scale, _ = self.outputs(X)
        return (mean[:, 0], scale[:, 0]) if self.n_targets_ == 1 else (mean, scale)


@torch.no_grad()
def round_matrices(network: torch.nn.Module) -> torch.nn.Module:
    """Round the matrices of a network to half precision, in which they are stored, and return it.

    It moves predictions by about a hundredth of their errors or less. Done before calibration, so that what is stored is
    what was measured.
    """
    for _, matrix in _matrices(network):
        matrix.copy_(matrix.half())
    return network


def _matrices(network: torch.nn.Module) -> list[tuple[str, torch.Tensor]]:
    """Return name and weights of each layer's matrix; buffers, scales of the input among them, are none."""
    return [(key, weight) for key, weight in network.named_parameters() if weight.ndim == 2]


def masked_loss(mean, log_scale, target, importance):
    """Return the loss (absolute error plus Laplace likelihood of the detached residual) and its first part, detached.

    Shapes (n, t), NaN where a target is unknown; `importance` (t,) weighs the targets.
    """
    known = ~torch.isnan(target)
    residual = torch.where(known, mean - torch.nan_to_num(target), 0.0).abs()
    log_scale = log_scale.clamp(*LOG_SCALE_RANGE)
    likelihood = torch.where(known, residual.detach() * torch.exp(-log_scale) + log_scale, 0.0)
    share = importance / known.sum(dim=0).clamp(min=1)
    absolute_error = (residual.sum(dim=0) * share).sum()
    return absolute_error + 0.1 * (likelihood.sum(dim=0) * share).sum(), absolute_error.detach()


def target_importance(y) -> np.ndarray:
    """Return the weight of each target in the loss, (t,), sum 1: the root of its share of known rows.

    Between counting targets equally (a rare one would steer the network by its noise) and counting labels equally (a rare
    one would not be learned).
    """
    weight = np.sqrt((~np.isnan(y)).mean(axis=0))
    return weight / weight.sum()


def _check_targets(X, y):
    y = np.asarray(y, dtype=np.float64)
    if len(X) != len(y) or len(y) == 0:
        raise InputError(
            f"Rows and targets must match and not be empty; got {len(X)} rows and {len(y)} targets."
        )
    y = y.reshape(len(y), -1)
    if np.isinf(y).any() or np.isnan(y).all(axis=0).any():
        raise InputError(
            "Targets must be finite numbers (NaN where unknown), with at least one number per target."
        )
    return y
