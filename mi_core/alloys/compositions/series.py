"""Ranges of real aluminium alloys by series, in wt%, from which the data set is sampled.

The ranges cover the registered limits of wrought alloys (The Aluminum Association, International Alloy Designations, "Teal
Sheets") and of castings with a margin; they are rounded, and serve for sampling only.
"""

from __future__ import annotations

from dataclasses import dataclass

MOST_ELEMENTS = 6


@dataclass(frozen=True, slots=True)
class Series:
    """One series: `major` elements are always there, up to `MOST_ELEMENTS` in all come from `minor`; ranges in wt%."""

    name: str
    major: dict[str, tuple[float, float]]
    minor: dict[str, tuple[float, float]]


#: Traces: the lowest content of a minor element that is there at all.
TRACE = 0.01

SERIES = (
    Series(
        "1xxx",
        {"Fe": (0.05, 0.9), "Si": (0.03, 0.6)},
        {"Cu": (TRACE, 0.2), "Mn": (TRACE, 0.1), "Mg": (TRACE, 0.1), "Zn": (TRACE, 0.15), "Ti": (TRACE, 0.1)},
    ),
    Series(
        "2xxx",
        {"Cu": (1.8, 7.0)},
        {
            "Mg": (0.05, 2.2),
            "Mn": (0.05, 1.3),
            "Si": (0.03, 1.3),
            "Fe": (0.03, 1.0),
            "Zr": (0.02, 0.25),
            "Ti": (0.02, 0.2),
            "Zn": (0.02, 0.8),
        },
    ),
    Series(
        "3xxx",
        {"Mn": (0.3, 1.9)},
        {
            "Fe": (0.05, 1.0),
            "Si": (0.05, 1.5),
            "Mg": (0.05, 1.6),
            "Cu": (0.02, 0.8),
            "Cr": (0.02, 0.3),
            "Zn": (0.02, 0.5),
        },
    ),
    Series(
        "4xxx",
        {"Si": (2.5, 14.0)},
        {
            "Fe": (0.05, 1.2),
            "Mg": (0.05, 2.0),
            "Cu": (0.05, 1.8),
            "Mn": (0.02, 1.2),
            "Zn": (0.02, 0.5),
            "Ti": (0.01, 0.2),
        },
    ),
    Series(
        "5xxx",
        {"Mg": (0.4, 7.0)},
        {
            "Mn": (0.02, 1.3),
            "Fe": (0.03, 0.8),
            "Si": (0.03, 0.6),
            "Cr": (0.02, 0.4),
            "Zn": (0.02, 1.6),
            "Cu": (0.02, 0.6),
            "Zr": (0.02, 0.25),
            "Ti": (0.01, 0.2),
        },
    ),
    Series(
        "6xxx",
        {"Mg": (0.25, 1.8), "Si": (0.25, 1.9)},
        {
            "Fe": (0.03, 0.9),
            "Cu": (0.02, 1.3),
            "Mn": (0.02, 1.1),
            "Cr": (0.02, 0.4),
            "Zn": (0.02, 0.8),
            "Ti": (0.01, 0.15),
            "Zr": (0.02, 0.2),
        },
    ),
    Series(
        "7xxx",
        {"Zn": (1.0, 10.0), "Mg": (0.3, 3.8)},
        {
            "Cu": (0.02, 3.0),
            "Fe": (0.02, 0.6),
            "Si": (0.02, 0.5),
            "Cr": (0.02, 0.35),
            "Zr": (0.02, 0.25),
            "Mn": (0.02, 0.8),
            "Ti": (0.01, 0.2),
        },
    ),
    Series(
        "8xxx",
        {"Fe": (0.3, 2.3)},
        {
            "Si": (0.05, 1.2),
            "Mn": (0.05, 1.1),
            "Cu": (0.02, 0.5),
            "Zr": (0.02, 0.3),
            "Cr": (0.02, 0.4),
            "Mg": (0.02, 0.5),
        },
    ),
    Series(
        "casting Al-Si",
        {"Si": (4.0, 14.0)},
        {
            "Cu": (0.05, 5.0),
            "Mg": (0.05, 1.5),
            "Fe": (0.05, 1.5),
            "Mn": (0.02, 0.9),
            "Zn": (0.02, 3.0),
            "Ti": (0.02, 0.3),
            "Cr": (0.02, 0.3),
        },
    ),
    Series(
        "casting Al-Cu",
        {"Cu": (3.0, 11.0)},
        {
            "Mg": (0.05, 2.0),
            "Mn": (0.05, 0.8),
            "Si": (0.05, 4.0),
            "Fe": (0.05, 1.5),
            "Ti": (0.02, 0.35),
            "Zn": (0.02, 1.0),
        },
    ),
    Series(
        "casting Al-Mg",
        {"Mg": (2.5, 11.0)},
        {
            "Si": (0.05, 2.5),
            "Fe": (0.05, 1.2),
            "Mn": (0.02, 0.8),
            "Zn": (0.02, 3.0),
            "Ti": (0.02, 0.25),
            "Cu": (0.02, 0.4),
        },
    ),
    Series(
        "casting Al-Zn",
        {"Zn": (2.0, 12.0)},
        {
            "Mg": (0.1, 2.5),
            "Cu": (0.05, 1.2),
            "Fe": (0.05, 1.4),
            "Si": (0.05, 2.0),
            "Cr": (0.02, 0.6),
            "Ti": (0.02, 0.25),
        },
    ),
)

#: Uniform exploration: up to here, whatever the series; wide enough for the elements' use in aluminium.
EXPLORED = {
    "Cr": (0.01, 1.0),
    "Cu": (0.02, 10.0),
    "Fe": (0.02, 2.5),
    "Mg": (0.02, 12.0),
    "Mn": (0.02, 2.0),
    "Si": (0.02, 15.0),
    "Ti": (0.01, 0.5),
    "Zn": (0.02, 14.0),
    "Zr": (0.01, 0.5),
}

#: The highest content of each element in any of the ranges: what lies above, no model has learnt.
HIGHEST = {
    symbol: max(
        high
        for ranges in (EXPLORED, *(series.major | series.minor for series in SERIES))
        for name, (_, high) in ranges.items()
        if name == symbol
    )
    for symbol in EXPLORED
}
