"""Prices of compositions by hand, and what the list of prices holds."""

from __future__ import annotations

import math

import numpy as np
import pytest

from mi_core.descriptors.element_costs import PRICES, PRICES_SOURCE, price_per_kg
from mi_core.descriptors.formulas import element_fractions
from mi_core.formulas import atomic_numbers


def test_a_price_is_weighted_by_mass():
    prices = {"Pb": 2.0, "Te": 80.0, "H": 10.0, "O": 1.0}
    lead, tellurium = 207.2, 127.6
    found = price_per_kg([element_fractions(f) for f in ("PbTe", "Te", "H2O")], prices)
    by_hand = (lead * 2 + tellurium * 80) / (lead + tellurium)
    assert found[:2] == pytest.approx([by_hand, 80.0], rel=1e-4)
    assert found[2] == pytest.approx((2 * 1.008 * 10 + 15.999) / 18.015, rel=1e-3)


def test_an_element_without_a_price_leaves_the_compound_without_one():
    found = price_per_kg([element_fractions("TcO2"), element_fractions("Si")])
    assert np.isnan(found[0])
    assert found[1] == pytest.approx(PRICES["Si"])
    assert price_per_kg([]).shape == (0,)


def test_prices_are_of_elements_and_their_source_says_how_rough_they_are():
    assert set(PRICES) <= set(atomic_numbers())
    assert all(0 < price < math.inf for price in PRICES.values())
    assert {"Pb", "Te", "Bi", "Sb", "Se", "Ge", "Ag", "Cu", "Sn", "Mg", "Si"} <= set(PRICES)
    assert "Orders of magnitude" in PRICES_SOURCE
    assert "Tc" not in PRICES
