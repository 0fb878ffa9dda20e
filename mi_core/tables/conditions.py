"""Conditions such as a temperature among the columns of a table, in the product's units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.conditions import CONDITIONS
from mi_core.tables.names import normal
from mi_core.tables.numbers import read_numbers
from mi_core.tables.table import table_decimal

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy as np

    from mi_core.conditions import Condition
    from mi_core.tables.table import Table


def condition_columns(table: Table, headings: Collection[str]) -> dict[str, np.ndarray]:
    """Return the numbers (n,) of each condition that the table has among these headings, by key; NaN where there is none.

    The key itself is looked for first, in any case, then a heading of that meaning with its unit, such as "T (°C)", which is
    converted. A column of another unit, or of an unknown one, is none.
    """
    found = {}
    for key, condition in CONDITIONS.items():
        for heading in sorted(headings, key=lambda heading: heading.casefold() != key):
            values = _values(table, heading, condition)
            if values is not None:
                found[key] = values
                break
    return found


def _values(table: Table, heading: str, condition: Condition) -> np.ndarray | None:
    named = heading.casefold() == condition.key
    if not named and normal(heading) not in condition.names:
        return None
    numbers = read_numbers(table.frame[heading], decimal=table_decimal(table))
    unit = table.units.get(heading) or numbers.unit or (condition.unit if named else "")
    return numbers.values + condition.offsets[unit] if unit in condition.offsets else None
