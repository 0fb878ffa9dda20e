"""Whether the amounts of a doped formula add up: 0.98 Pb and 0.02 Na share one site, 0.9 Pb and 0.02 Na leave a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.formulas import read_formula
from mi_core.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

NOISE = 1e-3  # of amounts that are written with three decimals
MOST_NAMED = 4


def odd_sum(formula: str) -> float | None:
    """Return the sum of amounts with fractions among them where it is no whole number; None where it is, or for no formula.

    Vacancies and excess make such sums, too: a third of the measured formulas with fractions have one.
    """
    try:
        amounts = read_formula(formula).amounts.values()
    except InputError:
        return None
    total = sum(amounts)
    if all(_is_whole(amount) for amount in amounts) or _is_whole(total):
        return None
    return round(total, 4)


def sums_sentence(formulas: Iterable[str]) -> str:
    """Return which formulas have amounts that do not add up to a whole number; "" for none."""
    odd = [
        f"{formula} ({total:g})"
        for formula in dict.fromkeys(formulas)
        if (total := odd_sum(formula)) is not None
    ]
    if not odd:
        return ""
    return (
        f"Amounts that add up to no whole number: {listed(odd, MOST_NAMED)}. Where neither vacancies nor excess are meant, "
        "one of them is wrong."
    )


def _is_whole(number: float) -> bool:
    return abs(number - round(number)) < NOISE
