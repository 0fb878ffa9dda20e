"""One encoder for each task: a weave network whose representation describes molecules for other tasks."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mi_core.descriptors.molecules.graph import MoleculeGraph
    from mi_core.regressors.weave.regressor import WeaveRegressor

UNTRAINED = "untrained"
"""Name of the encoder whose weights are random: what any network tells before it has learned."""


@dataclass(frozen=True, slots=True)
class Encoders:
    """Frozen networks by task, and an untrained one by the name UNTRAINED.

    learned : task → the molecules that the network was trained on, their flat SMILES `hashed`.
    """

    networks: dict[str, WeaveRegressor]
    learned: dict[str, frozenset[str]]

    @property
    def tasks(self) -> tuple[str, ...]:
        """The tasks that have an encoder."""
        return tuple(name for name in self.networks if name != UNTRAINED)

    def knows(self, task: str, flat: str) -> bool:
        """Whether the encoder of a task was trained on a molecule, given by its flat SMILES."""
        return hashed(flat) in self.learned.get(task, frozenset())

    def represent(
        self, graphs: Sequence[MoleculeGraph], names: Iterable[str] | None = None
    ) -> dict[str, np.ndarray]:
        """Return what the encoders of these names, all by default, make of n molecules, (n, encoding) float32 each."""
        return {name: represented for name, (_, represented) in self.answers(graphs, names).items()}

    def answers(
        self, graphs: Sequence[MoleculeGraph], names: Iterable[str] | None = None
    ) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        """Return by name what an encoder predicts for its own task, (n,), and its representation, (n, encoding) float32."""
        wanted, described, found = list(self.networks if names is None else names), list(graphs), {}
        for name in wanted:
            predicted, _, represented = self.networks[name].outputs(described)
            found[name] = (predicted.reshape(len(described), -1)[:, 0], represented.astype(np.float32))
        return found


def hashed(flat: str) -> str:
    """Return what stands for a flat SMILES, as texts would take too much room: 16 digits of its SHA-256."""
    return hashlib.sha256(flat.encode()).hexdigest()[:16]
