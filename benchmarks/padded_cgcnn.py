"""A peer for speed: CGCNN in its published form, written plainly from the paper's equations.

Each atom has exactly 12 neighbours, z = v_i ⊕ v_j ⊕ e_ij is really concatenated for each pair, and batches are normalised
over all pairs, as the original program does (its published sizes: 64, 41, 3 convolutions, 128).
"""

from __future__ import annotations

import torch
from torch import nn


class PaddedConvolution(nn.Module):
    """v_i + Σ_j σ(BN(W z_ij)) ⊙ softplus(BN(W' z_ij))."""

    def __init__(self, features: int, gaussians: int):
        super().__init__()
        self.full = nn.Linear(2 * features + gaussians, 2 * features)
        self.norm_pairs = nn.BatchNorm1d(2 * features)
        self.norm_sum = nn.BatchNorm1d(features)

    def forward(self, atoms, edges, neighbours):
        n, m = neighbours.shape
        centre = atoms[:, None, :].expand(n, m, -1)
        z = torch.cat([centre, atoms[neighbours], edges], dim=2)
        z = self.norm_pairs(self.full(z).reshape(n * m, -1)).reshape(n, m, -1)
        gate, core = z.chunk(2, dim=2)
        total = (torch.sigmoid(gate) * nn.functional.softplus(core)).sum(dim=1)
        return nn.functional.softplus(atoms + self.norm_sum(total))


class PaddedCGCNN(nn.Module):
    """Element features → convolutions → mean over atoms → two dense layers."""

    def __init__(self, features: int = 64, gaussians: int = 41, convolutions: int = 3, hidden: int = 128):
        super().__init__()
        self.embed = nn.Linear(92, features)
        self.convolutions = nn.ModuleList(PaddedConvolution(features, gaussians) for _ in range(convolutions))
        self.head = nn.Sequential(
            nn.Softplus(), nn.Linear(features, hidden), nn.Softplus(), nn.Linear(hidden, 1)
        )

    def forward(self, elements, edges, neighbours, crystal, n_crystals):
        atoms = self.embed(elements)
        for convolution in self.convolutions:
            atoms = convolution(atoms, edges, neighbours)
        sums = atoms.new_zeros(n_crystals, atoms.shape[1]).index_add_(0, crystal, atoms)
        return self.head(sums / torch.bincount(crystal, minlength=n_crystals)[:, None])[:, 0]
