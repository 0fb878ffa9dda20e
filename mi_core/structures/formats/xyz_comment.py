"""The comment line of an extended XYZ frame: its cell, its columns, its periodicity.

Keys are found in any case. Values may be quoted by ", ' or brackets, or not at all.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from mi_core.errors import InputError
from mi_core.structures.formats.words import leading_numbers
from mi_core.words import shown

_CURE = 'write Lattice="ax ay az bx by bz cx cy cz" (Å) in the comment line'
_QUOTES = {'"': '"', "'": "'", "{": "}"}
_SPECIES = ("species", "symbol", "symbols", "element", "elements", "z", "numbers", "atomic_numbers")
_POSITION = ("pos", "position", "positions")


class Columns(NamedTuple):
    """Where a line of an atom holds what: the word of the species, the slice of the position, the words in all."""

    species: int
    position: slice
    width: int


def lattice(comment: str) -> np.ndarray:
    """Return the cell's row vectors (3, 3) in Å; InputError when the line has none, or one that is no cell."""
    texts = _values(comment, "lattice")
    if not texts:
        raise InputError(f"The cell is missing: {_CURE}.")
    for text in texts:  # one may stand in the text of another key
        numbers = leading_numbers(re.sub(r"[\[\](){},;]", " ", text), most=10)
        if len(numbers) == 9:
            return np.array(numbers).reshape(3, 3)
    raise InputError(
        f"The cell is missing: Lattice= is followed by {shown(texts[0], 60)!r}, and an extended XYZ needs nine numbers; "
        f"{_CURE}."
    )


def read_columns(comment: str) -> Columns:
    """Return the columns that Properties= declares, or symbol, x, y, z; InputError when one of them is missing."""
    texts = _values(comment, "properties")
    if not texts:
        return Columns(0, slice(1, 4), 4)
    text = next((text for text in texts if "pos" in text.lower()), texts[0]).split(" ")[0]
    fields = text.split(":")
    starts: dict[str, tuple[int, int]] = {}
    width = 0
    try:
        for name, size in zip(fields[::3], fields[2::3], strict=True):
            starts.setdefault(name.lower(), (width, int(size)))
            width += int(size)
    except ValueError:
        raise InputError(
            f"Properties={shown(text, 60)} is no list of columns; write e.g. Properties=species:S:1:pos:R:3."
        ) from None
    species = next((starts[name] for name in _SPECIES if name in starts), None)
    place = next((starts[name] for name in _POSITION if name in starts), None)
    if species is None or place is None or place[1] != 3:
        raise InputError(
            f"Properties={shown(text, 60)} has no column of species and three of pos; write e.g. "
            "Properties=species:S:1:pos:R:3."
        )
    return Columns(species[0], slice(place[0], place[0] + 3), width)


def periodic(comment: str) -> tuple[str, ...]:
    """Return a sentence when pbc= says that a direction is not periodic."""
    texts = _values(comment, "pbc")
    if texts and re.search(r"\b(F|False|0)\b", texts[0], re.IGNORECASE):
        return ("The file says that it is not periodic in all directions; treated as a crystal.",)
    return ()


def _values(comment: str, key: str) -> list[str]:
    """Return the text after each `key=`, without its quotes."""
    return [
        _quoted(comment[found.end() :])
        for found in re.finditer(rf"(?<![\w.]){key}\s*=\s*", comment, re.IGNORECASE)
    ]


def _quoted(text: str) -> str:
    """Return what a text begins with: a quoted value, a list in brackets, or all up to the next key."""
    if text[:1] in _QUOTES:
        return text[1:].partition(_QUOTES[text[0]])[0]
    if text[:1] == "[":
        return _bracketed(text)
    return re.split(r"\s+[A-Za-z_]\w*\s*=", text, maxsplit=1)[0]


def _bracketed(text: str) -> str:
    depth = 0
    for i, mark in enumerate(text):
        depth += (mark == "[") - (mark == "]")
        if depth == 0:
            return text[: i + 1]
    return text
