"""Headings of the product's own numbers, such as a temperature or a band gap, with their units in all usual forms."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mi_core.conditions import CONDITIONS, OPTIONAL_NUMBERS, Condition, Unit
from mi_core.tables.units import is_unit

if TYPE_CHECKING:
    from collections.abc import Iterator

#: All numbers beside a material that the product knows by name, by key.
QUANTITIES: dict[str, Condition] = {**CONDITIONS, **OPTIONAL_NUMBERS}
_BY_NAME = {name: quantity for quantity in QUANTITIES.values() for name in quantity.names}
_BRACKETS = re.compile(r"(?P<label>.*\S)\s*[(\[{](?P<unit>[^()\[\]{}]+)[)\]}]")
_MARKS = re.compile(r"(?P<label>[^/,;:]*[^/,;:\s])\s*[/,;:]\s*(?P<unit>.+)")
_PARTS = re.compile(r"[\s_\-.]+")
_REPEATED = re.compile(r"\s\(\d+\)$")
_LONGEST = 100


class Meaning(NamedTuple):
    """What a heading says: a quantity and its unit; None with the text `said` for a foreign one, with "" for none at all."""

    quantity: Condition
    unit: Unit | None
    said: str = ""


@lru_cache(maxsize=4096)
def meaning(heading: str) -> Meaning | None:
    """Return what a heading says, None where it is no heading of a quantity.

    The unit stands in brackets, behind a slash, a comma or a colon, or as a last word: "T (K)", "T/K", "Temp., °C",
    "gap_ev", "temperature in degrees Celsius". With more than that it is one of something else:
    "gap_type", "T_max (K)".
    """
    if len(heading) > _LONGEST:
        return None
    text = unicodedata.normalize(
        "NFKC", _REPEATED.sub("", heading.strip()).replace("º", "°").replace("˚", "°")
    )
    text = " ".join(text.split())
    humps = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)  # of tempC and bandGap
    bare = _BY_NAME.get(_name(text)) or _BY_NAME.get(_name(humps))
    if bare is not None:
        return Meaning(bare, None)
    return _marked(text) or _worded(text) or _worded(humps)


def _marked(text: str) -> Meaning | None:
    """Return what a heading says whose unit stands in brackets or behind a mark."""
    for found in filter(None, (pattern.fullmatch(text) for pattern in (_BRACKETS, _MARKS))):
        name, said = _name(found["label"]), re.sub(r"^(?:unit:|in)\s+", "", found["unit"].strip())
        quantity = _BY_NAME.get(name)
        if quantity is None:
            continue
        unit = quantity.unit_of(said)
        # Single letters stand for much: t (h) is a time, T (T) a field.
        if unit is not None or (len(name) > 1 and is_unit(said)):
            return Meaning(quantity, unit, said)
    return None


def _worded(text: str) -> Meaning | None:
    """Return what a heading says whose last words are a unit that is understood."""
    for label, said in _splits(text):
        quantity = _BY_NAME.get(label)
        unit = quantity.unit_of(said) if quantity is not None else None
        critical = len(label) == 1 and said.casefold() in {"c", "f"}  # T_c is hardly ever a temperature in °C
        if quantity is not None and unit is not None and not critical:
            return Meaning(quantity, unit, said)
    return None


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the unit that the words of a heading may be."""
    words = [word for word in _PARTS.split(text) if word]
    for i in range(1, len(words)):
        rest = words[i:]
        if len(rest) > 1 and rest[0].casefold() == "in":
            rest = rest[1:]
        yield _name(" ".join(words[:i])), " ".join(rest)


def _name(label: str) -> str:
    return _PARTS.sub("_", label.casefold()).strip("_")


def nearly(heading: str, quantity: Condition) -> bool:
    """Whether the words of a heading hold a name of a quantity that it does not plainly say: "gap_pbe_ev"."""
    if len(heading) > _LONGEST:
        return False
    words = re.sub(r"[^\w\s.-]", " ", unicodedata.normalize("NFKC", heading))
    name = f"_{_name(words)}_"
    said = any(f"_{known}_" in name for known in quantity.names if len(known) > 1)
    return said and not any(f"_{word}_" in name for word in _ABOUT_IT)


_ABOUT_IT = (
    "error", "err", "std", "stdev", "stderr", "uncertainty", "sd", "type", "kind", "method", "source", "ref", "is",
    "n", "no",
)  # fmt: skip
