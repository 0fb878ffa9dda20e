"""From what is computed for a relaxation time of 1 fs to any other: constant-τ approximation.

A τ that is the same for all carriers stands before the transport integrals: σ, κ_e and S²σ are proportional to it, and it
cancels in S. BoltzTraP tabulates σ/τ; times 1 fs it is σ of τ = 1 fs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.thermoelectrics.transport.arrays import numbers, positive

if TYPE_CHECKING:
    import numpy as np

#: What is customary where τ is not known.
CUSTOMARY_FS = 10.0


def at_relaxation_time(at_one_fs, relaxation_time_fs=CUSTOMARY_FS) -> np.ndarray:
    """Return σ, κ_e or S²σ, in the unit given, for τ in fs from the values for τ = 1 fs; NaN where τ ≤ 0."""
    value, time = numbers(at_one_fs=at_one_fs, relaxation_time_fs=relaxation_time_fs)
    return value * positive(time)
