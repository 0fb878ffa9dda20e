"""What can be wished of ranked compounds, and what is refused in one sentence."""

from __future__ import annotations

import math

import pytest

from mi_core.errors import InputError
from mi_core.thermoelectrics.ranking.filters import Filters, read_symbols


@pytest.mark.parametrize("name", ["min_gap", "min_seebeck", "max_price", "max_hull"])
@pytest.mark.parametrize("limit", [-1.0, math.nan, math.inf])
def test_limits_are_numbers_from_zero_on(name, limit):
    with pytest.raises(InputError, match=f"from 0 on; got {limit:g}"):
        Filters(**{name: limit})
    Filters(**{name: 0.0})


def test_metals_with_a_gap_are_refused():
    with pytest.raises(InputError, match="gap 0, so that a gap above 3 eV leaves none"):
        Filters(metals=True, min_gap=3.0)


@pytest.mark.parametrize(("name", "words"), [("computed", "one of yes, no"), ("measured", "yes, host, no")])
def test_wishes_that_there_are_not_are_said(name, words):
    with pytest.raises(InputError, match=words):
        Filters(**{name: "maybe"})


def test_symbols_of_a_text():
    assert read_symbols("Bi, Te,Bi") == ("Bi", "Te")
    with pytest.raises(InputError, match="'Bx' is none"):
        read_symbols("Te,Bx")
    with pytest.raises(InputError, match="none is named"):
        read_symbols(" , ")
