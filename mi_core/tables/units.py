"""Units of measurement in headings, in a row of their own, or behind numbers."""

from __future__ import annotations

import re
import unicodedata

_PREFIXED = (
    "eV", "J", "Pa", "m", "g", "s", "Hz", "W", "V", "S", "Ω", "ohm", "N", "A", "T", "K", "mol", "cal", "L", "l", "bar", "Oe",
)  # fmt: skip
_PREFIXES = ("", "f", "p", "n", "µ", "u", "m", "c", "d", "k", "M", "G", "T")
_OTHER = (
    "Ry", "Ha", "hartree", "Hartree", "Bohr", "bohr", "atom", "atoms", "at", "cell", "fu", "f.u", "formula", "unit",
    "cation", "anion", "°C", "°F", "°K", "C", "degC", "F", "Å", "angstrom", "Angstrom", "ang", "min", "h", "hr",
    "hrs", "d", "day", "days", "year", "Gauss", "Gs", "emu", "wt%", "at%", "mol%", "vol%", "mass%", "%", "ppm", "ppb",
    "percent", "HV", "HB", "HRC", "HRB", "HK", "µB", "uB", "muB", "a.u", "a0", "rad", "deg", "°", "D", "e", "H", "atm",
    "kelvin", "Kelvin", "celsius", "Celsius", "fahrenheit", "Fahrenheit", "degree", "degrees",
    "torr", "Torr", "kB", "k_B", "kgf", "lbf", "psi", "ksi", "sr", "eq",
)  # fmt: skip
_KNOWN = frozenset([p + u for p in _PREFIXES for u in _PREFIXED]) | frozenset(_OTHER)
_POWER = re.compile(r"\^?\(?[-+]?\d(?:\.\d|/\d)?\)?$")
_IN_BRACKETS = re.compile(r"(?P<label>.*\S)\s*[(\[{](?P<unit>[^()\[\]{}]*(?:\([^()]*\))?[^()\[\]{}]*)[)\]}]")
_BEHIND_SLASH = re.compile(r"(?P<label>.*\S)\s*/\s*(?P<unit>.+)")
_BEHIND_COMMA = re.compile(r"(?P<label>.*\S)\s*[,;:]\s*(?P<unit>.+)")
_BEHIND_LINE = re.compile(r"(?P<label>.*?[^_])_(?P<unit>[^_]+(?:_per_[a-z]+|/[A-Za-z]+)?)")
_LONGEST, _LONGEST_HEADING = 40, 300


def split_unit(heading: str) -> tuple[str, str]:
    """Return label and unit of a heading: ("gap", "eV") for "gap (eV)", "gap [eV]", "gap / eV", "gap, eV" and "gap_eV".

    The unit is empty where there is none; then the label is the whole heading.
    """
    if len(heading) > _LONGEST_HEADING:
        return heading, ""
    text = " ".join(unicodedata.normalize("NFKC", heading.translate(_RAISED)).split())
    for pattern in (_IN_BRACKETS, _BEHIND_SLASH, _BEHIND_COMMA):
        found = pattern.fullmatch(text)
        if found and is_unit(found["unit"]):
            return found["label"].strip(), plain_unit(found["unit"])
    found = _BEHIND_LINE.fullmatch(text)
    if found:
        unit = found["unit"].replace("_per_", "/")
        if len(unit) > 1 and re.match(r"[A-Zµ°%]|[a-z]+[A-Z]", unit) and is_unit(unit):
            return found["label"], plain_unit(unit)
    return text, ""


def is_unit(text: str) -> bool:
    """Whether the text is a unit, such as eV/atom, W m-1 K-1, µV/K, wt.% or "-" for none."""
    if len(text) > _LONGEST:
        return False
    text = plain_unit(text)
    if not text:
        return True
    pieces = [piece for piece in re.split(r"[\s/·*×()]+|\bper\b", text.replace("^", "")) if piece]
    return bool(pieces) and not pieces[0].isdigit() and all(map(_is_simple, pieces))


def plain_unit(text: str) -> str:
    """Return the unit without brackets around it, in one spelling of its characters; empty for "-" and "1"."""
    text = unicodedata.normalize("NFKC", text.translate(_RAISED)).strip().replace("μ", "µ").replace("−", "-")
    if len(text) > 1 and text[0] in "([" and text[-1] in ")]":
        text = text[1:-1].strip()
    text = re.sub(r"\b(wt|at|mol|vol|mass)\.?\s*-?\s*%", r"\1%", text)
    return "" if text in {"-", "--", "1", "–", "—", "none", "unitless", "dimensionless"} else text


_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def _is_simple(piece: str) -> bool:
    piece = piece.rstrip(".")
    power_of_ten = re.fullmatch(r"1|10-?\d*", piece)
    return piece in _KNOWN or _POWER.sub("", piece) in _KNOWN or power_of_ten is not None


def spelling(unit: str) -> str:
    """Return a unit as factors with powers in one order: W/(m K), W/m/K, W m-1 K-1 and W·m^-1·K^-1 are one."""
    text = unit.replace("ohm", "Ω").replace("Ohm", "Ω").replace("μ", "µ").replace("^", "")
    text = re.sub(r"\bmK\b", "m K", re.sub(r"\bu(?=[VΩ])", "µ", text))
    factors: dict[str, int] = {}
    sign = 1
    for piece in re.findall(r"/|\(|\)|[^\s/()·*×]+", text):
        if piece == "/":
            sign = -1
        elif piece not in "()":
            power = re.search(r"-?\d+$", piece)
            symbol = piece[: power.start()] if power else piece
            factors[symbol] = factors.get(symbol, 0) + sign * (int(power[0]) if power else 1)
    return " ".join(f"{symbol}{power}" for symbol, power in sorted(factors.items()))
