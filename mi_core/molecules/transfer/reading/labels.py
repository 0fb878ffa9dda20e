"""The column that was measured: numbers, or two classes written as numbers or as words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.structures.molecules.words_beside import WORDS
from mi_core.tables.names import normal
from mi_core.words import did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.structures.material import Material

#: Words for the class that counts as 1, and for the other one; of two words that are not here the later by alphabet is 1.
ONE = frozenset(
    ("yes", "y", "true", "t", "active", "positive", "pos", "+", "toxic", "mutagenic", "high", "pass", "passed", "soluble",
     "permeable", "binder", "hit", "present", "agonist", "good")
)  # fmt: skip
ZERO = frozenset(
    ("no", "n", "false", "f", "inactive", "negative", "neg", "-", "nontoxic", "low", "fail", "failed", "insoluble",
     "impermeable", "miss", "absent", "bad")
)  # fmt: skip
_DENIALS = ("non", "not ", "no ", "im", "in", "un")


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """What a column says of n rows.

    values : (n,) float64, NaN where there is none; of classes 0 or 1. classes : the words for 0 and for 1, () for numbers.
    faults : row → why its cell says nothing. remarks : sentences on how the column was read.
    """

    values: np.ndarray
    classes: tuple[str, ...] = ()
    faults: dict[int, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def headings_of(rows: Sequence[Material]) -> list[str]:
    """Return the headings of all columns that hold something, in their order."""
    found: dict[str, None] = {}
    for row in rows:
        found.update(dict.fromkeys(row.numbers))
        found.update(dict.fromkeys(row.inputs.get(WORDS, {})))
    return list(found)


def find_heading(rows: Sequence[Material], target: str) -> str:
    """Return the heading that is meant; InputError names the columns there are, and the nearest."""
    headings = headings_of(rows)
    if target in headings:
        return target
    same = [heading for heading in headings if normal(heading) == normal(target)]
    if len(same) == 1:
        return same[0]
    there = (
        f"its columns are {listed(map(repr, headings))}" if headings else "it has none beside its molecules"
    )
    raise InputError(
        f"The table has no column {target!r} that holds anything; {there}.{did_you_mean(target, headings)}"
    )


def read_labels(rows: Sequence[Material], target: str) -> Labels:
    """Return the labels under a heading; InputError for no such column, for text, and for one value or class alone."""
    heading = find_heading(rows, target)
    values = np.array([row.numbers.get(heading, np.nan) for row in rows], dtype=float)
    words = {
        place: text for place, row in enumerate(rows) if (text := row.inputs.get(WORDS, {}).get(heading, ""))
    }
    if np.isfinite(values).any():
        return _of_numbers(heading, values, words)
    return _of_words(heading, len(rows), words)


def _of_numbers(heading: str, values: np.ndarray, words: dict[int, str]) -> Labels:
    """Return numbers as they are, or as classes where there are two different ones."""
    faults = {
        place: f"Under {heading!r} stands {text!r}, which is no number; give a number, or leave the row out."
        for place, text in words.items()
    }
    distinct = np.unique(values[np.isfinite(values)])
    if len(distinct) == 1:
        raise InputError(
            f"All labels under {heading!r} are {distinct[0]:g}; nothing can be learned from one value, measure molecules "
            "that differ."
        )
    if len(distinct) > 2:
        return Labels(values, faults=faults)
    low, high = (f"{value:g}" for value in distinct)
    remarks: tuple[str, ...] = ()
    if (low, high) != ("0", "1"):
        remarks = (f"{heading!r} holds two values alone, {low} and {high}: taken as classes, {high} as 1.",)
    return Labels(np.where(np.isnan(values), np.nan, values == distinct[1]), (low, high), faults, remarks)


def _of_words(heading: str, count: int, words: dict[int, str]) -> Labels:
    """Return two words as classes."""
    spelled: dict[str, str] = {}
    for text in words.values():
        spelled.setdefault(text.casefold(), text)
    if len(spelled) == 1:
        raise InputError(
            f"All labels under {heading!r} are {next(iter(spelled.values()))!r}; one class alone cannot be learned, give "
            "molecules of the other class as well."
        )
    if len(spelled) > 2:
        raise InputError(
            f"The column {heading!r} holds text: {listed(spelled.values(), 5)}; numbers or two classes, such as active and "
            "inactive, are needed, so choose another column or leave the cells with other words empty."
        )
    zero, one = _in_order(*sorted(spelled))
    values = np.full(count, np.nan)
    for place, text in words.items():
        values[place] = text.casefold() == one
    remark = f"Under {heading!r} {spelled[one]!r} counts as 1 and {spelled[zero]!r} as 0."
    return Labels(values, (spelled[zero], spelled[one]), {}, (remark,))


def _in_order(first: str, second: str) -> tuple[str, str]:
    """Return two words, that for 0 before that for 1."""
    for zero, one in ((first, second), (second, first)):
        if (
            one in ONE
            or zero in ZERO
            or any(zero.removeprefix(denial).lstrip("- ") == one for denial in _DENIALS)
        ):
            return zero, one
    return first, second
