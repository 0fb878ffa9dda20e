"""A message-passing network on chemical compositions, for crystals of which only the formula is known.

After Roost: R. E. A. Goodall & A. A. Lee, Nat. Commun. 11, 6280 (2020). The elements of a formula are the nodes of a fully
connected graph; each node hears all others in proportion to their fraction, through a gate:

    v_i ← v_i + W Σ_j x_j · σ(z_ij W_gate) ⊙ g(z_ij W_core),   z_ij = v_i ⊕ v_j

and the formula is read out as Σ_i x_i v_i. Several properties share the body and have a linear head each. Numbers beside
the formula, such as a temperature, are added to all its elements before the first round, so that what an element tells the
others may depend on them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

from mi_core.neural.blocks import MAX_ATOMIC_NUMBER, ResidualBlock, multilayer_perceptron
from mi_core.regressors.neural import NeuralRegressor
from mi_core.regressors.numeric import center_and_spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.descriptors.formula_graphs import FormulaGraph
    from mi_core.descriptors.formulas import ElementFractions


@dataclass(frozen=True, slots=True)
class CompositionBatch:
    """Many formulas as one graph: `formula` (n_nodes,) tells whose element each node is.

    `numbers` (n_formulas, k) stand beside the formulas, NaN where one is not known.
    """

    atomic_numbers: torch.Tensor
    fraction: torch.Tensor
    formula: torch.Tensor
    listener: torch.Tensor
    speaker: torch.Tensor
    numbers: torch.Tensor
    n_formulas: int


def collate_compositions(rows: list[ElementFractions]) -> CompositionBatch:
    """Return one batch of all formulas, with every ordered pair of elements of each (an element hears itself too)."""
    n_elements = np.array([len(row.atomic_numbers) for row in rows])
    first = np.cumsum(n_elements) - n_elements
    listeners_each = np.repeat(n_elements, n_elements)  # every node hears as many as its formula has
    listener = np.repeat(np.arange(n_elements.sum()), listeners_each)
    position = np.arange(len(listener)) - np.repeat(
        np.cumsum(listeners_each) - listeners_each, listeners_each
    )
    speaker = np.repeat(np.repeat(first, n_elements), listeners_each) + position
    return CompositionBatch(
        atomic_numbers=torch.from_numpy(np.concatenate([row.atomic_numbers for row in rows])),
        fraction=torch.from_numpy(np.concatenate([row.fractions for row in rows])),
        formula=torch.from_numpy(np.repeat(np.arange(len(rows)), n_elements)),
        listener=torch.from_numpy(listener),
        speaker=torch.from_numpy(speaker),
        numbers=torch.from_numpy(np.stack([row.numbers for row in rows])),
        n_formulas=len(rows),
    )


class WeightedMessages(nn.Module):
    """One round of messages between the elements of each formula."""

    def __init__(self, features: int):
        super().__init__()
        self.norm = nn.LayerNorm(features)
        self.from_listener = nn.Linear(features, 2 * features)
        self.from_speaker = nn.Linear(features, 2 * features, bias=False)
        self.update = nn.Linear(features, features)

    def forward(self, nodes, batch: CompositionBatch):
        """Return updated nodes, (n_nodes, features)."""
        normed = self.norm(nodes)
        z = self.from_listener(normed).index_select(0, batch.listener)
        z = z + self.from_speaker(normed).index_select(0, batch.speaker)
        gate, core = z.chunk(2, dim=1)
        share = batch.fraction.index_select(0, batch.speaker)[:, None]
        message = torch.sigmoid(gate) * nn.functional.silu(core) * share
        received = torch.zeros_like(nodes).index_add_(0, batch.listener, message)
        return nodes + self.update(nn.functional.silu(received))


class StandardisedNumbers(nn.Module):
    """Numbers (n, k), NaN where one is not known, standardised by the training rows → (n, features).

    A number that is not known counts as the mean, and a second input per number says that it is missing.
    """

    def __init__(self, n_numbers: int, features: int):
        super().__init__()
        self.register_buffer("center", torch.zeros(n_numbers))
        self.register_buffer("spread", torch.ones(n_numbers))
        self.layers = multilayer_perceptron(2 * n_numbers, features, features, depth=1)

    def standardise_by(self, numbers: np.ndarray) -> None:
        """Take mean and standard deviation from the numbers of the training rows, (n, k)."""
        center, spread = center_and_spread(numbers)
        self.center.copy_(torch.from_numpy(center))
        self.spread.copy_(torch.from_numpy(spread))

    def forward(self, numbers):
        """Return what the numbers add to each element of their formula, (n, features)."""
        missing = torch.isnan(numbers)
        standardised = torch.where(missing, 0.0, (numbers - self.center) / self.spread)
        return self.layers(torch.cat([standardised, missing.float()], dim=1))


class CompositionNetwork(nn.Module):
    """Element embedding and fraction → messages → weighted sum → residual head; mean, log scale and representation."""

    def __init__(
        self,
        n_targets: int,
        *,
        features: int,
        n_messages: int,
        n_blocks: int,
        dropout: float,
        n_numbers: int = 0,
    ):
        super().__init__()
        self.embed = nn.Embedding(MAX_ATOMIC_NUMBER + 1, features)
        self.amount = multilayer_perceptron(2, features, features, depth=1)
        self.beside = StandardisedNumbers(n_numbers, features) if n_numbers else None
        self.messages = nn.ModuleList(WeightedMessages(features) for _ in range(n_messages))
        self.head = nn.Sequential(
            *(ResidualBlock(features, 2 * features, dropout=dropout) for _ in range(n_blocks)),
            nn.LayerNorm(features),
            nn.SiLU(),
        )
        self.mean = nn.Linear(features, n_targets)
        self.log_scale = nn.Linear(features, n_targets)

    def standardise_by(self, rows: Sequence[ElementFractions | FormulaGraph]) -> None:
        """Standardise the numbers beside formulas, if there are any, by those of the training rows."""
        if self.beside is not None:
            self.beside.standardise_by(np.stack([row.numbers for row in rows]).astype(np.float64))

    def forward(self, batch: CompositionBatch):
        """Return mean and log scale, (n_formulas, n_targets), and the representation (n_formulas, features)."""
        return self.answers(self.pooled(self.elements(batch), batch))

    def elements(self, batch: CompositionBatch):
        """Return the nodes after all rounds of messages, (n_nodes, features)."""
        fraction = batch.fraction[:, None]
        nodes = self.embed(batch.atomic_numbers) + self.amount(torch.cat([fraction, fraction.log()], dim=1))
        if self.beside is not None:
            nodes = nodes + self.beside(batch.numbers).index_select(0, batch.formula)
        for message in self.messages:
            nodes = message(nodes, batch)
        return nodes

    def pooled(self, nodes, batch: CompositionBatch):
        """Return the sum of each formula's nodes by fraction, (n_formulas, features)."""
        shares = nodes * batch.fraction[:, None]
        return nodes.new_zeros(batch.n_formulas, nodes.shape[1]).index_add_(0, batch.formula, shares)

    def answers(self, pooled):
        """Return mean, log scale and representation of what was pooled, (n_formulas, features)."""
        formula = self.head(pooled)  # (n_formulas, features)
        return self.mean(formula), self.log_scale(formula.detach()), formula


@dataclass(kw_only=True, eq=False, repr=False)
class CompositionRegressor(NeuralRegressor):
    """Scikit-learn estimator around CompositionNetwork; X is a list of ElementFractions.

    Parameters
    ----------
    features : int
        Width of nodes and head; cost grows with its square.
    n_messages, n_blocks : int
        Rounds of messages, residual blocks of the head.
    dropout : float
        In the head, against overfitting.
    n_numbers : int
        How many numbers stand beside each formula (`ElementFractions.numbers`).
    """

    features: int = 128
    n_messages: int = 3
    n_blocks: int = 2
    dropout: float = 0.1
    n_numbers: int = 0
    batch_size: int = 256

    def build_network(self, n_targets: int) -> CompositionNetwork:
        """Return an untrained network of the sizes asked for."""
        return CompositionNetwork(
            n_targets,
            features=self.features,
            n_messages=self.n_messages,
            n_blocks=self.n_blocks,
            dropout=self.dropout,
            n_numbers=self.n_numbers,
        )

    def prepare(self, network, X, index):  # noqa: ARG002 - a subclass may start each network from another one
        """Standardise the numbers beside the formulas."""
        network.standardise_by(X)

    def collate(self, rows: list[ElementFractions]) -> CompositionBatch:
        """Return the batch that the network takes."""
        return collate_compositions(rows)
