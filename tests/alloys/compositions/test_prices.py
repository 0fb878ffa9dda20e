"""Costs of alloys by hand."""

from __future__ import annotations

import math

import pytest

from mi_core.alloys.compositions.composition import ELEMENTS
from mi_core.alloys.compositions.prices import PRICES, PRICES_SOURCE, cost_per_kg
from mi_core.errors import InputError


def test_a_cost_is_the_sum_over_the_metals():
    prices = {"Al": 2.0, "Cu": 10.0, "Zn": 3.0}
    # 0.04 kg Cu, 0.06 kg Zn, 0.9 kg Al
    assert cost_per_kg({"Cu": 4.0, "Zn": 6.0}, prices) == pytest.approx(0.4 + 0.18 + 1.8)
    assert cost_per_kg({}, prices) == pytest.approx(2.0)
    assert cost_per_kg({"Sc": 0.0}, prices) == pytest.approx(2.0), "what is not there needs no price"


def test_all_elements_offered_have_a_price():
    assert {"Al", *ELEMENTS, "Ni", "Sc"} <= set(PRICES)
    assert all(0 < price < math.inf for price in PRICES.values())
    assert "2024" in PRICES_SOURCE
    assert cost_per_kg({}) == pytest.approx(PRICES["Al"])


@pytest.mark.parametrize(
    ("wt", "prices", "words"),
    [
        ({"Cu": 4.0}, {"Al": 2.0}, "price of Cu .* got None"),
        ({"Cu": 4.0}, {"Cu": 9.0}, "price of Al"),
        ({"Cu": 4.0}, {"Al": 2.0, "Cu": -1.0}, "got -1.0"),
        ({"Cu": 4.0}, {"Al": 2.0, "Cu": math.nan}, "got nan"),
        ({"Cu": 4.0}, {"Al": 2.0, "Cu": math.inf}, "got inf"),
        ({"Cu": 101.0}, PRICES, "between 0 and 100"),
    ],
)
def test_what_has_no_cost_gets_its_sentence(wt, prices, words):
    with pytest.raises(InputError, match=words):
        cost_per_kg(wt, prices)
