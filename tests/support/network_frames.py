"""Small frames of copper and gold that EMT labels, and networks that learn from them in seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from ase.build import bulk
from ase.calculators.emt import EMT

from mi_core.neural.settings import TrainingSettings
from mi_core.potentials.frames.frame import Frame
from mi_core.potentials.network.functions import Functions, evenly_spread
from mi_core.potentials.network.kind import NetworkKind
from mi_core.potentials.network.settings import NetworkSettings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ase import Atoms


def shaken(n: int, *, gold: bool = False, seed: int = 0) -> list[Atoms]:
    """Return cells of four atoms, fcc, strained and displaced; with gold, one or two of the atoms are gold."""
    rng = np.random.default_rng(seed)
    frames = []
    for k in range(n):
        atoms = bulk("Cu", cubic=True)
        if gold:
            atoms.symbols[rng.permutation(4)[: 1 + k % 2]] = "Au"
        atoms.set_cell(atoms.cell @ (np.eye(3) + rng.normal(scale=0.03, size=(3, 3))), scale_atoms=True)
        atoms.positions += rng.normal(scale=0.12, size=(4, 3))
        frames.append(atoms)
    return frames


def labelled(structures: Sequence[Atoms]) -> list[Frame]:
    """Return frames with the energies and forces of EMT."""
    frames = []
    for k, atoms in enumerate(structures):
        asked = atoms.copy()
        asked.calc = EMT()
        frames.append(
            Frame(f"emt {k + 1}", atoms.copy(), asked.get_potential_energy(), asked.get_forces().copy())
        )
    return frames


def tiny_network(epochs: int = 30) -> NetworkKind:
    """Return the kind with few functions and narrow layers."""
    functions = Functions(
        cutoff=4.5, radial=evenly_spread(4.5, first=1.5, number=5), angular=((0.05, 0.0),), powers=(1, 4)
    )
    training = TrainingSettings(
        epochs=epochs, batch_size=4, learning_rate=3e-2, weight_decay=1e-4, averaging=0.9
    )
    return NetworkKind(settings=NetworkSettings(functions=functions, hidden=(6, 5), training=training))
