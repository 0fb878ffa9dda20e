"""Columns whose cells name units of their own: each number is brought to the unit of its column, or refused alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_core.tables.numbers import BARE, FOREIGN, read_numbers
from mi_core.tables.quantities import QUANTITIES, meaning
from mi_core.tables.units import spelling
from mi_core.targets import TARGETS
from mi_core.words import counted, listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from mi_core.conditions import Condition, Unit
    from mi_core.tables.numbers import Numbers
    from mi_core.tables.table import Table


class Reading(NamedTuple):
    """A unit that is understood: its symbol, and what brings numbers in it to those of the column, None for nothing."""

    symbol: str
    convert: Callable[[np.ndarray], np.ndarray] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class OneUnit:
    """A column whose numbers are all in one unit.

    numbers : those that could not be brought to it are NaN, of the kinds FOREIGN and BARE; named : symbol → cells that name
    it and were read; bare : cells without a unit that were read; refused : unit → cells in it that were not, "" for none.
    """

    numbers: Numbers
    named: dict[str, int]
    bare: int
    refused: dict[str, int]

    @property
    def readable(self) -> bool:
        """Whether any number could be read."""
        return bool(self.named) or self.bare > 0

    def how(self, symbol: str, *, stated: bool) -> str:
        """Return how the column was read, as in "read in K, but for 1 cell in °C".

        symbol : the unit of cells that name none; stated : whether the heading says it
        """
        nothing_said = not stated and (self.bare > 0 or not self.named)
        if stated or nothing_said:
            words = f"which names no unit: taken for {symbol}" if nothing_said else f"read in {symbol}"
            odd = [f"{counted(n, 'cell')} in {unit}" for unit, n in self.named.items() if unit != symbol]
            words += f", but for {listed(odd)}" if odd else ""
        else:
            words = f"read in {listed(self.named)}"
        return f"{words}; not read: {self.not_read}" if self.refused else words

    @property
    def not_read(self) -> str:
        """Which cells were refused, as in "2 cells without a unit, 1 cell in GPa"; "" for none."""
        return listed(
            f"{counted(n, 'cell')} {f'in {unit}' if unit else 'without a unit'}"
            for unit, n in self.refused.items()
        )


def to_one_unit(numbers: Numbers, bare: Reading | None, known: Callable[[str], Reading | None]) -> OneUnit:
    """Return a column in one unit: `bare` says how numbers without a unit are read, `known` the others; None: not."""
    values, uncertainty = numbers.values.copy(), numbers.uncertainty.copy()
    kinds, usable = numbers.kinds.copy(), numbers.usable
    named: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for unit in dict.fromkeys(numbers.units[usable].tolist()):
        cells = usable & (numbers.units == unit)
        reading = known(unit) if unit else bare
        if reading is None:
            refused[unit] += int(cells.sum())
            values[cells], uncertainty[cells], kinds[cells] = np.nan, np.nan, FOREIGN if unit else BARE
            continue
        if unit:
            named[reading.symbol] += int(cells.sum())
        if reading.convert is not None:
            read = reading.convert(values[cells])
            uncertainty[cells] = abs(reading.convert(values[cells] + uncertainty[cells]) - read)
            values[cells] = read
    together = replace(numbers, values=values, uncertainty=uncertainty, kinds=kinds)
    return OneUnit(together, dict(named), int((together.usable & (numbers.units == "")).sum()), dict(refused))


def read_column(
    table: Table, heading: str, decimal: str, *, usual: str = "", most: int | None = None
) -> tuple[Numbers, str]:
    """Return a column, or its first cells, in one unit, and that unit; "" where neither the heading nor a number names one.

    That is the unit of the heading; without one, `usual`, that of the quantity which the heading says, or the commonest of
    the cells. In the last case those without one are refused, and, where they are most, those with one. What was converted,
    and what was taken for what, is among the remarks.
    """
    cells = table.frame[heading]
    numbers = read_numbers(cells if most is None else cells.head(most), decimal=decimal)
    counts = Counter(numbers.units[numbers.usable].tolist())
    bare = counts.pop("", 0)
    if not counts:
        return numbers, table.units.get(heading, "")
    goal, stated = _goal(table, heading, list(counts))
    if goal is not None:
        quantity, unit = goal
        taken = reading_of(unit, unit) if stated or not quantity.needs_unit else None
        column = to_one_unit(numbers, taken, lambda text: reading_in(quantity, text, unit))
        return _remarked(column, unit.symbol, stated=bool(stated)), unit.symbol
    stated = stated or usual
    own = stated or ("" if bare > counts.total() else counts.most_common(1)[0][0])
    same = Reading(own)
    column = to_one_unit(
        numbers, same if stated or not own else None, lambda text: same if own and _same(text, own) else None
    )
    return _remarked(column, own, stated=bool(stated)), own


def reading_of(unit: Unit, goal: Unit) -> Reading:
    """Return how numbers in a unit are brought to another one of the same quantity."""
    return Reading(unit.symbol, None if unit is goal else lambda values: unit.converted(values, goal))


def reading_in(quantity: Condition, text: str, goal: Unit) -> Reading | None:
    """Return how numbers in a unit of a quantity are brought to another one; None where it is none of them."""
    unit = quantity.unit_of(text)
    return None if unit is None else reading_of(unit, goal)


def _goal(table: Table, heading: str, units: list[str]) -> tuple[tuple[Condition, Unit] | None, str]:
    """Return the product's quantity that a heading says, if it does, with the unit to read it in; and the unit it states."""
    means = meaning(heading)
    below = table.units.get(heading, "")
    said = (means.said if means else "") or below or (TARGETS[heading].unit if heading in TARGETS else "")
    if means is None:
        return None, said
    quantity = means.quantity
    if said:
        unit = quantity.unit_of(said)
        return None if unit is None else (quantity, unit), said
    understood = any(quantity.unit_of(text) is not None for text in units)  # T, in tesla, is no temperature
    return (quantity, quantity.units[0]) if understood else None, ""


def _same(one: str, other: str) -> bool:
    """Whether two texts are one unit; a plain % is any per cent."""
    if spelling(one) == spelling(other) or ("%" in (one, other) and one[-1:] == other[-1:] == "%"):
        return True
    pairs = ((quantity.unit_of(one), quantity.unit_of(other)) for quantity in QUANTITIES.values())
    return any(unit is not None and unit is same for unit, same in pairs)


def _remarked(column: OneUnit, symbol: str, *, stated: bool) -> Numbers:
    """Return the numbers with remarks on units behind them: which, what was converted, and what bare ones were taken for."""
    odd = {unit: n for unit, n in column.named.items() if unit != symbol}
    said = []
    if column.named.keys() - odd:
        said.append(f"the unit {symbol} stands behind the numbers")
    said += [
        f"{counted(n, 'number')} in {unit} {'was' if n == 1 else 'were'} brought to {symbol}"
        for unit, n in odd.items()
    ]
    if column.bare and symbol and not stated:
        was = "was" if column.bare == 1 else "were"
        said.append(f"{counted(column.bare, 'number')} without a unit {was} taken for {symbol}")
    return replace(column.numbers, remarks=(*column.numbers.remarks, *said))
