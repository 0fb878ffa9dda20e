"""The contract of generators, and what the neural ones share: training on random conditions, storing, proposing."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.alloys.models.generators.amounts import Amounts, within_bounds

if TYPE_CHECKING:
    from pathlib import Path

    from torch.nn import Module

    from mi_core.alloys.dataset.table import AlloyData
    from mi_core.alloys.models.condition import Condition


class Generator(ABC):
    """A model of compositions given a condition.

    A subclass keeps the arguments of its constructor as attributes, and names them in `parameter_names`; `fit` learns.
    """

    parameter_names: tuple[str, ...] = ()

    @abstractmethod
    def fit(self, data: AlloyData, seed: int = 0, on_epoch=None, checkpoints: Path | None = None):
        """Learn from the alloys of the training split and return self.

        Models that learn in epochs call `on_epoch(epoch, loss)` after each, and keep their state in the folder
        `checkpoints`: a fit that was interrupted continues from it.
        """

    @abstractmethod
    def draw(self, condition: Condition, n: int, seed: int) -> np.ndarray:
        """Return n compositions (n, 9) in wt%, not yet within the condition's bounds."""

    @abstractmethod
    def state(self) -> dict[str, np.ndarray]:
        """Return everything that was learned, as named arrays."""

    @abstractmethod
    def load_state(self, arrays: dict[str, np.ndarray]):
        """Take over what `state` returned, and return self."""

    def parameters(self) -> dict[str, Any]:
        """Return the arguments of the constructor, for the card."""
        return {name: getattr(self, name) for name in self.parameter_names}

    def propose(self, condition: Condition, n: int, seed: int = 0) -> np.ndarray:
        """Return n compositions (n, 9) in wt% within the bounds of one condition; equal seeds repeat them."""
        return within_bounds(self.draw(condition, n, seed), condition)


class NeuralGenerator(Generator):
    """Base of the torch generators; a subclass offers `build(shape)`, `loss(network, features, there, y)` and `sample`.

    Parameters
    ----------
    width : int
        Of all hidden layers.
    epochs, batch_size : int
        Passes over the training alloys (each time under new random conditions), alloys per step.
    learning_rate : float
        Peak of the cycle.
    """

    parameter_names: tuple[str, ...] = ("width", "epochs", "batch_size", "learning_rate")
    #: Of AdamW: how long gradients and their squares are remembered.
    betas = (0.9, 0.999)
    network_: Module
    amounts_: Amounts

    def __init__(
        self, width: int = 256, epochs: int = 40, batch_size: int = 256, learning_rate: float = 2e-3
    ):
        self.width, self.epochs = width, epochs
        self.batch_size, self.learning_rate = batch_size, learning_rate

    @abstractmethod
    def build(self, shape: tuple[int, int]):
        """Return the untrained network for diagrams of (temperatures, phases)."""

    @abstractmethod
    def loss(self, network, features, there, y):
        """Return the loss of a batch: condition features (n, f), presence and amounts (n, 9)."""

    @abstractmethod
    def sample(self, network, features, n: int, generator):
        """Return presence and amounts (n, 9) drawn for the features (1, f) of one condition."""

    def fit(self, data: AlloyData, seed: int = 0, on_epoch=None, checkpoints: Path | None = None):
        """Train on the training split."""
        from mi_core.alloys.models.generators.training import train

        train_data = data.of_split("train")
        self.amounts_ = Amounts.of(train_data.wt)
        checkpoint = checkpoints and checkpoints / "network.safetensors"
        self.network_ = train(self, train_data, seed, on_epoch, checkpoint)
        return self

    def draw(self, condition: Condition, n: int, seed: int) -> np.ndarray:
        """Return n compositions (n, 9) in wt%."""
        import torch

        from mi_core.alloys.models.condition import stack
        from mi_core.alloys.models.generators.networks import condition_features

        generator = torch.Generator().manual_seed(seed)
        with torch.inference_mode():
            there, y = self.sample(self.network_, condition_features(stack([condition])), n, generator)
        return self.amounts_.decode(there.numpy(), y.numpy())

    def state(self) -> dict[str, np.ndarray]:
        """Return weights, as float16, and the scales of the amounts."""
        from mi_core.neural.saving import weights_to_arrays

        return weights_to_arrays(self.network_, "network.", np.float16) | self.amounts_.state()

    def load_state(self, arrays: dict[str, np.ndarray]):
        """Build the network for the stored weights."""
        from mi_core.neural.saving import weights_from_arrays

        self.amounts_ = Amounts.of_state(arrays)
        weights = weights_from_arrays(arrays, "network.")
        phases, channels, _ = weights["encoder.by_phase"].shape
        self.network_ = self.build((channels // 3, phases))
        self.network_.load_state_dict(weights)
        self.network_.eval()
        return self
