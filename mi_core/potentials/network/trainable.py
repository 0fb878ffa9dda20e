"""The networks of all elements as torch trains them, and the forces that they give frames."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.potentials.network.examples import Example
    from mi_core.potentials.network.functions import Functions
    from mi_core.potentials.network.perceptron import Perceptron


@dataclass(frozen=True, slots=True)
class Block:
    """The n atoms of one element in a frame of n_atoms, with k neighbours at most, whitened to q components.

    Attributes
    ----------
    atoms : (n,) int64
        Which atoms of the frame.
    inputs : (n, q)
        What their network reads.
    jacobians : (n, 3 k, q)
        Gradients of the inputs by the vectors to the neighbours, 1/Å; zero where there is no neighbour.
    neighbours : (n · k,) int64
        Which atoms those are; n_atoms where there is none.
    """

    atoms: torch.Tensor
    inputs: torch.Tensor
    jacobians: torch.Tensor
    neighbours: torch.Tensor


class Trainable(nn.Module):
    """Perceptrons of all elements with weights of single precision that torch can change."""

    def __init__(self, perceptrons: Sequence[Perceptron]):
        super().__init__()
        self.perceptrons = tuple(perceptrons)
        self.weights, self.biases = nn.ModuleList(), nn.ModuleList()
        for net in perceptrons:
            for kept, values in ((self.weights, net.weights), (self.biases, net.biases)):
                kept.append(nn.ParameterList([torch.tensor(value, dtype=torch.float32) for value in values]))

    def forward(self, element: int, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the energies (n,), eV, of atoms of an element with inputs (n, q), and the gradients (n, q) by these."""
        weights, biases = self.weights[element], self.biases[element]
        first = x @ weights[0] + biases[0]
        second = nn.functional.softplus(first) @ weights[1] + biases[1]
        energies = nn.functional.softplus(second) @ weights[2][:, 0] + biases[2]
        # Written out, the first derivatives leave torch only one backward pass instead of two.
        slopes = torch.sigmoid(second) * weights[2][:, 0]
        slopes = torch.sigmoid(first) * (slopes @ weights[1].T)
        return energies, slopes @ weights[0].T

    def trained(self) -> tuple[Perceptron, ...]:
        """Return the perceptrons with the weights as they are now."""
        return tuple(
            replace(net, weights=_arrays(weights), biases=_arrays(biases))
            for net, weights, biases in zip(self.perceptrons, self.weights, self.biases, strict=True)
        )


def _arrays(values) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    first, second, last = (value.numpy(force=True).astype(float) for value in values)
    return first, second, last


def make_blocks(example: Example, functions: Functions, perceptrons: Sequence[Perceptron]) -> list[Block]:
    """Return the atoms of a frame, a block per element, in single precision."""
    counts = np.diff(example.pairs.starts)
    columns = np.arange(len(example.pairs.first)) - example.pairs.starts[example.pairs.first]
    neighbours = np.full((len(counts), counts.max(initial=1)), len(counts))
    neighbours[example.pairs.first, columns] = example.pairs.second
    parts = list(example.parts(functions, len(perceptrons)))
    return [
        _block(number, net, example, neighbours, np.concatenate([_whitened(part, net) for part in parts]))
        for number, net in enumerate(perceptrons)
    ]


def _whitened(part, net: Perceptron) -> np.ndarray:
    """(p, 3, q) gradients of the inputs of a network."""
    return part.gradients.astype(np.float32) @ net.whitening.matrix.astype(np.float32)


def _block(
    number: int, net: Perceptron, example: Example, neighbours: np.ndarray, slopes: np.ndarray
) -> Block:
    atoms = np.flatnonzero(example.elements == number)
    first = example.pairs.first
    columns = np.arange(len(first)) - example.pairs.starts[first]
    own = example.elements[first] == number
    rows = np.searchsorted(atoms, first[own])
    jacobians = np.zeros((len(atoms), neighbours.shape[1], 3, slopes.shape[-1]), np.float32)
    jacobians[rows, columns[own]] = slopes[own]
    return Block(
        torch.from_numpy(atoms),
        torch.from_numpy(net.whitening(example.g[atoms]).astype(np.float32)),
        torch.from_numpy(jacobians.reshape(len(atoms), 3 * neighbours.shape[1], slopes.shape[-1])),
        torch.from_numpy(neighbours[atoms].ravel()),
    )


def add_forces(forces: torch.Tensor, block: Block, slopes: torch.Tensor) -> torch.Tensor:
    """Return forces (n_atoms + 1, 3), eV/Å, and those of a block's gradients (n, q) by its inputs, eV.

    The last row gathers what belongs to no atom. Atom by atom, Jacobian times gradient is a product of a matrix and a
    vector, several times faster here than the same sum over a flat list of pairs.
    """
    pulls = (block.jacobians @ slopes[:, :, None]).unflatten(1, (-1, 3))[..., 0]
    forces = forces.index_add(0, block.neighbours, -pulls.reshape(-1, 3))
    return forces.index_add(0, block.atoms, pulls.sum(dim=1))
