"""What an alloy's metals cost: rough prices to start from, meant to be edited, and the cost of a composition."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mi_core.alloys.compositions.composition import BALANCE, check_percent
from mi_core.descriptors.element_costs import PRICES as ELEMENT_PRICES
from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

PRICES_SOURCE = (
    "Rough averages of 2024, rounded: Al, Cu, Zn, Ni, Sn near the yearly averages of the London Metal Exchange, the others "
    "orders of magnitude of what traders quoted; without alloying, energy, and scrap. Edit them before you decide on them."
)
METALS = ("Al", "Cr", "Cu", "Fe", "Mg", "Mn", "Si", "Ti", "Zn", "Zr", "Li", "Ni", "Sc", "Sn")
#: USD per kg of metal, by symbol.
PRICES: dict[str, float] = {metal: float(ELEMENT_PRICES[metal]) for metal in METALS}


def cost_per_kg(wt: Mapping[str, float], prices: Mapping[str, float] = PRICES) -> float:
    """Return USD per kg of an alloy, from wt% of its alloying elements and USD per kg of each element, Al included.

    Raises InputError for what is no composition, and for an element that is there and has no price of 0 or more.
    """
    parts = {symbol: value for symbol, value in check_percent(wt).items() if value > 0}
    parts[BALANCE] = 100.0 - sum(parts.values())
    for symbol in parts:
        price = prices.get(symbol)
        if price is None or not 0 <= price < math.inf:
            raise InputError(
                f"The price of {symbol} is a number of USD per kg, 0 or more; got {price}; enter one."
            )
    return sum(value * prices[symbol] for symbol, value in parts.items()) / 100
