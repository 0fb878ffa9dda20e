"""A column that may be one of the product's own numbers: whether it is, in which units, and which cells cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from mi_core.tables.numbers import BARE, FOREIGN, read_numbers
from mi_core.tables.one_unit import reading_in, reading_of, to_one_unit
from mi_core.tables.quantities import meaning
from mi_core.tables.table import table_decimal
from mi_core.words import listed

if TYPE_CHECKING:
    from mi_core.conditions import Condition
    from mi_core.tables.numbers import Numbers
    from mi_core.tables.table import Table

_ENOUGH = 0.5  # share of the filled cells that must be numbers under a heading without a unit, such as T


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
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
        """The numbers, (n,) float64, NaN where there is none."""
        return self.numbers.values


def claim_of(table: Table, heading: str, quantity: Condition, needs_unit: bool) -> Claim | None:
    """Return what a column is of the quantity; None where it is none."""
    means = meaning(heading)
    if means is None or means.quantity is not quantity:
        return None
    numbers = numbers_under(table, heading)
    in_and_below = (means.said, table.units.get(heading, ""))
    said = list(filter(None, dict.fromkeys(in_and_below)))
    behind = list(filter(None, dict.fromkeys(numbers.units[numbers.usable].tolist())))
    foreign = [text for text in said or behind if quantity.unit_of(text) is None]
    letter = len(heading) == 1  # which stands for much: one with a foreign unit is none
    if letter and foreign and len(foreign) == len(said or behind):
        return None
    if not said and not behind and not holds_numbers(numbers):
        return None
    stated = {unit.symbol: unit for text in said if (unit := quantity.unit_of(text)) is not None}
    if fault := _fault(heading, quantity, foreign if said else [], list(stated)):
        nothing = replace(numbers, values=np.full(len(table), np.nan))
        return Claim(heading, nothing, bool(said), "", {}, fault)
    usual = next(iter(stated.values()), None if needs_unit else quantity.units[0])
    own = quantity.units[0]
    bare = None if usual is None else reading_of(usual, own)
    column = to_one_unit(numbers, bare, lambda text: reading_in(quantity, text, own))
    faults = _faults(heading, quantity, column.numbers)
    fault = next(iter(faults.values()), "") if not column.readable else ""
    how = column.how((usual or own).symbol, stated=bool(stated))
    odd = bool(faults or column.named.keys() - stated.keys())
    stated_all = bool(stated) or (bool(behind) and not column.bare)
    return Claim(heading, column.numbers, stated_all, how, faults, fault, odd)


def _fault(heading: str, quantity: Condition, unknown: list[str], units: list[str]) -> str:
    """Return why the numbers under a heading with these units, unknown ones and others, cannot be taken; "" if they can."""
    if unknown:
        return _unknown(f"column {heading!r}", quantity, unknown[0])
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
    foreign = {
        unit: _unknown(f"number in the column {heading!r}", quantity, unit)
        for unit in {*numbers.units.tolist()}
    }
    refused = np.flatnonzero(np.isin(numbers.kinds, (BARE, FOREIGN)))
    return {int(i): bare if numbers.kinds[i] == BARE else foreign[numbers.units[i]] for i in refused}


def _unknown(owner: str, quantity: Condition, unit: str) -> str:
    return (
        f"The unit of the {owner} is not known as one of {quantity.title.lower()}: {unit!r}; write one of "
        f"{listed(allowed.symbol for allowed in quantity.units)}."
    )


def _example(quantity: Condition) -> str:
    return f"{quantity.title.lower()} ({quantity.unit})"


def numbers_under(table: Table, heading: str) -> Numbers:
    """Return the numbers of a column, each in the unit behind it."""
    return read_numbers(table.frame[heading], decimal=table_decimal(table))


def holds_numbers(numbers: Numbers) -> bool:
    """Whether a column is one of numbers."""
    return bool(numbers.usable.any()) and numbers.share >= _ENOUGH
