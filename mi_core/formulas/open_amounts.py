"""The amounts of a formula with a letter left open, such as 2-x in Bi2-xSbxTe3: where they stand, and their numbers."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from mi_core.errors import InputError
from mi_core.formulas.formula import atomic_numbers
from mi_core.formulas.parser import CLOSING, NUMBER, number

LETTER = (
    r"(?:[xyzuvwδ]|X(?![e\d]))"  # Xe is xenon, X3 three of several elements; all other capitals are elements
)
_TERM = rf"(?:(?:{NUMBER})?{LETTER}(?:/{NUMBER})?|{NUMBER})"
_SUM = rf"{_TERM}(?:\s*[+-]\s*{_TERM})*"
_BRACKET = rf"(?P<factor>{NUMBER})?\(\s*(?P<inside>{_SUM})\s*\)(?:/(?P<below>{NUMBER}))?"
_AMOUNT = re.compile(rf"{_BRACKET}|(?P<sum>{_SUM})")
#: Where a dash begins another part of a mixture, it cannot be a minus: Bi2Te3-xSb2Te3.
_AMOUNT_OF_PART = re.compile(rf"{_BRACKET}|(?P<sum>{_TERM})")
_SIGNED = re.compile(rf"([+-]?)\s*(?:({NUMBER})?({LETTER})(?:/({NUMBER}))?|({NUMBER}))\s*")
_SYMBOL = re.compile(r"[A-Z][a-z]?|[□☐]")
_SEPARATORS = "-+·"


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount constant + slope · letter.

    begin, end : characters that the amount is written in; unit_begin, unit_end : those of all that goes where it is 0
    """

    letter: str
    constant: float
    slope: float
    begin: int
    end: int
    unit_begin: int
    unit_end: int

    @property
    def leads(self) -> bool:
        """Whether it stands in front of what there is so much of."""
        return self.unit_end > self.end


def open_amounts(text: str) -> list[Amount]:
    """Return the open amounts of a formula in plain characters, in order; InputError where one is not linear."""
    amounts = _Reader(text).amounts
    for outer in amounts:
        for inner in amounts:
            apart = (inner.begin, inner.end) != (outer.begin, outer.end)
            if apart and outer.unit_begin <= inner.begin and inner.end <= outer.unit_end:
                raise InputError(_not_linear(text, outer, text[inner.begin : inner.end]))
    return sorted(amounts, key=lambda amount: amount.unit_begin)


class _Reader:
    """Goes through a formula; `amounts` holds what was found."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.amounts: list[Amount] = []
        self.brackets: list[int] = []
        self.unit: int | None = None  # where the symbol or bracket begins that an amount may stand behind
        self.parted = self._leading(0)
        while self.at < len(text):
            self._step()

    def _step(self) -> None:
        character, begin = self.text[self.at], self.at
        if self.unit is not None and self._behind(self.unit):
            self.unit = None
        elif not self.brackets and character in _SEPARATORS and (self.parted or character == "·"):
            self.at += 1
            self.unit = None
            self._leading(begin)
        elif length := _symbol_length(self.text, self.at):
            self.unit, self.at = begin, begin + length
        else:
            self.at += 1
            if character in CLOSING:
                self.brackets.append(begin)
                self.unit = None
            elif character in CLOSING.values():
                self.unit = self.brackets.pop() if self.brackets else None
            elif character != " ":
                self.unit = None

    def _behind(self, unit: int) -> bool:
        """Read the amount that stands here behind a symbol or bracket; False for none."""
        pattern = _AMOUNT_OF_PART if self.parted and not self.brackets else _AMOUNT
        found = pattern.match(self.text, self.at)
        if found is None or not self._ends_well(found):
            return False
        self._take(found, unit, found.end())
        return True

    def _leading(self, begin: int) -> bool:
        """Read the amount in front of the part that begins here, an open one alone: others are none of our business."""
        found = _AMOUNT.match(self.text, self.at + self.text[self.at :].startswith(" "))
        if found is None or not re.match(r"\s*[A-Z(\[{]", self.text[found.end() :]) or not _letters(found):
            return False
        self._take(found, begin, self._end_of_part(found.end()))
        return True

    def _end_of_part(self, at: int) -> int:
        depth = 0
        while at < len(self.text) and (depth or self.text[at] not in _SEPARATORS):
            depth += (self.text[at] in CLOSING) - (self.text[at] in CLOSING.values())
            at += 1
        return at

    def _ends_well(self, found: re.Match) -> bool:
        """Whether an amount ends here, and not a word; InputError where it goes on, as in x2 or x/y."""
        rest = self.text[found.end() :]
        word = re.match(r"[a-zδ]+", rest)
        if not _letters(found) or (word and not re.fullmatch(rf"{LETTER}+", word[0])):
            return not word
        if word:
            raise InputError(
                f"{self.text!r} leaves {min(_letters(found))} and {word[0][0]} open in one amount, and one letter can "
                "vary; put numbers in place of the others."
            )
        if re.match(r"[\d.^«/(]", rest) and not re.match(r"\([A-Z]", rest):
            more = re.match(r"[\d.^«»/(xyz)+-]+", rest)
            raise InputError(_not_linear(self.text, found, more[0] if more else ""))
        return True

    def _take(self, found: re.Match, unit_begin: int, unit_end: int) -> None:
        self.at = found.end()
        for letter in sorted(_letters(found)):
            constant, slope = _line(found, letter)
            span = found.start(), found.end()
            self.amounts.append(Amount(letter, constant, slope, *span, unit_begin, unit_end))


def _letters(found: re.Match) -> set[str]:
    return {letter.lower() for letter in re.findall(LETTER, found.group())}


def _line(found: re.Match, letter: str) -> tuple[float, float]:
    """Return constant and slope of an amount; the slope is that of one letter where there are more."""
    constant = slope = 0.0
    for sign, factor, own, below, alone in _SIGNED.findall(found["inside"] or found["sum"]):
        value = number(f"{alone or factor or 1}") / (number(below or "1") or math.nan)
        value = -value if sign == "-" else value
        constant += value if not own else 0.0
        slope += value if own.lower() == letter else 0.0
    scale = number(found["factor"] or "1") / (number(found["below"] or "1") or math.nan)
    return scale * constant, scale * slope


def _symbol_length(text: str, at: int) -> int:
    """Return how many characters the element symbol has that begins here; 0 where none does."""
    found = _SYMBOL.match(text, at)
    if found is None:
        return 0
    known = {*atomic_numbers(), "D", "T", "□", "☐"}
    return next((n for n in (len(found[0]), 1) if found[0][:n] in known), 0)


def _not_linear(text: str, found: re.Match | Amount, more: str) -> str:
    begin, end = (found.begin, found.end) if isinstance(found, Amount) else found.span()
    return (
        f"{text!r} has amounts that are not linear in the open letter ({text[begin:end]}, then {more}); write each as a "
        "number plus or minus a number times the letter, such as 2-x or 1-0.5x."
    )
