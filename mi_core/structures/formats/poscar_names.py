"""Which element each atom of a POSCAR is: by the line above the counts, the ends of the position lines, the comment."""

from __future__ import annotations

import re
from itertools import chain, repeat

from mi_core.errors import InputError
from mi_core.structures.formats.words import case_remarks, element
from mi_core.words import shown

_COMMENT = re.compile(r"[!#].*")
_FORMULA = re.compile(r"\s*(?:[A-Z][a-z]?\d*\s*)+(?=\s|$)")
_PART = re.compile(r"([A-Z][a-z]?)(\d*)")
_FLAG = re.compile(r"[TF]|\.(TRUE|FALSE|T|F)\.", re.IGNORECASE)
_MODES = re.compile(r"(direct|cart|frac|sel)", re.IGNORECASE)


def read_counts(lines: list[str], i: int) -> tuple[list[int], list[str], int]:
    """Return the counts, the words that name the elements (none in VASP 4), and where the lines after them begin.

    VASP breaks both after twenty, and people as they like. InputError when names and counts differ in number.
    """
    words: list[str] = []
    while i < len(lines) and not _integers(lines[i]):
        words += _COMMENT.sub("", lines[i]).split()
        i += 1
    if i == len(lines) or any(map(_MODES.match, words)):
        raise InputError(
            "The POSCAR has no line of atom counts; line 6 names the elements and line 7 counts their atoms."
        )
    counts: list[int] = []
    while i < len(lines) and (numbers := _integers(lines[i])) and not (words and len(counts) >= len(words)):
        counts += numbers
        i += 1
    if words and len(words) != len(counts):
        raise InputError(
            f"The POSCAR names {len(words)} elements ({shown(' '.join(words), 60)}) and has {len(counts)} atom counts; "
            "write one count for each name."
        )
    return counts, words, i


def names_of_atoms(
    counts: list[int], words: list[str], comment: str, ends: list[list[str]]
) -> tuple[list[str], tuple[str, ...]]:
    """Return the symbol of each atom and what must be said about it.

    `ends` holds what follows the coordinates of each atom. InputError when nothing names the elements.
    """
    after = _names_after_positions(ends)
    if words:
        names = _per_atom([element(word) for word in words], counts)
        differ = after is not None and after != names
        remark = ("The names after the positions differ from those above the counts, which are taken.",)
        return names, case_remarks(words) + (remark if differ else ())
    if after is not None:
        return after, ()
    symbols = _names_in_comment(comment, counts)
    if symbols is None:
        raise InputError(
            "The POSCAR names no elements (VASP 4 format); put their symbols on a line above the counts."
        )
    return _per_atom(symbols, counts), (
        f"The POSCAR names no elements (VASP 4 format); {', '.join(symbols)} are taken from its comment line.",
    )


def _integers(line: str) -> list[int]:
    words = _COMMENT.sub("", line).split()
    return [int(word[:12]) for word in words] if all(w.isascii() and w.isdecimal() for w in words) else []


def _per_atom(symbols: list[str], counts: list[int]) -> list[str]:
    return list(chain.from_iterable(map(repeat, symbols, counts)))


def _names_after_positions(ends: list[list[str]]) -> list[str] | None:
    try:
        return [_symbol_at_end(words) for words in ends]
    except (InputError, IndexError):
        return None


def _symbol_at_end(words: list[str]) -> str:
    """Return the symbol behind the flags of selective dynamics, which may be there without being announced."""
    flags = len(words) > 2 and all(_FLAG.fullmatch(word) for word in words[:3])
    word = words[3 if flags else 0]
    if word.isdecimal():  # a number there counts the atoms
        raise InputError(word)
    return element(word)


def _names_in_comment(comment: str, counts: list[int]) -> list[str] | None:
    """Return the elements with which a comment begins, "Na Cl" or "Na4Cl4", if they fit the counts in number and amounts.

    A single one must be all there is: "In" begins sentences too.
    """
    found = _FORMULA.match(comment[:200])
    if not found or (len(counts) == 1 and found[0].strip() != comment.strip()):
        return None
    parts = _PART.findall(found[0])
    amounts = [int(amount[:6] or 1) for _, amount in parts]
    ratios = {
        count * amounts[0] == amount * counts[0] for count, amount in zip(counts, amounts, strict=False)
    }
    if len(parts) != len(counts) or (any(amount for _, amount in parts) and ratios != {True}):
        return None
    try:
        return [element(symbol) for symbol, _ in parts]
    except InputError:
        return None
