"""Parts that the neural generators share: the encoder of a condition, and a density of compositions.

Encoder. Three channels per cell, mask m, m √low and m √high (the root spreads the small fractions of precipitates),
and the bounds of the composition; a phase's cells first by themselves, then all phases together through residual blocks.

Density. A mixture of k components over the nine elements; in component j an element is there with probability ρ_ji
and its amount (see `amounts`) is normal with mean μ_ji and deviation σ_ji:

    p(wt | h) = Σ_j π_j Π_i ρ_ji^p_i (1 − ρ_ji)^(1 − p_i) N(y_i; μ_ji, σ_ji)^p_i

with π, ρ, μ, σ functions of a code h; the form of C. M. Bishop, "Mixture density networks", NCRG/94/004 (1994), with
an atom of probability at "absent".
"""

from __future__ import annotations

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from mi_core.alloys.compositions.composition import ELEMENTS
from mi_core.neural.blocks import ResidualBlock, multilayer_perceptron

N = len(ELEMENTS)
LOG_SIGMA = (-5.0, 1.5)
BOUND_SCALE = 0.1  # wt%: bounds enter as ln(1 + wt / scale)


def condition_features(condition) -> torch.Tensor:
    """Return the encoder's input (n, p·3t + 2·9 + 1) of a batch of conditions, the three channels of each phase together."""
    n = len(condition.mask)
    mask = condition.mask.astype(np.float32)
    low, high = np.sqrt(condition.low) * mask, np.sqrt(condition.high) * mask
    cells = np.concatenate([mask, low, high], axis=1).transpose(0, 2, 1).reshape(n, -1)
    bounds = np.concatenate([condition.wt_low, condition.wt_high, condition.most_alloying[:, None]], axis=1)
    scaled = np.log1p(bounds / BOUND_SCALE) / np.log1p(100 / BOUND_SCALE)
    return torch.from_numpy(np.concatenate([cells, scaled], axis=1, dtype=np.float32))


class ConditionEncoder(nn.Module):
    """Features of a condition to a code (n, width): each phase by its own weights to `per_phase` numbers, then all together.

    shape : (temperatures, phases) of the grid.
    """

    def __init__(
        self, shape: tuple[int, int], width: int, depth: int = 2, dropout: float = 0.05, per_phase: int = 16
    ):
        super().__init__()
        (steps, phases), self.bounds = shape, 2 * N + 1
        self.by_phase = nn.Parameter(torch.randn(phases, 3 * steps, per_phase) / (3 * steps) ** 0.5)
        self.shift = nn.Parameter(torch.zeros(phases, 1, per_phase))
        self.first = nn.Linear(phases * per_phase + self.bounds, width)
        self.blocks = nn.Sequential(
            *(ResidualBlock(width, dropout=dropout) for _ in range(depth)), nn.LayerNorm(width)
        )

    def forward(self, features):
        """Return the code of `condition_features`."""
        cells, bounds = features[:, : -self.bounds], features[:, -self.bounds :]
        by_phase = cells.view(len(cells), len(self.by_phase), -1).transpose(0, 1)  # (phases, n, 3t)
        seen = functional.silu(torch.baddbmm(self.shift, by_phase, self.by_phase)).transpose(0, 1)
        return self.blocks(functional.silu(self.first(torch.cat([seen.flatten(1), bounds], dim=1))))


class Critic(nn.Module):
    """The discriminator of a composition (n, 18) and a code (n, width / 2): ψ(φ) + ⟨W φ, code⟩ with features φ of both.

    The product is that of T. Miyato & M. Koyama, "cGANs with projection discriminator", ICLR (2018).
    """

    def __init__(self, width: int):
        super().__init__()
        self.features = multilayer_perceptron(2 * N + width // 2, width, width)
        self.value, self.match = nn.Linear(width, 1), nn.Linear(width, width // 2)

    def forward(self, composition, code):
        """Return logits (n,)."""
        found = self.features(torch.cat([composition, code], dim=1))
        return self.value(found)[:, 0] + (self.match(found) * code).mean(dim=1)


class MixtureHead(nn.Module):
    """A code (n, width) to the parameters of the mixture above.

    components : k; fixed_sigma : one deviation per element, learned, in place of one that depends on the code.
    """

    def __init__(self, width: int, components: int, *, fixed_sigma: bool = False):
        super().__init__()
        self.components = components
        parts = 2 if fixed_sigma else 3
        self.out = nn.Linear(width, components * (1 + parts * N))
        self.log_sigma = nn.Parameter(torch.full((N,), -1.0)) if fixed_sigma else None

    def forward(self, code):
        """Return log π (n, k), presence logits, means and log σ, each (n, k, 9)."""
        out = self.out(code).view(len(code), self.components, -1)
        log_pi = functional.log_softmax(out[..., 0], dim=-1)
        logits, mean = out[..., 1 : 1 + N], out[..., 1 + N : 1 + 2 * N]
        log_sigma = (
            self.log_sigma.expand_as(mean) if self.log_sigma is not None else out[..., 1 + 2 * N :] - 1.0
        )
        return log_pi, logits, mean, log_sigma.clamp(*LOG_SIGMA)


def negative_log_likelihood(parameters, there, y) -> torch.Tensor:
    """Return −ln p (n,) of presence and amounts, each (n, 9), under a mixture (without the constant of the normals)."""
    log_pi, logits, mean, log_sigma = parameters
    there, y = there[:, None], y[:, None]
    presence = -functional.binary_cross_entropy_with_logits(logits, there.expand_as(logits), reduction="none")
    amount = -0.5 * ((y - mean) * torch.exp(-log_sigma)) ** 2 - log_sigma
    return -torch.logsumexp(log_pi + (presence + there * amount).sum(dim=-1), dim=-1)


def sample_mixture(parameters, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """Return presence (bool) and amounts drawn from one mixture per row, each (n, 9)."""
    log_pi, logits, mean, log_sigma = parameters
    chosen = torch.multinomial(log_pi.exp(), 1, generator=generator)[:, :, None].expand(-1, 1, N)
    logits, mean, log_sigma = (part.gather(1, chosen)[:, 0] for part in (logits, mean, log_sigma))
    there = torch.rand(logits.shape, generator=generator) < torch.sigmoid(logits)
    return there, mean + torch.exp(log_sigma) * torch.randn(mean.shape, generator=generator)
