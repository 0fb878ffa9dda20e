"""The network: weaves features of atoms and pairs, reads the molecule out, and answers for every task.

S. Kearnes et al., J. Comput.-Aided Mol. Des. 30, 595 (2016); read out by set2set (O. Vinyals et al., ICLR 2016)
as in C. Fare et al., arXiv:1809.06334 (2018), and by the sum over atoms beside it. What an atom learns
from a pair depends on the other atom, too, and each weave adds to what it was given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

from mi_core.descriptors.molecules.graph import ATOM_CODES, PAIR_CODES

if TYPE_CHECKING:
    from mi_core.regressors.weave.batch import MoleculeBatch

TYPICAL_ATOMS = 20  # sums over atoms are divided by it, so that they are of the order of one


class WeaveNetwork(nn.Module):
    """Molecules to a mean and a log scale for each task, and the representation that the heads read.

    Parameters
    ----------
    n_tasks : int
    width, pair_width, layers : int
        Channels of atoms and of pairs, and how often they are woven.
    steps : int
        Of set2set; 0 leaves it out.
    n_beside : int
        Numbers of whole molecules beside the graph.
    encoding : int
        Length of the representation.
    """

    def __init__(
        self,
        n_tasks: int,
        *,
        width=64,
        pair_width=32,
        layers=2,
        steps=3,
        n_beside=0,
        encoding=128,
        dropout=0.0,
    ):
        super().__init__()
        self.atoms = CodeEmbedding(ATOM_CODES, width)
        self.pairs = CodeEmbedding(PAIR_CODES, pair_width)
        kinds = torch.cartesian_prod(*(torch.arange(count) for count in PAIR_CODES))
        self.register_buffer("kinds", kinds, persistent=False)
        self.weaves = nn.ModuleList(
            Weave(width, pair_width, last=number == layers - 1) for number in range(layers)
        )
        self.norm = nn.LayerNorm(width)
        self.set2set = Set2Set(width, steps) if steps else None
        self.beside = Standardised(n_beside)
        read = width + (2 * width if steps else 0)
        self.encode = nn.Sequential(
            nn.Linear(read + n_beside, 2 * encoding),
            nn.SiLU(),
            nn.Dropout(dropout),
            nn.Linear(2 * encoding, encoding),
            nn.SiLU(),
        )
        self.drop = nn.Dropout(dropout)
        self.heads = nn.Linear(encoding, 2 * n_tasks)

    def forward(self, batch: MoleculeBatch) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return mean (b, t), log scale (b, t) and representation (b, encoding)."""
        encoded = self.encoded(batch)
        mean, log_scale = self.heads(self.drop(encoded)).chunk(2, dim=1)
        return mean, log_scale, encoded

    def encoded(self, batch: MoleculeBatch) -> torch.Tensor:
        """Return the representation, (b, encoding)."""
        atoms, pairs, kinds = self.atoms(batch.atoms), self.pairs(self.kinds), batch.kinds
        for weave in self.weaves:
            atoms, pairs = weave(atoms, pairs, batch.first, batch.second, kinds)
            kinds = None
        atoms = self.norm(atoms)
        total = summed(atoms, batch.molecule, batch.n) / TYPICAL_ATOMS
        read = [total, self.beside(batch.beside)]
        if self.set2set is not None:
            read.append(self.set2set(atoms, batch.molecule, batch.n))
        return self.encode(torch.cat(read, dim=1))


class Standardised(nn.Module):
    """Numbers minus their mean over their spread, bounded, as some descriptors of some molecules are beyond all others."""

    LARGEST = 6.0

    def __init__(self, width: int):
        super().__init__()
        self.register_buffer("mean", torch.zeros(width))
        self.register_buffer("spread", torch.ones(width))

    def learn_scales(self, rows: np.ndarray) -> None:
        """Take mean and spread from rows (n, width), those beyond the outer hundredths left out."""
        low, high = np.quantile(rows, [0.01, 0.99], axis=0)
        inner = np.clip(rows, low, high)
        spread = inner.std(axis=0)
        self.mean.copy_(torch.from_numpy(inner.mean(axis=0)))
        self.spread.copy_(torch.from_numpy(np.where(spread > 0, spread, 1.0)))

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        """Return rows on their scale, (n, width)."""
        return ((rows - self.mean) / self.spread).clamp(-self.LARGEST, self.LARGEST)


class CodeEmbedding(nn.Module):
    """The sum of a vector for each code, as a linear layer makes of features that are one or zero."""

    def __init__(self, codes: tuple[int, ...], width: int):
        super().__init__()
        self.vectors = nn.Embedding(sum(codes), width)
        starts = torch.tensor([sum(codes[:number]) for number in range(len(codes))])
        self.register_buffer("starts", starts, persistent=False)

    def forward(self, codes: torch.Tensor) -> torch.Tensor:
        """Return vectors (n, width) of codes (n, k)."""
        return nn.functional.embedding_bag(codes + self.starts, self.vectors.weight, mode="sum")


class Weave(nn.Module):
    """One weave: atoms learn from their pairs, pairs from their atoms; the same for both orders of a pair."""

    def __init__(self, width: int, pair_width: int, *, last: bool):
        super().__init__()
        self.norm, self.pair_norm = nn.LayerNorm(width), nn.LayerNorm(pair_width)
        self.from_pairs = nn.Linear(pair_width + width, width)
        self.mix = nn.Linear(2 * width, width)
        self.from_atoms = None if last else nn.Linear(2 * width, pair_width)
        self.pair_mix = None if last else nn.Linear(2 * pair_width, pair_width)

    def forward(self, atoms, pairs, first, second, kinds=None) -> tuple[torch.Tensor, torch.Tensor]:
        """Return atoms (N, width) and pairs (P, pair_width) of the next layer; the last weave leaves pairs as they are.

        kinds : (P,) of rows of `pairs`, where all pairs of a kind are alike still, so that each kind is computed once.
        """
        a, p = self.norm(atoms), self.pair_norm(pairs)
        weight_p, weight_a = self.from_pairs.weight.split([p.shape[1], a.shape[1]], dim=1)
        of_pairs = _spread(nn.functional.linear(p, weight_p, self.from_pairs.bias), kinds)
        of_atoms = a @ weight_a.T
        received = torch.zeros_like(atoms)
        received.index_add_(0, first, nn.functional.silu(of_pairs + of_atoms.index_select(0, second)))
        received.index_add_(0, second, nn.functional.silu(of_pairs + of_atoms.index_select(0, first)))
        new_atoms = atoms + nn.functional.silu(self.mix(torch.cat([a, received], dim=1)))
        if self.from_atoms is None or self.pair_mix is None:
            return new_atoms, pairs
        left, right = (a @ half.T for half in self.from_atoms.weight.chunk(2, dim=1))
        bias = self.from_atoms.bias
        woven = nn.functional.silu(left.index_select(0, first) + right.index_select(0, second) + bias)
        woven = woven + nn.functional.silu(left.index_select(0, second) + right.index_select(0, first) + bias)
        weight_p, weight_w = self.pair_mix.weight.chunk(2, dim=1)
        kept = _spread(nn.functional.linear(p, weight_p, self.pair_mix.bias), kinds)
        return new_atoms, _spread(pairs, kinds) + nn.functional.silu(kept + woven @ weight_w.T)


def _spread(rows: torch.Tensor, kinds: torch.Tensor | None) -> torch.Tensor:
    """Return the row of each kind."""
    return rows if kinds is None else rows.index_select(0, kinds)


class Set2Set(nn.Module):
    """Attention over a molecule's atoms, asked several times by a recurrent cell; (N, width) to (b, 2 width)."""

    def __init__(self, width: int, steps: int):
        super().__init__()
        self.cell = nn.LSTMCell(2 * width, width)
        self.width, self.steps = width, steps

    def forward(self, atoms: torch.Tensor, molecule: torch.Tensor, n: int) -> torch.Tensor:
        """Return the last question and what it read."""
        hidden = atoms.new_zeros(n, self.width)
        memory, answer = hidden, atoms.new_zeros(n, 2 * self.width)
        for _ in range(self.steps):
            hidden, memory = self.cell(answer, (hidden, memory))
            weights = softmax((atoms * hidden.index_select(0, molecule)).sum(dim=1), molecule, n)
            answer = torch.cat([hidden, summed(weights[:, None] * atoms, molecule, n)], dim=1)
        return answer


def summed(values: torch.Tensor, group: torch.Tensor, n: int) -> torch.Tensor:
    """Return the sums over groups, (n, width)."""
    return values.new_zeros(n, values.shape[1]).index_add_(0, group, values)


def softmax(scores: torch.Tensor, group: torch.Tensor, n: int) -> torch.Tensor:
    """Return the softmax of scores (N,) within each group."""
    largest = scores.new_full((n,), -torch.inf).scatter_reduce(0, group, scores.detach(), "amax")
    weights = torch.exp(scores - largest[group])
    return weights / scores.new_zeros(n).index_add(0, group, weights)[group]
