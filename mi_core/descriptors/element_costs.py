"""What the elements of a compound cost: rough prices, meant to be edited, and the price of a composition by its masses."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mi_core.formulas import atomic_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mi_core.descriptors.formulas import ElementFractions

PRICES_SOURCE = (
    "Orders of magnitude, for orientation: rounded to about one digit from what was publicly quoted between 2010 and 2024 "
    "(metal exchanges, traders, the Mineral Commodity Summaries of the U.S. Geological Survey), for the element in a common "
    "commercial form, such as borates for B and baryte for Ba; without purification, synthesis and scrap. They are not "
    "checked one by one; prices of Ga, Ge, Hf, Ir, Rh and rare earths have changed severalfold within a year. No price: "
    "elements that are not traded by the kilogram. Edit mi_core/descriptors/element_prices.json before you decide on them."
)
#: USD per kg of element, by symbol.
PRICES: dict[str, float] = json.loads(Path(__file__).with_name("element_prices.json").read_bytes())


def price_per_kg(
    compositions: Sequence[ElementFractions], prices: Mapping[str, float] = PRICES
) -> np.ndarray:
    """Return USD per kg of the elements that each composition (n) is made of, weighted by mass; NaN where one has no price.

    Source of the default prices: PRICES_SOURCE.
    """
    if not len(compositions):
        return np.empty(0)
    by_number = np.full(len(_masses()), np.nan)
    for symbol, price in prices.items():
        by_number[atomic_numbers()[symbol]] = price
    counts = np.array([len(row.atomic_numbers) for row in compositions])
    first = np.cumsum(counts) - counts
    element = np.concatenate([row.atomic_numbers for row in compositions])
    mass = np.concatenate([row.fractions for row in compositions]).astype(float) * _masses()[element]
    return np.add.reduceat(mass * by_number[element], first) / np.add.reduceat(mass, first)


@cache
def _masses() -> np.ndarray:
    """Return atomic masses in Da by atomic number; NaN for 0, which is no element."""
    from mi_core.descriptors.elements import element_table

    masses = element_table()["atomic_mass"].to_numpy(dtype=float)
    return np.concatenate([[np.nan], masses])
