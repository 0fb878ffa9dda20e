"""Formulas as elements and their atomic fractions: the input of networks on compositions."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np

from mi_core.descriptors.own_columns import known_number, needed_number
from mi_core.descriptors.stateless import Stateless
from mi_core.formulas import atomic_numbers, read_formula


def _no_numbers() -> np.ndarray:
    return np.empty(0, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class ElementFractions:
    """One formula: `atomic_numbers` (n_elements,) int64, ascending, and their `fractions` float32, which sum to one.

    `numbers` (k,) float32 stand beside it, such as a temperature; NaN where one is not known.
    """

    atomic_numbers: np.ndarray
    fractions: np.ndarray
    numbers: np.ndarray = field(default_factory=_no_numbers)


@lru_cache(maxsize=200_000)
def element_fractions(formula: str) -> ElementFractions:
    """Return the fractions of a formula such as "Ba(Ti0.9Zr0.1)O3"; InputError when it is none."""
    amounts = read_formula(formula).amounts
    numbers = np.array([atomic_numbers()[symbol] for symbol in amounts], dtype=np.int64)
    fractions = np.array(list(amounts.values())) / sum(amounts.values())
    order = np.argsort(numbers)
    return ElementFractions(numbers[order], fractions[order].astype(np.float32))


class FormulaFractions(Stateless):
    """Transformer from a list of materials (or formula strings) to a list of ElementFractions.

    Parameters
    ----------
    columns, optional : sequence of str
        Headings of numbers beside each material: first those that it must have (InputError names one that it lacks), then
        those that are used where given.
    """

    def __init__(self, columns=(), optional=()):
        self.columns = columns
        self.optional = optional

    def transform(self, X) -> list[ElementFractions]:
        """Return the fractions of each formula, with its numbers."""
        found = [
            x if isinstance(x, ElementFractions) else element_fractions(getattr(x, "formula", x)) for x in X
        ]
        if not (self.columns or self.optional):
            return found
        return [replace(row, numbers=self._numbers(x)) for row, x in zip(found, X, strict=True)]

    def _numbers(self, material) -> np.ndarray:
        needed = [needed_number(material, heading) for heading in self.columns]
        known = [known_number(material, heading) for heading in self.optional]
        return np.array(needed + known, dtype=np.float32)
