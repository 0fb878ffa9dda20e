"""Blocks that several networks are made of. Stored weights are named by the order of the layers: keep it."""

from __future__ import annotations

from numbers import Integral

from torch import nn

from mi_core.errors import InputError

MAX_ATOMIC_NUMBER = 118
MOST_LAYERS = 10  # to which training is tested to be stable


def check_layers(name: str, number: int) -> None:
    """InputError unless a network's number of layers, called `name`, is whole and from 1 to 10."""
    whole = isinstance(number, Integral) and not isinstance(number, bool)
    if not whole or not 1 <= number <= MOST_LAYERS:
        raise InputError(
            f"{name} of a network must be a whole number from 1 to {MOST_LAYERS}; got {number!r}. Where one layer more no "
            "longer helps, make the layers wider."
        )


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


class ResidualLayer(nn.Module):
    """x + g(W norm(x)), shapes (n, width), with dropout: one layer more that can leave x as it is.

    K. He, X. Zhang, S. Ren, J. Sun, Proc. IEEE CVPR, 770 (2016), with the norm before the weights and one weight matrix.
    """

    def __init__(self, width: int, dropout: float):
        super().__init__()
        self.layers = nn.Sequential(
            nn.LayerNorm(width), nn.Linear(width, width), nn.SiLU(), nn.Dropout(dropout)
        )

    def forward(self, x):
        """Return the layer's output, same shape."""
        return x + self.layers(x)
