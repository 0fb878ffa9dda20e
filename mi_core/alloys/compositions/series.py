"""Ranges of real aluminium alloys by series, in wt%, from which the data set is sampled.

The ranges cover the registered limits of wrought alloys (The Aluminum Association, International Alloy Designations, "Teal
Sheets") and of castings with a margin; they are rounded, and serve for sampling only.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

MOST_ELEMENTS = 6
_FILE = json.loads(Path(__file__).with_suffix(".json").read_bytes())


@dataclass(frozen=True, slots=True)
class Series:
    """One series: `major` elements are always there, up to `MOST_ELEMENTS` in all come from `minor`; ranges in wt%."""

    name: str
    major: dict[str, tuple[float, float]]
    minor: dict[str, tuple[float, float]]


def _ranges(written: dict[str, list[float]]) -> dict[str, tuple[float, float]]:
    return {symbol: (low, high) for symbol, (low, high) in written.items()}


SERIES = tuple(
    Series(name, _ranges(written["major"]), _ranges(written["minor"]))
    for name, written in _FILE["series"].items()
)

#: Uniform exploration: up to here, whatever the series; wide enough for the elements' use in aluminium.
EXPLORED = _ranges(_FILE["exploration"])

#: The highest content of each element in any of the ranges: what lies above, no model has learnt.
HIGHEST = {
    symbol: max(
        ranges[symbol][1]
        for ranges in (EXPLORED, *(series.major | series.minor for series in SERIES))
        if symbol in ranges
    )
    for symbol in EXPLORED
}
