"""The product's own numbers, such as a temperature or a band gap, among the columns of a table, in the product's units."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from mi_core.tables.claims import claim_of, holds_numbers, numbers_under
from mi_core.tables.numbers import EMPTY
from mi_core.tables.quantities import nearly
from mi_core.words import listed

if TYPE_CHECKING:
    from collections.abc import Collection

    from mi_core.conditions import Condition
    from mi_core.tables.claims import Claim
    from mi_core.tables.table import Table

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


def find_quantity(
    table: Table, headings: Collection[str], quantity: Condition, *, needs_unit: bool | None = None
) -> Found | None:
    """Return the column of a quantity among these headings; None where no heading says it.

    The key itself comes first, in any case, then columns with a unit that is understood, then those without one. Of two that
    contradict each other none is read. needs_unit : whether a column must name its unit; else it is in the quantity's own.
    """
    needs_unit = quantity.needs_unit if needs_unit is None else needs_unit
    claims = [claim for h in headings if (claim := claim_of(table, h, quantity, needs_unit)) is not None]
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
    near = [h for h in headings if nearly(h, quantity) and holds_numbers(numbers_under(table, h))]
    if not near:
        return ""
    return f"{quantity.title} was not read from {listed(map(repr, near), 3)}; head the column that has it {quantity.key!r}."


def _is_key(heading: str, quantity: Condition) -> bool:
    return heading.casefold() == quantity.key


def _contradiction(first: Claim, others: list[Claim], quantity: Condition) -> str:
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


def _agree(one: Claim, other: Claim) -> bool:
    both = np.isfinite(one.values) & np.isfinite(other.values)
    same_rows = np.array_equal(one.numbers.usable, other.numbers.usable)
    return same_rows and np.allclose(one.values[both], other.values[both], rtol=_SAME)


def _remark(claim: Claim, passed: tuple[str, ...], quantity: Condition) -> str:
    but = f"; not from {listed(map(repr, passed))}" if passed else ""
    return f"{quantity.title} from the column {claim.heading!r}, {claim.how}{but}."
