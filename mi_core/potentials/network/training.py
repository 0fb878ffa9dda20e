"""Training of one member on energies and forces.

The loss is the mean square error of energies per atom and that of force components (J. Behler, Int. J. Quantum Chem. 115,
1032, 2015), each over the square of the error that counts as one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from mi_core.errors import InputError
from mi_core.neural.device import choose_device, to_device
from mi_core.neural.loop import train
from mi_core.potentials.network.examples import reference_energies
from mi_core.potentials.network.perceptron import random_perceptron
from mi_core.potentials.network.readout import fit_readout
from mi_core.potentials.network.trainable import Trainable, add_forces, make_blocks
from mi_core.potentials.network.whitening import fit_whitening

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mi_core.potentials.network.examples import Example
    from mi_core.potentials.network.member import Member
    from mi_core.potentials.network.settings import NetworkSettings
    from mi_core.potentials.network.trainable import Block


def train_member(
    examples: Sequence[Example],
    settings: NetworkSettings,
    symbols: tuple[str, ...],
    *,
    seed: int,
    on_epoch: Callable[[int, float], None] | None = None,
) -> Member:
    """Return the member that learned from the examples; InputError unless they hold atoms of all elements (symbols)."""
    rng = np.random.default_rng(seed)
    g = np.concatenate([example.g for example in examples])
    elements = np.concatenate([example.elements for example in examples])
    absent = sorted(symbol for number, symbol in enumerate(symbols) if number not in elements)
    if absent:
        raise InputError(
            f"Without one fifth of the frames, a network has to learn from atoms of all elements; all of "
            f"{', '.join(absent)} are in one fifth. Add frames with {', '.join(absent)}, or leave these out."
        )
    drawn = [
        random_perceptron(fit_whitening(g[elements == number]), settings.hidden, rng)
        for number in range(len(symbols))
    ]
    network = Trainable(drawn).to(choose_device())
    references = reference_energies(examples, len(symbols))
    loss = _Loss(examples, references, settings, network)
    train(network, len(examples), loss, settings.training, rng=rng, on_epoch=on_epoch)
    trained = zip(network.trained(), references, strict=True)
    return fit_readout(tuple(net.raised(energy) for net, energy in trained), examples, settings)


class _Loss:
    """The loss of a batch of frames."""

    def __init__(
        self,
        examples: Sequence[Example],
        references: np.ndarray,
        settings: NetworkSettings,
        network: Trainable,
    ):
        device = next(network.parameters()).device
        self.settings = settings
        self.blocks = [
            [to_device(block, device) for block in make_blocks(x, settings.functions, network.perceptrons)]
            for x in examples
        ]
        # Single precision has too few digits for the energies of whole atoms: networks learn what is beyond these.
        beyond = [(x.energy - references[x.elements].sum()) / len(x.elements) for x in examples]
        self.energies = [torch.tensor(energy, dtype=torch.float32, device=device) for energy in beyond]
        self.forces = [
            torch.tensor(example.forces, dtype=torch.float32, device=device) for example in examples
        ]

    def __call__(self, network: Trainable, rows: np.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
        energy, force, components = torch.zeros(()), torch.zeros(()), 0
        answers = self._answers(network, rows)
        for row, (said, forces) in zip(rows, answers, strict=True):
            energy = energy + (said - self.energies[row]) ** 2
            force = force + ((forces - self.forces[row]) ** 2).sum()
            components += forces.numel()
        loss = energy / len(rows) / self.settings.energy_error**2
        loss = loss + force / components / self.settings.force_error**2
        return loss, loss.detach()

    def _answers(self, network: Trainable, rows: np.ndarray) -> list[tuple[torch.Tensor, torch.Tensor]]:
        """Energy per atom, and forces (n_atoms, 3), of each frame; atoms of all frames pass a network at once."""
        energies = [self.energies[row].new_zeros(()) for row in rows]
        forces = [torch.nn.functional.pad(torch.zeros_like(self.forces[row]), (0, 0, 0, 1)) for row in rows]
        for number in range(len(network.perceptrons)):
            blocks: list[Block] = [self.blocks[row][number] for row in rows]
            said, slopes = network(number, torch.cat([block.inputs for block in blocks]))
            sizes = [len(block.atoms) for block in blocks]
            for k, (block, own, slope) in enumerate(
                zip(blocks, said.split(sizes), slopes.split(sizes), strict=True)
            ):
                energies[k] = energies[k] + own.sum() / (len(forces[k]) - 1)
                forces[k] = add_forces(forces[k], block, slope)
        return [(energy, force[:-1]) for energy, force in zip(energies, forces, strict=True)]
