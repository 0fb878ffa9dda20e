"""Values of an open letter as people write them: "0, 0.02, 0.05", "0 to 1 in 10 steps", "0 to 0.1 by 0.02"."""

from __future__ import annotations

import re

import numpy as np

from mi_core.errors import InputError
from mi_core.words import shown

MOST_VALUES = 201
LARGEST = 1e6  # as amounts of formulas
EXAMPLES = "such as 0, 0.02, 0.05 or 0 to 1 in 10 steps"
_NUMBER = r"[+-]?(?:\d+(?:[.,]\d+)?|[.,]\d+)(?:[eE][+-]?\d+)?"
_RANGE = re.compile(
    rf"(?P<low>{_NUMBER})\s*(?:to|until|[-–—…:]|\.\.\.?)\s*(?P<high>{_NUMBER})\s*"
    rf"(?:(?:,|;|in)?\s*(?P<count>\d+)\s*steps?|(?:,|;|by|in\s+steps\s+of|step|:)\s*(?P<by>{_NUMBER}))?",
    re.IGNORECASE,
)
_ONE_COMMA = re.compile(r"(?P<whole>[+-]?\d*),(?P<rest>\d+(?:[eE][+-]?\d+)?)")
_LETTER_IS = re.compile(r"^\s*[A-Za-zδ]\s*(?:=|:|from)\s*")
STEPS = 10


def read_values(text: str) -> tuple[float, ...]:
    """Return the values of a list or a range, a range in 10 steps where it does not say; each once, in order.

    InputError for what is neither, and for more than MOST_VALUES.
    """
    plain = _LETTER_IS.sub("", str(text).replace("−", "-").strip().rstrip(".;,"))
    found = _RANGE.fullmatch(plain)
    values = _ranged(found, text) if found else _listed(plain, text)
    values = tuple(dict.fromkeys(round(float(value), 10) + 0.0 for value in values))
    if len(values) > MOST_VALUES:
        raise InputError(
            f"These are {len(values):,} values, and at most {MOST_VALUES} are drawn; take larger steps."
        )
    return values


def _ranged(found: re.Match, text: str):
    low, high = _number(found["low"]), _number(found["high"])
    step, count = _number(found["by"] or "1"), _number(found["count"] or f"{STEPS}")
    for number in (low, high, step):
        if not abs(number) < LARGEST:
            raise InputError(
                f"{number:g} in the range {shown(text, 60)!r} is too large; write numbers below {LARGEST:,.0f}, {EXAMPLES}."
            )
    if not low < high:
        raise InputError(f"The range {shown(text, 60)!r} must rise; write the smaller end first, {EXAMPLES}.")
    if not found["by"]:
        if not 0 < count < MOST_VALUES:
            raise InputError(
                f"The range {shown(text, 60)!r} has {count:,.0f} steps; 1 to {MOST_VALUES - 1} are possible."
            )
        return np.linspace(low, high, int(count) + 1)
    if not step > 0:
        raise InputError(
            f"The step of the range {shown(text, 60)!r} is {step:g}; write one above 0, {EXAMPLES}."
        )
    if (high - low) / step > MOST_VALUES:
        raise InputError(
            f"The range {shown(text, 60)!r} has more than {MOST_VALUES} values; take larger steps."
        )
    return low + step * np.arange(int((high - low) / step + 1e-6) + 1)


def _listed(plain: str, text: str) -> list[float]:
    """Return the numbers of a list; a comma is decimal where semicolons or blanks part the numbers: 0,02; 0,05."""
    if lone := _ONE_COMMA.fullmatch(plain):
        whole, rest = lone["whole"] or "0", lone["rest"]
        raise InputError(
            f'{shown(text, 60)!r} may be one number or two; write "{whole}.{rest}" for one, or "{whole}, {rest}" for two.'
        )
    by_comma = ";" not in plain and not re.search(r"\d,\d+\s+\d", plain)
    pieces = [piece for piece in re.split(r"[,;\s]+" if by_comma else r"[;\s]+", plain) if piece]
    if not pieces:
        raise InputError(f"No value is given; write values {EXAMPLES}.")
    for piece in pieces:
        if not re.fullmatch(_NUMBER, piece) or not abs(_number(piece)) < LARGEST:
            raise InputError(
                f"{shown(piece, 40)!r} in {shown(text, 60)!r} is no number; write values {EXAMPLES}."
            )
        if re.match(r"0\d", piece):
            raise InputError(
                f"{shown(text, 60)!r} seems to have decimal commas; write decimal points, {EXAMPLES}."
            )
    return [_number(piece) for piece in pieces]


def _number(text: str) -> float:
    return float(text.replace(",", "."))
