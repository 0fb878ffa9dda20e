"""Training and prediction shared by all neural estimators: scikit-learn outside, a plain torch loop inside.

Loss: mean absolute error of the standardised targets, plus the Laplace log-likelihood of the *detached* residual, which
teaches a second output the size of the error to expect without disturbing the first (its use: conformal intervals that
are wide where the model is unsure). Missing targets (NaN) are masked, so one network learns several properties.
Schedule: AdamW with one learning-rate cycle (Smith & Topin 2019); no early stopping, so no data are spent on it.
"""

from __future__ import annotations

import time
from abc import ABC, abstractmethod

import numpy as np
import torch
from sklearn.base import BaseEstimator, RegressorMixin

from mi_core.errors import InputError

LOG_SCALE_RANGE = (-6.0, 3.0)  # of standardised targets: keeps an untrained or unsure scale finite


class NeuralRegressor(RegressorMixin, BaseEstimator, ABC):
    """Base of torch estimators; a subclass offers `build_network(n_targets)` and `collate(rows)`.

    Parameters
    ----------
    n_networks : int
        Networks trained from different seeds and averaged; cost and size grow linearly.
    epochs, batch_size : int
        Passes over the training rows, rows per step.
    learning_rate : float
        Peak of the cycle.
    weight_decay : float
        Decoupled weight decay of AdamW.
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

    def __init__(
        self,
        n_networks: int = 1,
        epochs: int = 100,
        batch_size: int = 128,
        learning_rate: float = 2e-3,
        weight_decay: float = 1e-2,
        seed: int = 0,
        log_targets: tuple[int, ...] = (),
        verbose: bool = False,
    ):
        self.n_networks = n_networks
        self.epochs = epochs
        self.batch_size = batch_size
        self.learning_rate = learning_rate
        self.weight_decay = weight_decay
        self.seed = seed
        self.log_targets = log_targets
        self.verbose = verbose

    @abstractmethod
    def build_network(self, n_targets: int) -> torch.nn.Module:
        """Return an untrained network whose forward gives mean, log scale and representation."""

    @abstractmethod
    def collate(self, rows):
        """Return the batch of these rows that the network takes."""

    def fit(self, X, y, on_epoch=None):
        """Train on rows X and targets y, (n,) or (n, n_targets), NaN where unknown.

        `on_epoch(network_index, epoch, loss)` is called after each epoch.
        """
        y = self._forward(_check_targets(X, y))
        self.n_targets_ = y.shape[1]
        self.target_mean_ = np.nanmean(y, axis=0)
        spread = np.nanstd(y, axis=0)
        self.target_scale_ = np.where(spread > 0, spread, 1.0)
        standardised = torch.from_numpy((y - self.target_mean_) / self.target_scale_).float()
        self.networks_ = []
        for index in range(self.n_networks):
            torch.manual_seed(self.seed + index)
            network = self.build_network(self.n_targets_)
            self._train(network, X, standardised, index, on_epoch)
            self.networks_.append(network.eval())
        return self

    def _train(self, network, X, targets, index, on_epoch):
        shuffle = np.random.default_rng(self.seed + index)
        importance = torch.from_numpy(target_importance(targets.numpy())).float()
        steps = -(-len(X) // self.batch_size)
        optimiser = torch.optim.AdamW(_parameter_groups(network, self.weight_decay), lr=self.learning_rate)
        schedule = torch.optim.lr_scheduler.OneCycleLR(
            optimiser, max_lr=self.learning_rate, total_steps=steps * self.epochs, pct_start=0.1
        )
        network.train()
        for epoch in range(self.epochs):
            started, total = time.perf_counter(), 0.0
            for rows in np.array_split(shuffle.permutation(len(X)), steps):
                optimiser.zero_grad(set_to_none=True)
                mean, log_scale, _ = network(self.collate([X[row] for row in rows]))
                loss, absolute_error = masked_loss(mean, log_scale, targets[rows], importance)
                loss.backward()
                torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
                optimiser.step()
                schedule.step()
                total += absolute_error * len(rows)
            mean_error = total / len(X)
            if self.verbose:
                print(f"network {index} epoch {epoch + 1}/{self.epochs} loss {mean_error:.4f} "  # noqa: T201
                      f"{time.perf_counter() - started:.1f} s", flush=True)  # fmt: skip
            if on_epoch is not None:
                on_epoch(index, epoch, mean_error)

    def state(self) -> dict[str, np.ndarray]:
        """Return everything that was learned, as named arrays (for safetensors)."""
        arrays = {"target_mean": self.target_mean_, "target_scale": self.target_scale_}
        for index, network in enumerate(self.networks_):
            arrays |= {f"network{index}.{key}": value.numpy() for key, value in network.state_dict().items()}
        return arrays

    def load_state(self, arrays: dict[str, np.ndarray]):
        """Take over what `state` returned; the constructor's parameters must be those of the trained estimator."""
        self.target_mean_, self.target_scale_ = arrays["target_mean"], arrays["target_scale"]
        self.n_targets_ = len(self.target_mean_)
        self.networks_ = []
        for index in range(self.n_networks):
            prefix = f"network{index}."
            weights = {
                k.removeprefix(prefix): torch.from_numpy(v) for k, v in arrays.items() if k.startswith(prefix)
            }
            network = self.build_network(self.n_targets_)
            network.load_state_dict(weights)
            self.networks_.append(network.eval())
        return self

    def outputs(self, X, *, batch_size: int = 512):
        """Return mean (n, t), scale (n, t), both in target units, and representation (n, f), averaged over networks."""
        parts = []
        with torch.inference_mode():
            for start in range(0, len(X), batch_size):
                batch = self.collate(X[start : start + batch_size])
                parts.append([network(batch) for network in self.networks_])
        means = np.stack(
            [np.concatenate([p[k][0].numpy() for p in parts]) for k in range(len(self.networks_))]
        )
        logs = np.stack(
            [np.concatenate([p[k][1].numpy() for p in parts]) for k in range(len(self.networks_))]
        )
        scale = np.exp(logs.clip(*LOG_SCALE_RANGE)).mean(axis=0) + means.std(axis=0)
        representation = np.concatenate([p[0][2].numpy() for p in parts])
        mean = means.mean(axis=0).astype(np.float64) * self.target_scale_ + self.target_mean_
        return *self._backward(mean, scale * self.target_scale_), representation

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


def masked_loss(mean, log_scale, target, importance):
    """Return the loss (absolute error plus Laplace likelihood of the detached residual) and the first part as a float.

    Shapes (n, t), NaN where a target is unknown; `importance` (t,) weighs the targets.
    """
    known = ~torch.isnan(target)
    residual = torch.where(known, mean - torch.nan_to_num(target), 0.0).abs()
    log_scale = log_scale.clamp(*LOG_SCALE_RANGE)
    likelihood = torch.where(known, residual.detach() * torch.exp(-log_scale) + log_scale, 0.0)
    share = importance / known.sum(dim=0).clamp(min=1)
    absolute_error = (residual.sum(dim=0) * share).sum()
    return absolute_error + 0.1 * (likelihood.sum(dim=0) * share).sum(), absolute_error.item()


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


def _parameter_groups(network, weight_decay):
    """Matrices decay; biases, norms and embeddings do not."""
    embeddings = {id(m.weight) for m in network.modules() if isinstance(m, torch.nn.Embedding)}
    decayed = [p for p in network.parameters() if p.ndim > 1 and id(p) not in embeddings]
    free = [p for p in network.parameters() if p.ndim <= 1 or id(p) in embeddings]
    return [{"params": decayed, "weight_decay": weight_decay}, {"params": free, "weight_decay": 0.0}]
