"""The product's own numbers, such as a temperature or a band gap, among the columns of a table, in the product's units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.tables.numbers import EMPTY, read_numbers
from mi_core.tables.quantities import meaning, nearly
from mi_core.tables.table import table_decimal
from mi_core.words import listed

if TYPE_CHECKING:
    from collections.abc import Collection

    from mi_core.conditions import Condition, Unit
    from mi_core.tables.numbers import Numbers
    from mi_core.tables.table import Table

_ENOUGH = 0.5  # share of the filled cells that must be numbers under a heading without a unit, such as T
_SAME = 2e-3  # 300 K are 27 °C to most who have both columns


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A quantity of the product as a table has it.

    heading : its column; passed : others that say it, too, and are not read. numbers : (n,) in the product's unit, NaN where
    there is none; empty : (n,) bool, cells without anything in them. remark : which column was read as what; fault : why the
    column cannot be read at all, in one sentence.
    """

    heading: str
    numbers: np.ndarray
    empty: np.ndarray
    remark: str = ""
    fault: str = ""
    passed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class _Claim:
    """A column whose heading says the quantity; `unit` is None, and `fault` says why, where its numbers cannot be taken."""

    heading: str
    numbers: Numbers
    unit: Unit | None
    stated: bool
    fault: str = ""

    @property
    def values(self) -> np.ndarray:
        if self.unit is None:
            return np.full(len(self.numbers.values), np.nan)
        return self.unit.factor * self.numbers.values + self.unit.offset


def find_quantity(
    table: Table, headings: Collection[str], quantity: Condition, *, needs_unit: bool | None = None
) -> Found | None:
    """Return the column of a quantity among these headings; None where no heading says it.

    The key itself comes first, in any case, then columns with a unit that is understood, then those without one. Of two that
    contradict each other none is read. needs_unit : whether a column must name its unit; else it is in the quantity's own.
    """
    needs_unit = quantity.needs_unit if needs_unit is None else needs_unit
    claims = [claim for h in headings if (claim := _claim(table, h, quantity, needs_unit)) is not None]
    if not claims:
        return None
    claims.sort(
        key=lambda claim: (_is_key(claim.heading, quantity), bool(claim.unit), claim.stated), reverse=True
    )
    first, others = claims[0], [claim for claim in claims[1:] if claim.unit is not None]
    passed = tuple(claim.heading for claim in claims[1:])
    if fault := first.fault or _contradiction(first, others, quantity):
        empty = np.all([claim.numbers.kinds == EMPTY for claim in claims], axis=0)
        return Found(first.heading, np.full(len(table), np.nan), empty, fault=fault, passed=passed)
    empty = first.numbers.kinds == EMPTY
    return Found(first.heading, first.values, empty, _remark(first, passed, quantity), passed=passed)


def near_misses(table: Table, headings: Collection[str], quantity: Condition) -> str:
    """Return a sentence on the columns of numbers whose headings hold the name of a quantity and more; "" for none."""
    near = [h for h in headings if nearly(h, quantity) and _holds_numbers(_numbers(table, h))]
    if not near:
        return ""
    return f"{quantity.title} was not read from {listed(map(repr, near), 3)}; head the column that has it {quantity.key!r}."


def _is_key(heading: str, quantity: Condition) -> bool:
    return heading.casefold() == quantity.key


def _claim(table: Table, heading: str, quantity: Condition, needs_unit: bool) -> _Claim | None:
    """Return what a column is of the quantity; None where it is none."""
    means = meaning(heading)
    if means is None or means.quantity is not quantity:
        return None
    numbers = _numbers(table, heading)
    beside = (
        means.said,
        table.units.get(heading, ""),
        numbers.unit,
    )  # in the heading, below it, behind the numbers
    said = list(dict.fromkeys(text for text in beside if text))
    units = {unit.symbol: unit for text in said if (unit := quantity.unit_of(text)) is not None}
    unknown = [text for text in said if quantity.unit_of(text) is None]
    letter = len(heading) == 1  # which stands for much: one with a foreign unit is none
    if (letter and unknown) or (not said and not _holds_numbers(numbers)):
        return None
    if fault := _fault(heading, quantity, unknown, list(units), needs_unit):
        return _Claim(heading, numbers, None, bool(said), fault)
    return _Claim(heading, numbers, next(iter(units.values()), quantity.units[0]), bool(units))


def _fault(heading: str, quantity: Condition, unknown: list[str], units: list[str], needs_unit: bool) -> str:
    """Return why the numbers of a column with these units, unknown ones and others, cannot be taken; "" where they can."""
    title, example = quantity.title.lower(), f"{quantity.title.lower()} ({quantity.unit})"
    allowed = [unit.symbol for unit in quantity.units]
    if unknown:
        return (
            f"The unit of the column {heading!r} is not known as one of {title}: {unknown[0]!r}; write one of "
            f"{listed(allowed)}."
        )
    if len(units) > 1:
        return (
            f"The column {heading!r} names two units, {listed(units)}; leave one of them, as in {example!r}."
        )
    if not units and needs_unit:
        return (
            f"The column {heading!r} names no unit, which may be {' or '.join(allowed)}; write it behind the heading, as in "
            f"{example!r}."
        )
    return ""


def _numbers(table: Table, heading: str) -> Numbers:
    return read_numbers(table.frame[heading], decimal=table_decimal(table))


def _holds_numbers(numbers: Numbers) -> bool:
    return bool(numbers.usable.any()) and numbers.share >= _ENOUGH


def _contradiction(first: _Claim, others: list[_Claim], quantity: Condition) -> str:
    """Return why it cannot be told which of several columns is meant; "" where it can."""
    if _is_key(first.heading, quantity):
        return ""
    rivals = [other.heading for other in others if other.stated == first.stated and not _agree(first, other)]
    if not rivals:
        return ""
    return (
        f"The columns {listed(map(repr, [first.heading, *rivals]))} all say the {quantity.title.lower()}, with different "
        f"numbers; keep one of them, or head the one that is meant {quantity.key!r}."
    )


def _agree(one: _Claim, other: _Claim) -> bool:
    both = np.isfinite(one.values) & np.isfinite(other.values)
    same_rows = np.array_equal(one.numbers.usable, other.numbers.usable)
    return same_rows and np.allclose(one.values[both], other.values[both], rtol=_SAME)


def _remark(claim: _Claim, passed: tuple[str, ...], quantity: Condition) -> str:
    symbol = claim.unit.symbol if claim.unit is not None else ""
    how = f"read in {symbol}" if claim.stated else f"which names no unit: taken for {symbol}"
    but = f"; not from {listed(map(repr, passed))}" if passed else ""
    return f"{quantity.title} from the column {claim.heading!r}, {how}{but}."
