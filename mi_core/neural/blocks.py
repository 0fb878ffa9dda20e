"""Blocks that several networks are made of. Stored weights are named by the order of the layers: keep it."""

from __future__ import annotations

from torch import nn

MAX_ATOMIC_NUMBER = 118


def multilayer_perceptron(
    n_in: int, width: int, n_out: int | None, depth: int = 2, *, dropout: float | None = None
) -> nn.Sequential:
    """Return `depth` hidden layers of one width with silu, and a linear one to `n_out` unless that is None."""
    layers: list[nn.Module] = []
    for number in range(depth):
        layers += [nn.Linear(width if number else n_in, width), nn.SiLU()]
        if dropout is not None:
            layers.append(nn.Dropout(dropout))
    if n_out is not None:
        layers.append(nn.Linear(width if depth else n_in, n_out))
    return nn.Sequential(*layers)


class ResidualBlock(nn.Module):
    """x + W₂ g(W₁ norm(x)), shapes (n, width), the inner layer `inner` wide, with dropout unless that is None."""

    def __init__(
        self,
        width: int,
        inner: int | None = None,
        *,
        dropout: float | None = 0.0,
        activation: nn.Module | None = None,
    ):
        super().__init__()
        inner = inner or width
        self.layers = nn.Sequential(
            nn.LayerNorm(width),
            nn.Linear(width, inner),
            activation or nn.SiLU(),
            *([] if dropout is None else [nn.Dropout(dropout)]),
            nn.Linear(inner, width),
        )

    def forward(self, x):
        """Return the block's output, same shape."""
        return x + self.layers(x)
