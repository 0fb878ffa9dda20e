"""Colours and radii of the elements in drawings: pymatgen's tables of the VESTA and Jmol schemes."""

from __future__ import annotations

import colorsys
import functools
import importlib.resources

UNKNOWN_COLOUR = "#b4b4b4"
VACANCY_COLOUR = "#f5f5f5"


def element_colour(element: str, scheme: str = "VESTA") -> str:
    """Return the element's colour as #rrggbb, its glare softened; grey for what the scheme does not know."""
    rgb = _scheme(scheme).get("H" if element in ("D", "T") else element)
    return _softened(rgb) if rgb else UNKNOWN_COLOUR


def _softened(rgb: list[int]) -> str:
    """Return the colour with four fifths of its saturation and nine tenths of its value: pure green hurts."""
    hue, saturation, value = colorsys.rgb_to_hsv(*(channel / 255 for channel in rgb))
    channels = colorsys.hsv_to_rgb(hue, 0.8 * saturation, 0.9 * value)
    return "#{:02x}{:02x}{:02x}".format(*(round(255 * channel) for channel in channels))


def drawn_radius(element: str) -> float:
    """Return a ball's radius in Å: 0.4 of the atomic radius (Slater 1964), kept between 0.28 and 0.75."""
    return min(max(0.4 * _atomic_radius(element), 0.28), 0.75)


@functools.cache
def _scheme(scheme: str) -> dict[str, list[int]]:
    import yaml

    table = importlib.resources.files("pymatgen.core") / "ElementColorSchemes.yaml"
    return yaml.safe_load(table.read_text(encoding="utf-8"))[scheme]


@functools.cache
def _atomic_radius(element: str) -> float:
    from pymatgen.core import Element

    radius = Element(element).atomic_radius if Element.is_valid_symbol(element) else None
    return float(radius) if radius else 1.0
