"""How networks are built and trained."""

from __future__ import annotations

from dataclasses import dataclass, field

from mi_core.neural.settings import TrainingSettings
from mi_core.potentials.network.functions import Functions, evenly_spread

CUTOFF = 5.0  # Å, through the second shell of silicon, and the third at 4.5 Å


def _functions() -> Functions:
    return Functions(
        cutoff=CUTOFF,
        radial=evenly_spread(CUTOFF, first=1.5, number=12),
        angular=((0.01, 0.0), (0.1, 0.0), (0.4, 0.0), (1.0, 2.5), (1.0, 3.5)),
        powers=(1, 2, 4, 8),
    )


def _training() -> TrainingSettings:
    return TrainingSettings(
        epochs=250,
        batch_size=8,
        learning_rate=2e-2,
        weight_decay=1e-4,
        largest_gradient=100.0,
        averaging=0.99,
    )


@dataclass(frozen=True, slots=True)
class NetworkSettings:
    """Settings of all members of a potential."""

    functions: Functions = field(default_factory=_functions)
    """That describe environments."""
    hidden: tuple[int, int] = (30, 30)
    """Widths of the two hidden layers."""
    training: TrainingSettings = field(default_factory=_training)
    """Rows are frames."""
    energy_error: float = 0.008
    """eV/atom, an error of the energy that weighs as much as one of `force_error` in each force."""
    force_error: float = 0.1
    """eV/Å."""
