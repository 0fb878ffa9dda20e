"""Reduced formulas, the one way in which the product writes a composition, whole amounts or not."""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from pymatgen.core import Composition, Element
from pymatgen.core.composition import reduce_formula

if TYPE_CHECKING:
    from pymatgen.core import Structure

_NOISE = 1e-6  # sums of occupancies miss whole numbers by less
_DECIMALS, _DIGITS = 4, 3  # of an amount; small ones, as of a dopant, keep significant digits


def crystal_formula(structure: Structure, composition: Composition | None = None) -> str:
    """Return the reduced formula of a crystal, e.g. SrTiO3 or, with shared sites, Sr0.3La0.7MnO3.

    Whole amounts are divided by their greatest common divisor. Otherwise the amounts of the cell are divided by
    the number of formula units that its sites allow: the greatest common divisor of how many sites hold the same.
    `composition` is that of the cell, if it is known already.
    """
    composition = composition or structure.composition
    amounts = composition.get_el_amt_dict()
    if _are_whole(amounts):
        return _of_counts(tuple(amounts.items()))
    alike = Counter(
        tuple(sorted((str(e), round(n, 6)) for e, n in site.species.items())) for site in structure
    )
    return reduced_formula(composition, formula_units=math.gcd(*alike.values()))


def reduced_formula(composition: Composition, *, formula_units: int = 1) -> str:
    """Return the reduced formula, elements by electronegativity.

    Amounts that are not whole are divided by `formula_units` and written with four decimals at most; they are never
    multiplied to whole ones, so that La0.7Sr0.3MnO3 stays itself.
    """
    amounts = {symbol: _denoised(amount) for symbol, amount in composition.get_el_amt_dict().items()}
    if amounts and max(amounts.values()) - min(amounts.values()) < _NOISE:  # an equimolar alloy is CoCrFeMnNi
        amounts = dict.fromkeys(amounts, 1.0)
    if _are_whole(amounts):
        return _of_counts(tuple(amounts.items()))
    ordered = sorted(amounts, key=_electronegativity)
    return "".join(symbol + _written(_denoised(amounts[symbol] / formula_units)) for symbol in ordered)


def _are_whole(amounts: dict[str, float]) -> bool:
    return all(amount == int(amount) for amount in amounts.values())


@lru_cache(maxsize=4096)  # polymorphs and frames of a trajectory have one composition
def _of_counts(counts: tuple[tuple[str, float], ...]) -> str:
    """Return what `Composition.reduced_formula` is, without its detour over a mapping of its own."""
    formula, _ = reduce_formula({symbol: int(amount) for symbol, amount in counts})
    return Composition.special_formulas.get(formula, formula)


def _denoised(amount: float) -> float:
    whole = float(round(amount))
    return whole if whole and abs(amount - whole) < _NOISE * whole else amount


def _electronegativity(symbol: str) -> float:
    value = Element(symbol).X
    return value if math.isfinite(value) else math.inf  # noble gases have none on Pauling's scale


def _written(amount: float) -> str:
    digits = max(_DECIMALS, _DIGITS - 1 - math.floor(math.log10(amount)))
    text = np.format_float_positional(round(amount, digits), trim="-")
    return "" if text == "1" else text
