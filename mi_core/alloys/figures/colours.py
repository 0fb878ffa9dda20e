"""The colour of each phase, the same in every figure of alloys; readable on white and on dark."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

MATRIX, LIQUID = "FCC_A1", "LIQUID"
#: The matrix stays quiet, the melt is warm, and precipitates that stand side by side differ in hue.
COLOURS = json.loads(Path(__file__).with_name("colours.json").read_text(encoding="utf-8"))


def phase_colour(phase: str) -> str:
    """Return #rrggbb of a phase of the database; phases without a colour of their own take one by their name."""
    others = COLOURS["others"]
    return COLOURS["phases"].get(phase) or others[zlib.crc32(phase.encode()) % len(others)]


def faint(colour: str, alpha: float) -> str:
    """Return #rrggbb as rgba of this opacity."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {alpha:g})"


def order_of_phases(fractions: np.ndarray, phases: Sequence[str], *, least: float = 1e-3) -> list[int]:
    """Return the numbers of the phases that reach `least` anywhere: the matrix first, the melt last, else most first.

    fractions : (..., p) mole fractions, NaN where unknown.
    """
    flat = np.asarray(fractions, dtype=float).reshape(-1, len(phases))
    highest = np.where(np.isnan(flat), 0.0, flat).max(axis=0, initial=0.0)
    place = {MATRIX: -1, LIQUID: 1}
    there = [number for number in range(len(phases)) if highest[number] >= least]
    return sorted(there, key=lambda number: (place.get(phases[number], 0), -highest[number]))
