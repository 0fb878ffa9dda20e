"""The phases that elements can form, also in databases that cannot be used with all of their elements at once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mi_core.alloys.thermodynamics.database.database import ThermoDatabase


@lru_cache(maxsize=512)
def possible_phases(database: ThermoDatabase, elements: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names, sorted, of the phases of elements, aluminium first.

    Where a phase of them refers to a function that the database lacks, those of the largest sets of the elements of which
    none does, gathered from both ends of the list: a wish may name them, and an alloy is of one such set.
    """
    try:
        return tuple(database.phases(elements))
    except InputError:
        balance, *others = elements
        found = _phases_of_most(database, balance, others) | _phases_of_most(database, balance, others[::-1])
        return tuple(sorted(found))


def is_computable(database: ThermoDatabase, elements: tuple[str, ...]) -> bool:
    """Whether all phases of the elements are described in full."""
    try:
        database.phases(elements)
    except InputError:
        return False
    return True


def _phases_of_most(database: ThermoDatabase, balance: str, others: Iterable[str]) -> set[str]:
    """Return the phases of the elements that go together, added one by one in this order."""
    together = [balance]
    for symbol in others:
        if is_computable(database, (*together, symbol)):
            together.append(symbol)
    return set(database.phases(tuple(together)))
