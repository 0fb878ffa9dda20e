"""A series of formulas with one letter left open: Bi(2-x)Sb(x)Te3, Pb1-xNaxTe, (PbTe)1-x(SrTe)x, (1-x)Bi2Te3-xSb2Te3."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from mi_core.errors import InputError
from mi_core.formulas.open_amounts import open_amounts
from mi_core.formulas.reading import LONGEST, read_formula
from mi_core.formulas.typography import normalised
from mi_core.words import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mi_core.formulas.open_amounts import Amount

EXAMPLE = "such as Bi(2-x)Sb(x)Te3"
_NOISE = 1e-9  # 1 - 0.9 - 0.1 is none
_DIGITS = 6  # behind the point of an amount: 1 - 1.5·0.1333333333 is 0.8
_TRACE = 1e-3  # beside which all amounts have more of them, so that none is lost and they still add up


class Member(NamedTuple):
    """One formula of a series; `error` says why there is none at this x, and `formula` is then empty."""

    x: float
    formula: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """A formula in plain characters, the letter that it leaves open, and the amounts that depend on it."""

    text: str
    letter: str
    amounts: tuple[Amount, ...]

    @property
    def limits(self) -> tuple[float, float]:
        """The least and the greatest value of the letter at which no amount is negative; infinite where there is none."""
        low = [-a.constant / a.slope + 0.0 for a in self.amounts if a.slope > 0]
        high = [-a.constant / a.slope + 0.0 for a in self.amounts if a.slope < 0]
        return max(low, default=-math.inf), min(high, default=math.inf)

    def member(self, x: float) -> Member:
        """Return the formula at one value; amounts of 0 are left out with what there is so much of."""
        try:
            formula = self._at(x)
            read_formula(formula)
        except InputError as error:
            return Member(x, "", str(error))
        return Member(x, formula)

    def members(self, values: Iterable[float]) -> list[Member]:
        """Return the formula at each value; one with a negative amount fails alone."""
        return [self.member(float(x)) for x in values]

    def _at(self, x: float) -> str:
        values = [self._value(amount, x) for amount in self.amounts]
        places = _places(values)
        found, done = "", 0
        for amount, value in zip(self.amounts, values, strict=True):
            if value == 0:
                found += self.text[done : amount.unit_begin]
                done = amount.unit_end
            else:
                digits = f"{value:.{places}f}".rstrip("0").rstrip(".")
                hidden = digits == "1" and not amount.leads
                found += self.text[done : amount.begin] + ("" if hidden else digits)
                done = amount.end
        found = re.sub(r"\s+", " ", found + self.text[done:]).strip(" -+·")
        if not found:
            raise InputError(
                f"At {self.letter} = {x:g} nothing is left of {self.text!r}; choose another {self.letter}."
            )
        return found if re.search(r"[-+·]", found) else re.sub(r"^1?\(([^()]*)\)$|^1(?=[A-Z])", r"\1", found)

    def _value(self, amount: Amount, x: float) -> float:
        """Return an amount, exactly 0 where it is that but for rounding; InputError below."""
        value = amount.constant + amount.slope * x
        if value > -_NOISE:
            return 0.0 if value < _NOISE else value
        low, high = self.limits
        ends = f"from {low:g} to {high:g}" if math.isfinite(low + high) else f"of {low:g} and more"
        ends = ends if math.isfinite(low) else f"up to {high:g}"
        raise InputError(
            f"At {self.letter} = {x:g} the amount {self.text[amount.begin : amount.end]} of {self.text!r} would be "
            f"{value:g}, and no amount is negative; choose {self.letter} {ends}."
        )


def _places(values: Iterable[float]) -> int:
    """Return how many digits stand behind the points of these amounts."""
    least = min((value for value in values if value), default=1.0)
    return _DIGITS if least >= _TRACE else _DIGITS - math.floor(math.log10(least)) - 1


def read_series(text: str) -> Series:
    """Return the series that a formula with one open letter stands for; its amounts are linear in the letter.

    x, y, z, u, v, w and δ may be left open, and X. InputError for a formula without such a letter or with two, for amounts
    that are not linear, and for what is no formula whatever the letter is.
    """
    name = shown(str(text), 60)
    if len(str(text)) > LONGEST:
        raise InputError(
            f"The series has {len(str(text)):,} characters, 1 to {LONGEST} are allowed; write one {EXAMPLE}."
        )
    plain, _ = normalised(str(text))
    amounts = open_amounts(plain)
    letters = sorted({amount.letter for amount in amounts})
    if not letters:
        read_formula(plain)  # says what else is wrong with it
        raise InputError(
            f"{name!r} leaves no letter open; write a series {EXAMPLE}, or give it as a formula."
        )
    if len(letters) > 1:
        raise InputError(
            f"{name!r} leaves {' and '.join(letters)} open, and one letter can vary; put numbers in place of the others."
        )
    series = Series(plain, letters[0], tuple(amounts))
    _check(series, name)
    return series


def leaves_open(text: str) -> bool:
    """Whether a text is written with an open letter, so that it may be a series, well or badly."""
    try:
        return bool(open_amounts(normalised(str(text)[: LONGEST + 1])[0]))
    except InputError:
        return True


def _check(series: Series, name: str) -> None:
    """Refuse what no value of the letter makes a formula of."""
    low, high = series.limits
    if any(math.isnan(amount.constant + amount.slope) for amount in series.amounts):
        raise InputError(f"{name!r} has an amount that is divided by 0; correct its amounts.")
    if low > high:
        raise InputError(f"{name!r} has a negative amount whatever {series.letter} is; correct its amounts.")
    within = max(low, min(0.0, high)), min(high, max(0.0, low) + 1.0)
    middle = series.member(sum(within) / 2)
    if middle.error:
        raise InputError(
            f"{name!r} is no series of formulas: at {series.letter} = {middle.x:g}, {middle.error}"
        )
