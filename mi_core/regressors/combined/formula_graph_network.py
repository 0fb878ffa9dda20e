"""A network that reads a crystal's composition first, and then what its structure adds.

Two networks in one: the elements of the formula speak to each other (`composition_network`), atoms start from what their
element then knows and are convolved on the crystal graph (`cgcnn`), and what the atoms know in the end is added to what the
formula knows before the common head. The body on compositions can start from a model that has seen far more formulas than
there are crystals with labels; the crystal adds nothing before training.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

from mi_core.descriptors.formulas import ElementFractions
from mi_core.neural.blocks import MAX_ATOMIC_NUMBER, check_layers
from mi_core.regressors.cgcnn import (
    GatedConvolution,
    GaussianDistance,
    GraphBatch,
    collate_graphs,
    mean_of_atoms,
)
from mi_core.regressors.composition_network import (
    CompositionBatch,
    CompositionNetwork,
    collate_compositions,
)
from mi_core.regressors.neural import NeuralRegressor

if TYPE_CHECKING:
    from mi_core.descriptors.formula_graphs import FormulaGraph


@dataclass(frozen=True, slots=True)
class FormulaGraphBatch:
    """Crystals twice: as graphs of atoms and as formulas; `element` (n_atoms,) is each atom's node among the latter's."""

    graphs: GraphBatch
    formulas: CompositionBatch
    element: torch.Tensor


def collate_formula_graphs(rows: list[FormulaGraph]) -> FormulaGraphBatch:
    """Return one batch of all crystals."""
    n_atoms = np.array([len(row.atomic_numbers) for row in rows])
    n_elements = np.array([len(row.elements) for row in rows])
    shift = np.repeat(np.cumsum(n_elements) - n_elements, n_atoms)
    formulas = [ElementFractions(row.elements, row.fractions, row.numbers) for row in rows]
    return FormulaGraphBatch(
        graphs=collate_graphs(rows),
        formulas=collate_compositions(formulas),
        element=torch.from_numpy(np.concatenate([row.element_of for row in rows]) + shift),
    )


class FormulaGraphNetwork(nn.Module):
    """Messages between elements → convolutions on atoms → both added → head; mean, log scale and representation."""

    def __init__(
        self,
        composition: CompositionNetwork,
        *,
        features: int,
        atom_features: int,
        edge_features: int,
        n_convolutions: int,
        cutoff: float,
        n_gaussians: int,
    ):
        super().__init__()
        self.composition = composition
        self.embed_atom = nn.Embedding(MAX_ATOMIC_NUMBER + 1, atom_features)
        self.enter = nn.Sequential(nn.LayerNorm(features), nn.Linear(features, atom_features))
        self.expand = GaussianDistance(cutoff, n_gaussians)
        self.embed_edge = nn.Linear(n_gaussians, edge_features)
        self.convolutions = nn.ModuleList(
            GatedConvolution(atom_features, edge_features, update_edges=False) for _ in range(n_convolutions)
        )
        self.leave = nn.Sequential(
            nn.LayerNorm(atom_features),
            nn.Linear(atom_features, features),
            nn.SiLU(),
            nn.Linear(features, features),
        )
        nn.init.zeros_(self.leave[-1].weight)
        nn.init.zeros_(self.leave[-1].bias)

    def forward(self, batch: FormulaGraphBatch):
        """Return mean and log scale, (n_crystals, n_targets), and the representation (n_crystals, features)."""
        elements = self.composition.elements(batch.formulas)  # (n_elements, F)
        graphs = batch.graphs
        atoms = self.embed_atom(graphs.atomic_numbers) + self.enter(elements).index_select(0, batch.element)
        edges = self.embed_edge(self.expand(graphs.distance))  # (n_edges, F_edge)
        for convolution in self.convolutions:
            atoms, edges = convolution(atoms, edges, graphs)
        crystal = self.leave(mean_of_atoms(atoms, graphs))  # (n_crystals, F)
        return self.composition.answers(self.composition.pooled(elements, batch.formulas) + crystal)


@dataclass(kw_only=True, eq=False, repr=False)
class FormulaGraphRegressor(NeuralRegressor):
    """Scikit-learn estimator around FormulaGraphNetwork; X is a list of FormulaGraph.

    Parameters
    ----------
    features, n_messages, n_blocks, dropout, n_numbers
        Of the network on compositions and the head, as in `CompositionRegressor`.
    atom_features, edge_features, n_convolutions, cutoff, n_gaussians
        Of the convolutions, as in `CGCNNRegressor`.
    """

    features: int = 128
    n_messages: int = 3
    n_blocks: int = 2
    dropout: float = 0.1
    n_numbers: int = 0
    atom_features: int = 64
    edge_features: int = 41
    n_convolutions: int = 3
    cutoff: float = 8.0
    n_gaussians: int = 41
    batch_size: int = 256

    def build_network(self, n_targets: int) -> FormulaGraphNetwork:
        """Return an untrained network of the sizes asked for; InputError for convolutions beyond 1 to 10."""
        check_layers("n_convolutions", self.n_convolutions)
        composition = CompositionNetwork(
            n_targets,
            features=self.features,
            n_messages=self.n_messages,
            n_blocks=self.n_blocks,
            dropout=self.dropout,
            n_numbers=self.n_numbers,
        )
        return FormulaGraphNetwork(
            composition,
            features=self.features,
            atom_features=self.atom_features,
            edge_features=self.edge_features,
            n_convolutions=self.n_convolutions,
            cutoff=self.cutoff,
            n_gaussians=self.n_gaussians,
        )

    def prepare(self, network, X, index):  # noqa: ARG002 - a subclass may start each network from another one
        """Standardise the numbers beside the crystals."""
        network.composition.standardise_by(X)

    def collate(self, rows: list[FormulaGraph]) -> FormulaGraphBatch:
        """Return the batch that the network takes."""
        return collate_formula_graphs(rows)
