"""One encoder for each task: a weave network whose representation describes molecules for other tasks."""

from __future__ import annotations

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

    learned : task → the flat SMILES that the network was trained on.
    """

    networks: dict[str, WeaveRegressor]
    learned: dict[str, frozenset[str]]

    @property
    def tasks(self) -> tuple[str, ...]:
        """The tasks that have an encoder."""
        return tuple(name for name in self.networks if name != UNTRAINED)

    def represent(
        self, graphs: Sequence[MoleculeGraph], names: Iterable[str] | None = None
    ) -> dict[str, np.ndarray]:
        """Return what the encoders of these names, all by default, make of n molecules, (n, encoding) float32 each."""
        wanted = list(self.networks if names is None else names)
        return {name: self.networks[name].outputs(list(graphs))[2].astype(np.float32) for name in wanted}
