"""Space-group settings by whatever a file calls them: all that a symbol or a number may mean, the likeliest first.

Source of names and settings: International Tables for Crystallography A and B, as tabulated by gemmi.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import gemmi

_ORIGIN = re.compile(
    r"[(\[{,;]?\s*(?:origin|o\.?c\.?)\s*(?:choice|no\.?|at)?\s*:?#?\s*([12])\b[^)\]}]*[)\]}]?"
)
_AXES = re.compile(r"[(\[{,;]?\s*(rhombohedral|hexagonal)(?:\s*(?:axes|setting|cell))?\s*[)\]}]?")
_NUMBER = re.compile(r"[(\[]?\s*(?:#|no\.?)\s*\d+\s*[)\]]?|[(\[]\s*\d{2,3}\s*[)\]]")
_ENDING = re.compile(r"(.+?)(o1|o2|hr|[zshr])$")
_ENDINGS = {"o1": "1", "o2": "2", "z": "2", "s": "1", "h": "H", "r": "R", "hr": "H"}
_CENTRED_FACE = {"A": 1, "B": 2, "C": 3}


@lru_cache(maxsize=2048)
def by_symbol(symbol: str) -> tuple[gemmi.SpaceGroup, ...]:
    """Return the settings that a Hermann-Mauguin symbol may mean, in any usual spelling; none if it is not known.

    Usual are: other blanks, case, underscores and brackets; "F d -3 m :2", "Z", "S", "(origin choice 2)"; "R -3 m H";
    short and full symbols; "F m 3 m" of before 1935; "C m c e" of since 1992; bars above digits.
    """
    text, extension = _extension(_printed(symbol))
    key = _squashed(text)
    found = _look_up(key)
    if not found and (match := _ENDING.fullmatch(key)):
        found, extension = _look_up(match[1]), extension or _ENDINGS[match[2]]
    if not found and key[-1:] in {"1", "2"}:
        found, extension = _look_up(key[:-1]), extension or key[-1]
    if not found and key.startswith("h"):
        found, extension = _look_up(f"r{key[1:]}"), extension or "H"
    if not found:
        return ()
    fitting = tuple(group for group in found if extension and extension in {group.ext, group.qualifier})
    return fitting or found


@cache
def by_number(number: int) -> tuple[gemmi.SpaceGroup, ...]:
    """Return the tabulated settings of a space-group number, the standard one first; none outside 1 to 230."""
    groups = [group for group in _tabulated() if group.number == number]
    return tuple(sorted(groups, key=lambda group: not group.is_reference_setting()))


@cache
def count_of_settings(number: int) -> int:
    """Return how many settings of a space group gemmi knows, with those of unusual cells."""
    return sum(group.number == number for group in gemmi.spacegroup_table())


def standard(number: int) -> tuple[gemmi.SpaceGroup, ...]:
    """Return what a number alone may mean: its standard symbol with either origin, axes, or unique axis."""
    groups = by_number(number)
    if not groups:
        return ()
    first = groups[0]
    if ":" in first.xhm():
        return tuple(sorted((g for g in groups if g.hm == first.hm), key=lambda g: g.ext not in {"1", "H"}))
    if first.crystal_system() == gemmi.CrystalSystem.Monoclinic:
        return tuple(group for group in groups if group.qualifier in {"b", "b1", "c", "c1", "a", "a1"})
    return (first,)


def _printed(symbol: str) -> str:
    """Return the symbol in lower-case ASCII: bars as minus signs, no markup."""
    text = unicodedata.normalize("NFKD", symbol).replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-")
    text = re.sub("([1-6])[\N{COMBINING MACRON}\N{COMBINING OVERLINE}]", r"-\1", text)
    text = re.sub("[\N{COMBINING MACRON}\N{COMBINING OVERLINE}]([1-6])", r"-\1", text).lower()
    text = re.sub(r"(?:\\|\b)(?:over)?(?:bar|line)\s*\{?([1346])\}?|([1346])\s*-?bar\b", r"-\1\2", text)
    text = re.sub(r"<[^>]*>|[\\$'\"~]", "", text)
    return re.sub(r"[_{}]", "", text)


def _extension(text: str) -> tuple[str, str]:
    """Return the symbol and the origin choice, axes or cell choice that is written behind it."""
    if match := _ORIGIN.search(text):
        return _NUMBER.sub("", text.replace(match[0], "")), match[1]
    if match := _AXES.search(text):
        return _NUMBER.sub("", text.replace(match[0], "")), match[1][0].upper()
    symbol, _, extension = _NUMBER.sub("", text).partition(":")
    extension = extension.strip()
    return symbol, _ENDINGS.get(extension, extension)


def _squashed(text: str) -> str:
    return re.sub(r"[\s()\[\],;]", "", text)


def _look_up(key: str) -> tuple[gemmi.SpaceGroup, ...]:
    """Return the settings of a squashed symbol, else of what it abbreviates, spells out, or was called once."""
    exact, others = _names()
    for spelling in (key, _reduced(key), re.sub(r"^([pfi][a-n])3([a-n]?)$", r"\1-3\2", key)):
        if found := exact.get(spelling) or others.get(spelling):
            return tuple(found)
    return ()


def _reduced(key: str) -> str:
    """Return a full symbol such as p21/n21/m21/a or f4/m-32/m in its short form."""
    key = re.sub(r"-32/([a-n])", r"-3\1", key)
    key = re.sub(r"(?:4[1-3]?|21?)/([a-n])-3", r"\1-3", key)
    return re.sub(r"(?<![346])21?/([a-n])", r"\1", key) if key.count("/") > 1 else key


@cache
def _names() -> tuple[dict[str, list[gemmi.SpaceGroup]], dict[str, list[gemmi.SpaceGroup]]]:
    """Return settings by squashed symbol, and by what other tables and abbreviations call them."""
    exact: dict[str, list[gemmi.SpaceGroup]] = {}
    others: dict[str, list[gemmi.SpaceGroup]] = {}
    for group in gemmi.spacegroup_table():
        exact.setdefault(_squashed(group.hm.lower()), []).append(group)
    for group in sorted(gemmi.spacegroup_table(), key=_unusual):
        for name in _other_names(group):
            others.setdefault(_squashed(name.lower()), []).append(group)
    return exact, others


def _other_names(group: gemmi.SpaceGroup) -> list[str]:
    parts = group.hm.split()
    names = []
    if 3 <= group.number <= 15:  # the unique axis is left to the angles
        names.append(parts[0] + "".join(part for part in parts[1:] if part != "1"))
        names += [group.hm.removesuffix(" 1")] if len(parts) == 4 and parts[1] == "1" else []
    if group.number in {39, 41, 64, 67, 68}:  # a glide along both axes of the centred face
        place = _CENTRED_FACE[parts[0]]
        names.append("".join([*parts[:place], "e", *parts[place + 1 :]]))
    return names


def _unusual(group: gemmi.SpaceGroup) -> tuple[bool, int]:
    axis = group.qualifier.strip("-")[:1]
    return group.xhm() not in _tabulated_names(), "bca".find(axis) if group.number <= 15 else 0


@cache
def _tabulated() -> tuple[gemmi.SpaceGroup, ...]:
    return tuple(gemmi.spacegroup_table_itb())


@cache
def _tabulated_names() -> frozenset[str]:
    return frozenset(group.xhm() for group in _tabulated())
