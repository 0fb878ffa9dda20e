"""From quantities per relaxation time, as BoltzTraP tabulates them, to quantities: constant-τ approximation.

A τ that is the same for all carriers stands before the transport integrals: σ, κ_e and S²σ are proportional to it, and it
cancels in S. Tables in σ/τ times 1 fs hold the values of τ = 1 fs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.thermoelectrics.transport.arrays import numbers, positive
from mi_core.thermoelectrics.transport.units import FS

if TYPE_CHECKING:
    import numpy as np

#: What is customary where τ is not known.
CUSTOMARY_FS = 10.0


def times_relaxation_time(per_second, relaxation_time_fs=CUSTOMARY_FS) -> np.ndarray:
    """Return σ, κ_e or S²σ from σ/τ, κ_e/τ or S²σ/τ (the unit per second) for τ in fs; NaN where τ ≤ 0."""
    value, time = numbers(per_second=per_second, relaxation_time_fs=relaxation_time_fs)
    return value * positive(time) / FS


def at_relaxation_time(at_one_fs, relaxation_time_fs=CUSTOMARY_FS) -> np.ndarray:
    """Return σ, κ_e or S²σ, in the unit given, for τ in fs from the values for τ = 1 fs; NaN where τ ≤ 0."""
    value, time = numbers(at_one_fs=at_one_fs, relaxation_time_fs=relaxation_time_fs)
    return value * positive(time)
