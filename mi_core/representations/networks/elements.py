"""Symbols of many atoms at once."""

from __future__ import annotations

from functools import cache

import numpy as np

from mi_core.formulas import atomic_numbers


@cache
def _symbol_of_number() -> np.ndarray:
    """Return the symbol of each atomic number, (119,)."""
    table = np.full(max(atomic_numbers().values()) + 1, "", dtype=object)
    for symbol, number in atomic_numbers().items():
        table[number] = symbol
    return table


def symbols(numbers: np.ndarray) -> np.ndarray:
    """Return the symbols of atomic numbers, (n,)."""
    return _symbol_of_number()[numbers]
