"""A network on crystals that starts from what a universal potential makes of them.

What is known before it learns is linear: the potential's energy and the composition (`reference_terms`). The network learns
the rest. Each atom starts from the invariants of its surroundings in the layers of the potential, which have passed messages
between atoms already, and from its element, which has met the other elements of the formula (`composition_network`); mean
and largest over the atoms and the linear part meet the formula before the common head.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

from mi_core.descriptors.crystals.environments import potential_terms
from mi_core.descriptors.formulas import ElementFractions
from mi_core.neural.blocks import multilayer_perceptron
from mi_core.regressors.composition_network import (
    CompositionBatch,
    CompositionNetwork,
    collate_compositions,
)
from mi_core.regressors.environments.huber_ridge import huber_ridge
from mi_core.regressors.neural import NeuralRegressor

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mi_core.descriptors.crystals.environments import CrystalEnvironments

PENALTY = 1e-3  # of the linear part, in squared shares of atoms: little for an element of one row
_NO_NUMBERS = np.empty(0, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class EnvironmentBatch:
    """Crystals as atoms and as formulas.

    `element` (n_atoms,) is each atom's node among those of the formulas, `number` (n_atoms,) how many atoms it stands for,
    `crystal` (n_atoms,) whose it is; `linear` (n_crystals, n_targets) the linear part in units of its spread.
    """

    formulas: CompositionBatch
    features: torch.Tensor
    number: torch.Tensor
    element: torch.Tensor
    crystal: torch.Tensor
    linear: torch.Tensor


class EnvironmentNetwork(nn.Module):
    """Features and element of each atom → mean and largest over atoms, added to the formula → head."""

    def __init__(
        self,
        composition: CompositionNetwork,
        n_targets: int,
        *,
        n_features: int,
        features: int,
        atom_features: int,
        dropout: float,
    ):
        super().__init__()
        self.composition = composition
        self.register_buffer("center", torch.zeros(n_features))
        self.register_buffer("spread", torch.ones(n_features))
        self.enter = multilayer_perceptron(n_features, atom_features, atom_features, depth=1, dropout=dropout)
        self.from_element = nn.Sequential(nn.LayerNorm(features), nn.Linear(features, atom_features))
        self.leave = nn.Sequential(
            nn.LayerNorm(atom_features), nn.Linear(atom_features, atom_features), nn.SiLU()
        )
        self.to_head = multilayer_perceptron(
            2 * atom_features + n_targets, features, features, depth=1, dropout=dropout
        )

    def forward(self, batch: EnvironmentBatch):
        """Return mean and log scale, (n_crystals, n_targets), and the representation (n_crystals, features)."""
        elements = self.composition.elements(batch.formulas)  # (n_elements, F)
        atoms = self.enter((batch.features.float() - self.center) / self.spread)
        atoms = self.leave(atoms + self.from_element(elements).index_select(0, batch.element))
        pooled = self.to_head(torch.cat([*_mean_and_largest(atoms, batch), batch.linear], dim=1))
        return self.composition.answers(self.composition.pooled(elements, batch.formulas) + pooled)


def _mean_and_largest(atoms, batch: EnvironmentBatch):
    """Return mean and largest value over the atoms (n_atoms, F) of each crystal, (n_crystals, F) each."""
    zeros = atoms.new_zeros(batch.formulas.n_formulas, atoms.shape[1])
    number = batch.number[:, None]
    sums = zeros.index_add(0, batch.crystal, atoms * number)
    counts = zeros[:, :1].index_add(0, batch.crystal, number)
    where = batch.crystal[:, None].expand_as(atoms)
    return sums / counts, zeros.scatter_reduce(0, where, atoms, "amax", include_self=False)


@dataclass(kw_only=True, eq=False, repr=False)
class EnvironmentRegressor(NeuralRegressor):
    """Scikit-learn estimator around EnvironmentNetwork and its linear part; X is a list of CrystalEnvironments.

    Parameters
    ----------
    n_features : int
        Features of an atom, as the potential has them.
    features, n_messages, n_blocks
        Of the network on compositions and the head, as in `CompositionRegressor`.
    atom_features : int
        Width of the layers on atoms.
    dropout : float
        In the head, and where features enter and leave.

    Attributes
    ----------
    coefficients_ : (1 + N_TERMS, n_targets)
        Of the linear part: energy (eV/atom), reference terms.
    linear_center_, linear_scale_ : (n_targets,)
        Median and mean absolute deviation of the linear part over the training rows.
    """

    n_features: int = 384
    features: int = 128
    n_messages: int = 3
    n_blocks: int = 2
    atom_features: int = 128
    dropout: float = 0.1

    def build_network(self, n_targets: int) -> EnvironmentNetwork:
        """Return an untrained network of the sizes asked for."""
        composition = CompositionNetwork(
            n_targets,
            features=self.features,
            n_messages=self.n_messages,
            n_blocks=self.n_blocks,
            dropout=self.dropout,
        )
        return EnvironmentNetwork(
            composition,
            n_targets,
            n_features=self.n_features,
            features=self.features,
            atom_features=self.atom_features,
            dropout=self.dropout,
        )

    def prepare(self, network, X, index):  # noqa: ARG002 - a subclass may start each network from another one
        """Standardise the features by those of the training rows."""
        n = sum(len(row.features) for row in X)
        center = sum(row.features.sum(axis=0, dtype=np.float64) for row in X) / n
        square = sum(((row.features - center) ** 2).sum(axis=0) for row in X) / n
        network.center.copy_(torch.from_numpy(center))
        network.spread.copy_(torch.from_numpy(np.sqrt(square) + 1e-6))

    def collate(self, rows: list[CrystalEnvironments]) -> EnvironmentBatch:
        """Return the batch that the network takes."""
        n_atoms = [len(row.number) for row in rows]
        n_elements = np.array([len(row.elements) for row in rows])
        shift = np.repeat(np.cumsum(n_elements) - n_elements, n_atoms)
        linear = (self._linear(rows) - self.linear_center_) / self.linear_scale_
        return EnvironmentBatch(
            formulas=collate_compositions(
                [ElementFractions(row.elements, row.fractions, _NO_NUMBERS) for row in rows]
            ),
            features=torch.from_numpy(np.concatenate([row.features for row in rows])),
            number=torch.from_numpy(np.concatenate([row.number for row in rows])),
            element=torch.from_numpy(np.concatenate([row.element_of for row in rows]) + shift),
            crystal=torch.from_numpy(np.repeat(np.arange(len(rows)), n_atoms)),
            linear=torch.from_numpy(linear.astype(np.float32)),
        )

    def standards(self, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return median and mean absolute deviation of each target: failed calculations must not set the scale."""
        return _center_and_deviation(y)

    def fit(self, X, y, on_epoch=None, checkpoints: Path | None = None):
        """Fit the linear part, and train the networks on what it leaves; as `NeuralRegressor.fit`."""
        y = np.asarray(y, dtype=np.float64).reshape(len(y), -1)
        terms = potential_terms(X)
        columns = [(~np.isnan(column), column) for column in y.T]
        self.coefficients_ = np.stack(
            [huber_ridge(terms[known], column[known], PENALTY) for known, column in columns], axis=1
        )
        linear = terms @ self.coefficients_
        self.linear_center_, self.linear_scale_ = _center_and_deviation(linear)
        return super().fit(X, y - linear, on_epoch, checkpoints)

    def _linear(self, X: Sequence[CrystalEnvironments]) -> np.ndarray:
        return potential_terms(X) @ self.coefficients_

    def outputs(self, X, *, batch_size: int | None = None):
        """Return mean, scale and representation, as `NeuralRegressor.outputs`, the linear part added to the mean."""
        mean, scale, representation = super().outputs(X, batch_size=batch_size)
        return mean + self._linear(X), scale, representation

    def state(self) -> dict[str, np.ndarray]:
        """Return everything that was learned, as named arrays."""
        names = ("coefficients", "linear_center", "linear_scale")
        return super().state() | {name: getattr(self, f"{name}_") for name in names}

    def load_state(self, arrays: dict[str, np.ndarray]):
        """Take over what `state` returned."""
        for name in ("coefficients", "linear_center", "linear_scale"):
            setattr(self, f"{name}_", arrays[name])
        return super().load_state(arrays)


def _center_and_deviation(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    center = np.nanmedian(values, axis=0)
    spread = np.nanmean(np.abs(values - center), axis=0)
    return center, np.where(spread > 0, spread, 1.0)
