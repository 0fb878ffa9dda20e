"""The product's own numbers, such as a temperature or a band gap, among the columns of a table, in the product's units."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from mi_core.tables.numbers import BARE, EMPTY, FOREIGN, read_numbers
from mi_core.tables.one_unit import reading_in, reading_of, to_one_unit
from mi_core.tables.quantities import meaning, nearly
from mi_core.tables.table import table_decimal
from mi_core.words import listed

if TYPE_CHECKING:
    from collections.abc import Collection

    from mi_core.conditions import Condition
    from mi_core.tables.numbers import Numbers
    from mi_core.tables.table import Table

_ENOUGH = 0.5  # share of the filled cells that must be numbers under a heading without a unit, such as T
_SAME = 2e-3  # 300 K are 27 °C to most who have both columns


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A quantity of the product as a table has it.

    heading : its column; passed : others that say it, too, and are not read. numbers : (n,) in the product's unit, NaN where
    there is none; empty : (n,) bool, cells without anything in them. remark : which column was read as what; fault : why the
    column cannot be read at all, in one sentence; faults : row → why its cell alone cannot;
    has_odd_units : whether a cell names another unit than the heading.
    """

    heading: str
    numbers: np.ndarray
    empty: np.ndarray
    remark: str = ""
    fault: str = ""
    passed: tuple[str, ...] = ()
    faults: dict[int, str] = field(default_factory=dict)
    has_odd_units: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Claim:
    """A column whose heading says the quantity.

    numbers : in the product's unit; stated : whether the heading names the unit, or each number does; how : it was read;
    faults : row → why its number was not; fault : why none was; has_odd_units : whether a cell names another unit.
    """

    heading: str
    numbers: Numbers
    stated: bool
    how: str
    faults: dict[int, str]
    fault: str = ""
    has_odd_units: bool = False

    @property
    def values(self) -> np.ndarray:
        return self.numbers.values


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
        key=lambda claim: (_is_key(claim.heading, quantity), not claim.fault, claim.stated), reverse=True
    )
    first, others = claims[0], [claim for claim in claims[1:] if not claim.fault]
    passed = tuple(claim.heading for claim in claims[1:])
    if fault := first.fault or _contradiction(first, others, quantity):
        empty = np.all([claim.numbers.kinds == EMPTY for claim in claims], axis=0)
        return Found(first.heading, np.full(len(table), np.nan), empty, fault=fault, passed=passed)
    empty = first.numbers.kinds == EMPTY
    remark = _remark(first, passed, quantity)
    return Found(
        first.heading,
        first.values,
        empty,
        remark,
        passed=passed,
        faults=first.faults,
        has_odd_units=first.has_odd_units,
    )


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
    said = list(
        filter(None, dict.fromkeys((means.said, table.units.get(heading, ""))))
    )  # in the heading, below it
    behind = list(filter(None, dict.fromkeys(numbers.units[numbers.usable].tolist())))
    foreign = [text for text in said or behind if quantity.unit_of(text) is None]
    letter = len(heading) == 1  # which stands for much: one with a foreign unit is none
    if letter and foreign and len(foreign) == len(said or behind):
        return None
    if not said and not behind and not _holds_numbers(numbers):
        return None
    stated = {unit.symbol: unit for text in said if (unit := quantity.unit_of(text)) is not None}
    if fault := _fault(heading, quantity, foreign if said else [], list(stated)):
        nothing = replace(numbers, values=np.full(len(table), np.nan))
        return _Claim(heading, nothing, bool(said), "", {}, fault)
    usual = next(iter(stated.values()), None if needs_unit else quantity.units[0])
    own = quantity.units[0]
    bare = None if usual is None else reading_of(usual, own)
    column = to_one_unit(numbers, bare, lambda text: reading_in(quantity, text, own))
    faults = _faults(heading, quantity, column.numbers)
    fault = next(iter(faults.values()), "") if not column.readable else ""
    how = column.how((usual or own).symbol, stated=bool(stated))
    odd = bool(faults or column.named.keys() - stated.keys())
    stated_all = bool(stated) or (bool(behind) and not column.bare)
    return _Claim(heading, column.numbers, stated_all, how, faults, fault, odd)


def _fault(heading: str, quantity: Condition, unknown: list[str], units: list[str]) -> str:
    """Return why the numbers under a heading with these units, unknown ones and others, cannot be taken; "" if they can."""
    if unknown:
        return _unknown(heading, quantity, unknown[0])
    if len(units) > 1:
        return (
            f"The column {heading!r} names two units, {listed(units)}; leave one of them, as in "
            f"{_example(quantity)!r}."
        )
    return ""


def _faults(heading: str, quantity: Condition, numbers: Numbers) -> dict[int, str]:
    """Return for each cell whose number is in no unit that is known, row → why it cannot be taken."""
    bare = (
        f"The column {heading!r} names no unit, which may be {' or '.join(unit.symbol for unit in quantity.units)}; write "
        f"it behind the heading, as in {_example(quantity)!r}."
    )
    foreign = {text: _unknown(heading, quantity, text) for text in {*numbers.units.tolist()}}
    refused = np.flatnonzero(np.isin(numbers.kinds, (BARE, FOREIGN)))
    return {int(i): bare if numbers.kinds[i] == BARE else foreign[numbers.units[i]] for i in refused}


def _unknown(heading: str, quantity: Condition, unit: str) -> str:
    return (
        f"The unit of the column {heading!r} is not known as one of {quantity.title.lower()}: {unit!r}; write one of "
        f"{listed(allowed.symbol for allowed in quantity.units)}."
    )


def _example(quantity: Condition) -> str:
    return f"{quantity.title.lower()} ({quantity.unit})"


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
    but = f"; not from {listed(map(repr, passed))}" if passed else ""
    return f"{quantity.title} from the column {claim.heading!r}, {claim.how}{but}."
