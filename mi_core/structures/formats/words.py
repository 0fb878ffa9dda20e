"""Words of text formats as numbers and elements, alike in all of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pymatgen.core import Element

from mi_core.errors import InputError
from mi_core.structures.checks import no_element
from mi_core.words import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LETTERS = re.compile(r"([A-Za-z]+)(?:[\d_/:.+-].*)?")


def number(word: str) -> float:
    """Return the number that a word stands for, with Fortran's D for an exponent too; ValueError if it is none."""
    if "_" in word:  # Python would take it for a separator of digits
        raise ValueError(word)
    return float(word.translate({ord("D"): "e", ord("d"): "e"}))


def leading_numbers(line: str, most: int = 3) -> list[float]:
    """Return the numbers with which a line begins, at most so many."""
    found: list[float] = []
    for word in line.split(maxsplit=most)[:most]:
        try:
            found.append(number(word))
        except ValueError:
            break
    return found


def position(words: Sequence[str], atom: int) -> list[float]:
    """Return three coordinates; InputError names the atom, counted from 1, whose words are no numbers."""
    try:
        x, y, z = (number(word) for word in words)
    except ValueError:
        raise InputError(
            f"Atom {atom} has the position {shown(' '.join(words), 60)!r}; write three numbers with decimal points."
        ) from None
    return [x, y, z]


def element(word: str) -> str:
    """Return the element symbol, D and T included, of Fe, fe, FE, Fe1, Fe3+, Fe_pv, Fe/1a2b or 26; InputError if none."""
    if word.isascii() and word.isdecimal():
        return _of_number(word)
    found = _LETTERS.fullmatch(word)
    symbol = found[1].capitalize() if found else ""
    if not Element.is_valid_symbol(symbol):
        raise InputError(no_element(word))
    return symbol


def case_remarks(words: Iterable[str]) -> tuple[str, ...]:
    """Return a sentence about two-letter words in capitals, which some take for two elements: CO, SI, HO."""
    odd = sorted({word for word in words if re.fullmatch(r"[A-Z]{2}\d*", word)})
    if not odd:
        return ()
    read = ", ".join(f"{shown(word, 12)} is read as {element(word)}" for word in odd[:5])
    return (f"{read}.",)


def _of_number(word: str) -> str:
    z = int(word[:4])
    if not 1 <= z <= 118:
        raise InputError(f"A site holds the atomic number {shown(word, 12)}; 1 to 118 are elements.")
    return Element.from_Z(z).symbol
