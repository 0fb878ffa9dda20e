"""How much one reading of a density may take in."""

from __future__ import annotations

import math
from dataclasses import dataclass

from mi_core.errors import InputError

GIB = 2**30


@dataclass(frozen=True, slots=True)
class DensityLimits:
    """Bounds of one file.

    Attributes
    ----------
    max_bytes : int
        Of the file, and of its text once unpacked, which is never held whole.
    max_points : int
        Of a grid; 8 bytes each are held for every grid of the file.
    """

    max_bytes: int = GIB
    max_points: int = 400**3


DEFAULT_LIMITS = DensityLimits()


def check_points(shape: tuple[int, int, int], limits: DensityLimits) -> None:
    """Raise InputError for more points than the limit."""
    if (points := math.prod(shape)) > limits.max_points:
        raise InputError(
            f"The grid has {points:,} points and at most {limits.max_points:,} are read; write it on a coarser grid."
        )
