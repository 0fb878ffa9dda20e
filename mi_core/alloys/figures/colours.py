"""The colour of each phase, the same in every figure of alloys; readable on white and on dark."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

MATRIX, LIQUID = "FCC_A1", "LIQUID"
#: The matrix stays quiet, the melt is warm, and precipitates that stand side by side differ in hue.
COLOURS = {
    MATRIX: "#9fb0bf",
    LIQUID: "#f2994a",
    "MG2SI": "#2f80ed",
    "ALCU_THETA": "#c2255c",
    "DIAMOND_A4": "#6b4fbb",
    "SPHASE": "#e05c9b",
    "QPHASE": "#0b7f91",
    "LAVES_C14": "#2b8a3e",
    "MGZN2": "#2b8a3e",
    "TAU": "#7cb518",
    "ALMG_BETA": "#00a8a8",
    "AL3ZR": "#a37100",
    "AL3M_D022": "#d4a017",
    "AL13FE4": "#8d5a3b",
    "ALFESI_ALPHA": "#b5838d",
    "ALFESI_BETA": "#e5533d",
    "ALMNSI_ALPHA": "#5f7adb",
    "ALMNSI_BETA": "#93a8ff",
    "AL6MN": "#4d908e",
    "AL4MN": "#7ab8b3",
    "AL13CR2": "#577590",
    "PHI": "#9bc53d",
    "HCP_ZN": "#c9b458",
    "HCP_A3": "#b8a13a",
}  # fmt: skip
_OTHERS = (
    "#3a86c8",
    "#d65a78",
    "#5fa052",
    "#9a6dd7",
    "#c98a2b",
    "#37a29a",
    "#8f7f6b",
    "#c05fc0",
    "#74963a",
    "#6f88a8",
)


def phase_colour(phase: str) -> str:
    """Return #rrggbb of a phase of the database; phases without a colour of their own take one by their name."""
    return COLOURS.get(phase) or _OTHERS[zlib.crc32(phase.encode()) % len(_OTHERS)]


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
