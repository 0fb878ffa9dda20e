"""What must be known of a kind of network to see its layers, and how its modules are listened to."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import numpy as np
    import torch
    from torch import nn


class Adapter(Protocol):
    """One kind of network.

    Attributes
    ----------
    of : tuple of str
        The kinds of points that it has states of, among `layers.KINDS_OF_POINTS`.
    """

    of: tuple[str, ...]

    def states(self, network: nn.Module, batch: Any, of: str) -> dict[str, torch.Tensor]:
        """Return layer → (n, width) of the points of a batch, from the input on; without gradients."""

    def points(self, row: Any, of: str) -> dict[str, np.ndarray]:
        """Return what is known of the points of one described input, by column, (n,) each; at least one column."""


def listened(network: nn.Module, batch: Any, modules: Mapping[str, nn.Module]) -> dict[str, torch.Tensor]:
    """Return what each of some modules says while the network answers a batch; of several outputs the first.

    The network runs as it does for predictions, and is left as it was.
    """
    import torch

    heard: dict[str, torch.Tensor] = {}

    def hook(name: str):
        def listen(_module, _inputs, output) -> None:
            heard[name] = output[0] if isinstance(output, tuple) else output

        return listen

    with ExitStack() as stack, torch.inference_mode():
        for name, module in modules.items():
            stack.callback(module.register_forward_hook(hook(name)).remove)
        network(batch)
    return {name: heard[name] for name in modules}


def numbered(word: str, modules: Iterable[nn.Module]) -> dict[str, nn.Module]:
    """Return modules by names such as "convolution 1"."""
    return {f"{word} {number}": module for number, module in enumerate(modules, start=1)}
