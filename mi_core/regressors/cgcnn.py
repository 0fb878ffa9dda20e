"""Crystal graph convolutional network.

Reference: T. Xie & J. C. Grossman, Phys. Rev. Lett. 120, 145301 (2018), Eq. 5 (gated convolution), Eq. 6 (pooling).

    v_i ← v_i + Σ_j w_ij · σ(z_ij W_gate) ⊙ g(z_ij W_core),   z_ij = v_i ⊕ v_j ⊕ e_ij

Differences from the paper: the first linear layer is split over v_i, v_j and
e_ij (the same numbers, less arithmetic); edges carry a weight that counts equal ones; layers are normalised per atom
(LayerNorm), so that a crystal's prediction does not depend on its batch; optionally the edges learn too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

from mi_core.neural.blocks import MAX_ATOMIC_NUMBER, check_layers
from mi_core.regressors.neural import NeuralRegressor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.descriptors.crystal_graph import CrystalGraph


@dataclass(frozen=True, slots=True)
class GraphBatch:
    """Many crystal graphs as one: `crystal` (n_atoms,) tells whose atom each is, `number` how many it stands for."""

    atomic_numbers: torch.Tensor
    centre: torch.Tensor
    neighbour: torch.Tensor
    distance: torch.Tensor
    weight: torch.Tensor
    number: torch.Tensor
    crystal: torch.Tensor
    n_crystals: int


def collate_graphs(graphs: Sequence[CrystalGraph]) -> GraphBatch:
    """Return one batch of all graphs, atoms numbered through."""
    n_atoms = np.array([len(g.atomic_numbers) for g in graphs])
    n_edges = np.array([len(g.centre) for g in graphs])
    shift = np.repeat(np.cumsum(n_atoms) - n_atoms, n_edges)
    return GraphBatch(
        atomic_numbers=torch.from_numpy(np.concatenate([g.atomic_numbers for g in graphs])),
        centre=torch.from_numpy(np.concatenate([g.centre for g in graphs]) + shift),
        neighbour=torch.from_numpy(np.concatenate([g.neighbour for g in graphs]) + shift),
        distance=torch.from_numpy(np.concatenate([g.distance for g in graphs])),
        weight=torch.from_numpy(np.concatenate([g.weight for g in graphs])),
        number=torch.from_numpy(np.concatenate([g.number for g in graphs])),
        crystal=torch.from_numpy(np.repeat(np.arange(len(graphs)), n_atoms)),
        n_crystals=len(graphs),
    )


class GaussianDistance(nn.Module):
    """Expand distances in Gaussians, exp(-(d - mu_k)² / width²), centres from 0 to `cutoff` Å."""

    def __init__(self, cutoff: float, n_gaussians: int):
        super().__init__()
        self.register_buffer("centres", torch.linspace(0.0, cutoff, n_gaussians), persistent=False)
        self.width = cutoff / (n_gaussians - 1)

    def forward(self, distance):
        """Return (n_edges, n_gaussians) from distances (n_edges,) in Å."""
        return torch.exp(-(((distance[:, None] - self.centres) / self.width) ** 2))  # (n_edges, n_gaussians)


class GatedConvolution(nn.Module):
    """One convolution (Eq. 5); with `update_edges`, the edge features move along with the message."""

    def __init__(self, atom_features: int, edge_features: int, *, update_edges: bool):
        super().__init__()
        width = 2 * atom_features  # gate and core side by side
        self.from_centre = nn.Linear(atom_features, width)
        self.from_neighbour = nn.Linear(atom_features, width, bias=False)
        self.from_edge = nn.Linear(edge_features, width, bias=False)
        self.norm = nn.LayerNorm(atom_features)
        self.update = nn.Linear(atom_features, atom_features)
        self.to_edge = nn.Linear(atom_features, edge_features) if update_edges else None

    def forward(self, atoms, edges, batch: GraphBatch):
        """Return updated atoms (n_atoms, F) and edges (n_edges, F_edge)."""
        normed = self.norm(atoms)
        z = self.from_edge(edges)  # (n_edges, 2 F)
        z = z + self.from_centre(normed).index_select(0, batch.centre)
        z = z + self.from_neighbour(normed).index_select(0, batch.neighbour)
        gate, core = z.chunk(2, dim=1)
        message = torch.sigmoid(gate) * nn.functional.silu(core)  # (n_edges, F)
        total = torch.zeros_like(atoms).index_add_(0, batch.centre, message * batch.weight[:, None])
        atoms = atoms + self.update(nn.functional.silu(total))
        if self.to_edge is not None:
            edges = edges + self.to_edge(message)
        return atoms, edges


def mean_of_atoms(atoms, batch: GraphBatch):
    """Return the mean over the atoms (n_atoms, F) of each crystal (Eq. 6), (n_crystals, F)."""
    number = batch.number[:, None]
    sums = atoms.new_zeros(batch.n_crystals, atoms.shape[1]).index_add_(0, batch.crystal, atoms * number)
    counts = number.new_zeros(batch.n_crystals, 1).index_add_(0, batch.crystal, number)
    return sums / counts


class CGCNN(nn.Module):
    """Embedding → gated convolutions → mean over atoms (Eq. 6) → head; returns mean, log scale and representation."""

    def __init__(
        self,
        n_targets: int,
        *,
        atom_features: int,
        edge_features: int,
        n_convolutions: int,
        head_features: int,
        cutoff: float,
        n_gaussians: int,
        update_edges: bool,
    ):
        super().__init__()
        self.embed_atom = nn.Embedding(MAX_ATOMIC_NUMBER + 1, atom_features)
        self.expand = GaussianDistance(cutoff, n_gaussians)
        self.embed_edge = nn.Linear(n_gaussians, edge_features)
        self.convolutions = nn.ModuleList(
            GatedConvolution(atom_features, edge_features, update_edges=update_edges)
            for _ in range(n_convolutions)
        )
        self.head = nn.Sequential(
            nn.LayerNorm(atom_features), nn.Linear(atom_features, head_features), nn.SiLU()
        )
        self.mean = nn.Linear(head_features, n_targets)
        self.log_scale = nn.Linear(head_features, n_targets)

    def forward(self, batch: GraphBatch):
        """Return mean and log scale, (n_crystals, n_targets), and the representation (n_crystals, head_features)."""
        atoms = self.embed_atom(batch.atomic_numbers)  # (n_atoms, F)
        edges = self.embed_edge(self.expand(batch.distance))  # (n_edges, F_edge)
        for convolution in self.convolutions:
            atoms, edges = convolution(atoms, edges, batch)
        crystal = self.head(mean_of_atoms(atoms, batch))  # (n_crystals, head_features)
        return self.mean(crystal), self.log_scale(crystal.detach()), crystal


@dataclass(kw_only=True, eq=False, repr=False)
class CGCNNRegressor(NeuralRegressor):
    """Scikit-learn estimator around CGCNN; X is a list of CrystalGraph.

    Parameters
    ----------
    atom_features, edge_features, n_convolutions, head_features : int
        Sizes of the network; the paper's are 64, 41, 3, 128. There may be 1 to 10 convolutions: each normalises what it
        reads and adds to it, so that many train as calmly as few. Cost grows with the square of the features.
    cutoff : float
        Largest distance of the Gaussian expansion, Å.
    n_gaussians : int
        Gaussians of the distance expansion.
    update_edges : bool
        Whether edge features are updated by each convolution.
    """

    atom_features: int = 64
    edge_features: int = 64
    n_convolutions: int = 3
    head_features: int = 128
    cutoff: float = 8.0
    n_gaussians: int = 41
    update_edges: bool = True

    def build_network(self, n_targets: int) -> CGCNN:
        """Return an untrained network of the sizes asked for; InputError for convolutions beyond 1 to 10."""
        check_layers("n_convolutions", self.n_convolutions)
        return CGCNN(
            n_targets,
            atom_features=self.atom_features,
            edge_features=self.edge_features,
            n_convolutions=self.n_convolutions,
            head_features=self.head_features,
            cutoff=self.cutoff,
            n_gaussians=self.n_gaussians,
            update_edges=self.update_edges,
        )

    def collate(self, rows: list[CrystalGraph]) -> GraphBatch:
        """Return the batch that the network takes."""
        return collate_graphs(rows)


def cgcnn_pipeline(**options):
    """Return crystal → graph of whole neighbour shells → average of networks; `options` go to CGCNNRegressor."""
    from sklearn.pipeline import make_pipeline

    from mi_core.descriptors.graph import CrystalGraphs

    return make_pipeline(CrystalGraphs(), CGCNNRegressor(**options))
