"""The surrogate: phase fractions of an alloy from its composition alone, in microseconds, with intervals.

An ensemble of `surrogate_network.SurrogateNetwork` trained on the data set; between two nodes of temperature
fractions are interpolated linearly. Intervals are split-conformal, calibrated on the validation split (see
`surrogate_interval`).
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.alloys.compositions.composition import wt_array_to_x
from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mi_core.alloys.dataset.table import AlloyData

#: Mole fraction: what is predicted below is 0; of 1e-4 to 2e-3 the best on the validation split.
LEAST_FRACTION = 5e-4
AT_ONCE = 2048  # alloys per forward pass


class Surrogate:
    """Composition and temperature to phase fractions.

    Parameters
    ----------
    networks : int
        Trained from different seeds and averaged; time to train and to predict grow linearly.
    width, depth : int
        Of each network.
    epochs, batch_size : int
        Passes over the training alloys, alloys per step.
    learning_rate : float
        Peak of the cycle.

    Attributes
    ----------
    phases : tuple of str; temperatures : tuple of float, K
    """

    intervals_: dict[str, float]

    def __init__(
        self,
        networks: int = 2,
        width: int = 384,
        depth: int = 4,
        epochs: int = 150,
        batch_size: int = 256,
        learning_rate: float = 2e-3,
    ):
        self.networks, self.width, self.depth = networks, width, depth
        self.epochs, self.batch_size, self.learning_rate = epochs, batch_size, learning_rate
        self.phases: tuple[str, ...] = ()
        self.temperatures: tuple[float, ...] = ()
        self.networks_: list = []

    def parameters(self) -> dict[str, Any]:
        """Return the arguments of the constructor, for the card."""
        names = ("networks", "width", "depth", "epochs", "batch_size", "learning_rate")
        return {name: getattr(self, name) for name in names}

    def fit(self, data: AlloyData, seed: int = 0, on_epoch=None, checkpoints: Path | None = None):
        """Train on the training split, calibrate intervals on the validation split, and return self.

        `on_epoch(network, epoch, loss)` is called after each pass. `checkpoints` is a folder that keeps the state of each
        network: a fit that was interrupted continues from it.
        """
        from mi_core.alloys.models.surrogate_interval import calibrated
        from mi_core.alloys.models.surrogate_training import sublattices, train

        self.phases, self.temperatures = data.phases, tuple(data.temperatures)
        possible, known = sublattices(self.phases), data.of_split("train")
        self.networks_ = [
            train(
                self,
                self._build(possible),
                known,
                seed + number,
                on_epoch and partial(on_epoch, number),
                checkpoints and checkpoints / f"network{number}.safetensors",
            )
            for number in range(self.networks)
        ]
        validation = data.of_split("validation")
        self.intervals_ = calibrated(*self._mean_and_spread(validation.wt, smooth=True), validation.fractions)
        return self

    def predict(
        self, wt: np.ndarray, temperatures: Sequence[float] | None = None, *, smooth: bool = False
    ) -> np.ndarray:
        """Return mole fractions (n, t, p) float32, each sum 1, of alloys wt (n, 9) wt% at temperatures in K.

        Without temperatures at the nodes of the data set. InputError for temperatures outside of them. `smooth` keeps
        traces below LEAST_FRACTION, so that the fractions change smoothly with the composition.
        """
        return self._at(self._mean_and_spread(wt, smooth=smooth)[0], temperatures)

    def interval(
        self, wt: np.ndarray, temperatures: Sequence[float] | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return lower and upper mole fractions (n, t, p) between which 90 % of the true ones lie."""
        from mi_core.alloys.models.surrogate_interval import bounds

        lower, upper = bounds(self.intervals_, *self._mean_and_spread(wt, smooth=True))
        mean = self._mean_and_spread(wt)[0]
        lower, upper = np.minimum(lower, mean), np.maximum(upper, mean)
        return self._at(lower, temperatures), self._at(upper, temperatures)

    def state(self) -> dict[str, np.ndarray]:
        """Return the weights, as float16, and the intervals."""
        arrays = {
            f"network{number}.{key}": value.numpy() if key in _KEPT else value.numpy().astype(np.float16)
            for number, network in enumerate(self.networks_)
            for key, value in network.state_dict().items()
        }
        return arrays | {f"interval.{key}": np.asarray(value) for key, value in self.intervals_.items()}

    def load_state(self, arrays: dict[str, np.ndarray], phases: Sequence[str], temperatures: Sequence[float]):
        """Take over what `state` returned, and return self."""
        from mi_core.neural.saving import weights_from_arrays

        self.phases, self.temperatures, self.networks_ = tuple(phases), tuple(temperatures), []
        for number in range(self.networks):
            weights = weights_from_arrays(arrays, f"network{number}.")
            network = self._build(weights["possible"])
            network.load_state_dict(weights)
            self.networks_.append(network.eval())
        self.intervals_ = {
            key.removeprefix("interval."): value.item()
            for key, value in arrays.items()
            if key.startswith("interval.")
        }
        return self

    def _build(self, possible):
        import torch

        from mi_core.alloys.models.surrogate_network import SurrogateNetwork

        return SurrogateNetwork(torch.as_tensor(possible), len(self.temperatures), self.width, self.depth)

    def _mean_and_spread(self, wt: np.ndarray, *, smooth: bool = False) -> tuple[np.ndarray, np.ndarray]:
        """Return the mean of the networks and their standard deviation at the nodes, (n, nodes, p) float32."""
        import torch

        x = torch.from_numpy(np.asarray(wt_array_to_x(wt)[:, :-1], dtype=np.float32))
        means, spreads = [], []
        with torch.inference_mode():
            for part in x.split(AT_ONCE):
                found = torch.stack([network(part).softmax(dim=-1) for network in self.networks_])
                mean = found.mean(dim=0)
                spreads.append((found - mean).square().mean(dim=0).sqrt().numpy())
                if not smooth:
                    mean = torch.where(mean < LEAST_FRACTION, 0.0, mean)
                    mean = mean / mean.sum(dim=-1, keepdim=True)
                means.append(mean.numpy())
        empty = np.zeros((0, len(self.temperatures), len(self.phases)), dtype=np.float32)
        return np.concatenate([empty, *means]), np.concatenate([empty, *spreads])

    def _at(self, nodes: np.ndarray, temperatures: Sequence[float] | None) -> np.ndarray:
        """Interpolate values at the nodes (n, nodes, p) to temperatures in K."""
        if temperatures is None:
            return nodes
        wanted, known = np.asarray(temperatures, dtype=float), np.asarray(self.temperatures, dtype=float)
        bad = wanted[~((wanted >= known[0]) & (wanted <= known[-1]))]
        if len(bad):
            raise InputError(
                f"The surrogate knows temperatures from {known[0]:g} to {known[-1]:g} K; got {bad[0]:g} K."
            )
        position = np.interp(wanted, known, np.arange(len(known)))
        below = np.minimum(position.astype(int), len(known) - 2)
        share = (position - below).astype(np.float32)[:, None]
        return nodes[:, below] * (1 - share) + nodes[:, below + 1] * share


_KEPT = ("centre", "spread")  # of the inputs: stored as float32


@cache
def load_surrogate() -> Surrogate:
    """Return the surrogate that ships."""
    from mi_core.alloys.models.trained_store import SURROGATE, load_trained

    return load_trained(SURROGATE)
