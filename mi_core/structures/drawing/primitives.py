"""The drawing primitives of Crystal Toolkit's `CrystalToolkitScene`, as the plain dictionaries that it reads.

They are written directly, not through the Python package `crystal_toolkit`: importing that takes 3.4 s and
186 MB and changes how every pymatgen object displays itself, and its scenes are ten times larger. A test
compares both.
"""

from __future__ import annotations

import numpy as np

DECIMALS = 3  # 0.001 Å is far below a pixel


def _coordinates(values) -> list:
    return np.round(np.asarray(values, dtype=float), DECIMALS).tolist()


def group(name: str, contents: list[dict], **extra) -> dict:
    """Return a named group of primitives, the viewer's unit of visibility."""
    return {"name": name, "contents": contents, **extra}


def spheres(positions, *, color: str, radius: float, reference: str, tooltip: str) -> dict:
    """Return clickable spheres, positions (n, 3) in Å; a click reports `reference`."""
    return {
        "type": "spheres",
        "positions": _coordinates(positions),
        "color": color,
        "radius": round(radius, DECIMALS),
        "clickable": True,
        "reference": reference,
        "tooltip": tooltip,
    }


def sphere_wedge(sphere: dict, start: float, share: float, color: str) -> dict:
    """Return a slice of a sphere, like a slice of a pie; start and share are parts of the whole turn.

    The viewer hands `phiEnd` to three.js as the slice's *length*, whatever its name says.
    """
    return {**sphere, "color": color, "phiStart": start * 2 * np.pi, "phiEnd": share * 2 * np.pi}


def cylinders(pairs, *, color: str, radius: float = 0.09) -> dict:
    """Return rods between pairs of points, (n, 2, 3) in Å."""
    return {"type": "cylinders", "positionPairs": _coordinates(pairs), "color": color, "radius": radius}


def lines(pairs, *, color: str | None = None) -> dict:
    """Return thin lines between pairs of points, (n, 2, 3) in Å; without a colour the theme chooses."""
    points = _coordinates(np.asarray(pairs, dtype=float).reshape(-1, 3))
    return {"type": "lines", "positions": points} | ({"color": color} if color else {})


def convex(points, *, color: str, opacity: float = 0.45) -> dict:
    """Return the translucent convex hull of points (n, 3) in Å."""
    return {"type": "convex", "positions": _coordinates(points), "color": color, "opacity": opacity}


def arrow(start, end, *, color: str) -> dict:
    """Return an arrow of the compass."""
    return {
        "type": "arrows",
        "positionPairs": _coordinates([[start, end]]),
        "color": color,
        "radius": 0.07,
        "headLength": 0.28,
        "headWidth": 0.16,
    }


def label(text: str, position) -> dict:
    """Return a word at a point; the viewer places words only through their group's origin."""
    return group(f"label_{text}", [{"type": "labels", "label": text}], origin=_coordinates(position))
