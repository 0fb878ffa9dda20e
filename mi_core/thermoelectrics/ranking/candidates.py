"""What is ranked: the entries of the Materials Project by composition and gap, and what their elements alone say."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_core.descriptors.element_groups import HAZARDS
from mi_core.formulas import atomic_numbers

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.descriptors.formulas import ElementFractions

TABLE = "mp_compositions"
GAP, HULL = "gap_ev", "e_above_hull_ev_per_atom"
#: Column of the candidates → column of the table.
COLUMNS = {"id": "id", "formula": "formula", GAP: "gap_pbe_ev", HULL: HULL}


class Elements(NamedTuple):
    """What the elements of n candidates say.

    symbols : of the columns of `present` (n, symbols) bool; price_usd_per_kg (n,), NaN where an element has no price.
    """

    symbols: tuple[str, ...]
    present: np.ndarray
    price_usd_per_kg: np.ndarray

    def any_of(self, symbols) -> np.ndarray:
        """Return (n,) bool, whether a candidate holds one of these elements."""
        wanted = set(symbols)
        columns = [symbol in wanted for symbol in self.symbols]
        return np.asarray(self.present[:, columns].any(axis=1))

    def hazardous(self, group: str) -> np.ndarray:
        """Return (n,) bool, whether a candidate holds an element of a group of HAZARDS."""
        return self.any_of(HAZARDS[group].symbols)


def candidates(frame: pd.DataFrame) -> pd.DataFrame:
    """Return `id`, `formula`, `gap_ev` (NaN where unknown) and `e_above_hull_ev_per_atom` of the rows of TABLE.

    By formula: a chunk of them holds most polymorphs of its compositions, and a file of them is smaller.
    """
    found = frame[list(COLUMNS.values())].set_axis(list(COLUMNS), axis=1)
    return found.sort_values(["formula", "id"], ignore_index=True)


def compositions_of(formulas: pd.Series) -> list[ElementFractions]:
    """Return the composition of each formula, read once where formulas repeat; InputError for what is no formula."""
    from mi_core.descriptors.formulas import element_fractions

    read = {formula: element_fractions(formula) for formula in formulas.unique()}
    return [read[formula] for formula in formulas]


def elements_of(formulas: pd.Series) -> Elements:
    """Return elements and prices of the candidates' formulas."""
    from mi_core.descriptors.element_costs import price_per_kg

    compositions = compositions_of(formulas)
    held = np.zeros((len(compositions), max(atomic_numbers().values()) + 1), dtype=bool)
    counts = [len(row.atomic_numbers) for row in compositions]
    if compositions:
        element = np.concatenate([row.atomic_numbers for row in compositions])
        held[np.repeat(np.arange(len(counts)), counts), element] = True
    there = {symbol: number for symbol, number in atomic_numbers().items() if held[:, number].any()}
    symbols = tuple(sorted(there, key=there.__getitem__))
    present = held[:, [there[symbol] for symbol in symbols]]
    return Elements(symbols, present, price_per_kg(compositions))
