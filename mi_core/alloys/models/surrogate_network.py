"""The network of the surrogate: one forward pass gives the phase fractions of an alloy at all nodes of temperature.

Contents x (mole fractions of the nine alloying elements) enter linearly, as roots, as logarithms of two softnesses,
and as presences; residual blocks follow; the logits of all phases at all nodes are normalised at each node:

    f_tp = exp(l_tp) / Σ_q exp(l_tq)   over the phases q that can form

A phase can form when each of its sublattices finds a constituent among the elements of the alloy; all others are
exactly 0.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from mi_core.neural.blocks import ResidualBlock

SOFT = (1e-5, 1e-3)  # mole fraction added before the logarithms
IMPOSSIBLE = -60.0  # logit of a phase that cannot form


class SurrogateNetwork(nn.Module):
    """Contents to phase fractions.

    Parameters
    ----------
    possible : (phases, sublattices, elements + 1) bool
        Which alloying elements can occupy a sublattice; the last column says that it needs none of them (aluminium or
        vacancies may occupy it, or the phase has no such sublattice).
    n_temperatures : int
    width, depth : int
        Of the residual blocks.
    """

    def __init__(self, possible: torch.Tensor, n_temperatures: int, width: int, depth: int):
        super().__init__()
        n_phases, n_elements = possible.shape[0], possible.shape[2] - 1
        self.shape = n_temperatures, n_phases
        self.register_buffer("possible", possible.float())
        self.register_buffer("centre", torch.zeros(4 * n_elements))
        self.register_buffer("spread", torch.ones(4 * n_elements))
        self.first = nn.Linear(5 * n_elements, width)
        blocks = (
            ResidualBlock(width, dropout=None, activation=nn.GELU(approximate="tanh")) for _ in range(depth)
        )
        self.blocks = nn.Sequential(*blocks, nn.LayerNorm(width))
        self.head = nn.Linear(width, n_temperatures * n_phases)

    @staticmethod
    def contents(x: torch.Tensor) -> torch.Tensor:
        """Return the inputs (n, 4·9) of mole fractions (n, 9), before they are scaled."""
        logs = [torch.log(x + soft) for soft in SOFT]
        return torch.cat([x, torch.sqrt(x + 1e-9), *logs], dim=-1)

    def fit_scales(self, x: torch.Tensor) -> None:
        """Set centre and spread of the inputs to those of x (n, 9)."""
        contents = self.contents(x)
        self.centre.copy_(contents.mean(dim=0))
        self.spread.copy_(contents.std(dim=0).clamp(min=1e-6))

    def forming(self, there: torch.Tensor) -> torch.Tensor:
        """Return (n, phases) whether each phase can form with the elements that are there, (n, 9) of 0 and 1."""
        found = functional.pad(there, (0, 1), value=1.0)
        return (torch.einsum("psc,nc->nps", self.possible, found) > 0).all(dim=-1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return logits (n, temperatures, phases) of mole fractions x (n, 9)."""
        there = (x > 0).to(x.dtype)
        inputs = torch.cat([(self.contents(x) - self.centre) / self.spread, 2 * there - 1], dim=-1)
        hidden = self.blocks(functional.gelu(self.first(inputs), approximate="tanh"))
        logits = self.head(hidden).view(-1, *self.shape)
        return logits.masked_fill(~self.forming(there)[:, None, :], IMPOSSIBLE)


def loss_of(logits: torch.Tensor, fractions: torch.Tensor, known: torch.Tensor) -> torch.Tensor:
    """Return the absolute error per known point plus a little of the distance of the roots and of the cross entropy.

    logits, fractions : (n, t, p); known : (n, t) 0 or 1. The roots let traces count, the cross entropy moves phases
    that are wrongly at 0 or 1, where the others have no slope.
    """
    log_found = functional.log_softmax(logits, dim=-1)
    found = log_found.exp()
    absolute = (found - fractions).abs().sum(dim=-1)
    roots = (torch.exp(0.5 * log_found) - fractions.sqrt()).square().sum(dim=-1)
    entropy = -(fractions * log_found.clamp(min=-20)).sum(dim=-1)
    per_point = absolute + 0.3 * roots + 0.03 * entropy
    return (per_point * known).sum() / known.sum().clamp(min=1)
