"""Compositions against hand computations, and back and forth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymatgen.core import Element

from mi_core.alloys.compositions.composition import (
    BALANCE,
    ELEMENTS,
    MOLAR_MASS,
    at_to_wt,
    check_percent,
    format_composition,
    mole_fractions,
    parse_composition,
    wt_array_to_x,
    wt_to_at,
    x_to_wt_array,
)
from mi_core.errors import InputError

ALLOYS = st.dictionaries(st.sampled_from(ELEMENTS), st.floats(0.001, 11.0), max_size=9)


def test_a_text_states_percentages():
    assert parse_composition("Mg=1.0,Si=0.6,Cu=0.3") == {"Mg": 1.0, "Si": 0.6, "Cu": 0.3}
    assert parse_composition("Al=rest; mg = 1 %\nSI=.6") == {"Mg": 1.0, "Si": 0.6}
    assert parse_composition("Mg=1,Al=99") == {"Mg": 1.0}
    assert parse_composition("Al=100") == parse_composition("al=bal.") == {}
    assert parse_composition("Ni=2", elements=("Ni",)) == {"Ni": 2.0}
    assert parse_composition("Al=40,Zn=60", "at") == {"Zn": 60.0}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "at least one element"),
        (" , ;", "at least one element"),
        ("Mg", "pairs of element and percent"),
        ("=1", "pairs of element and percent"),
        ("Mg=", "pairs of element and percent"),
        ("Mg=1=2", "content of Mg is a number"),
        ("Mg=one", "content of Mg is a number"),
        ("Mg=rest", "content of Mg is a number"),
        ("Mg=-0.1", "content of Mg lies between 0 and 100 percent; got -0.1"),
        ("Mg=nan", "content of Mg lies between"),
        ("Mg=inf", "content of Mg lies between"),
        ("Mg=100.5", "content of Mg lies between"),
        ("Mg=1,Si=0.6,mg=1", "Mg occurs twice"),
        ("Al=rest,Al=99,Mg=1", "Al occurs twice"),
        ("Xx=1", "'Xx' is not one of the elements Al, Cr"),
        ("Ni=1", "'Ni' is not one of the elements"),
        ("Mgg=1", "did you mean Mg"),
        ("Mg=60,Si=40", "sum to less than 100 wt%"),
        ("Mg=60,Zn=60", "these sum to 120"),
        ("Al=90,Mg=1", "these sum to 91"),
    ],
)
def test_a_bad_text_gets_its_sentence(text, words):
    with pytest.raises(InputError, match=words):
        parse_composition(text)


def test_a_unit_is_wt_or_at():
    with pytest.raises(InputError, match="'mol'"):
        parse_composition("Mg=1", "mol")


def test_bad_percentages_get_their_sentence():
    for wt, words in (
        ({"Al": 99.0}, "balance"),
        ({"Xx": 1.0}, "molar mass"),
        ({"Mg": "a"}, "is a number"),
        ({"Mg": None}, "is a number"),
        ({"Mg": -1}, "between 0 and 100"),
        ({"Mg": float("nan")}, "between 0 and 100"),
        ({"Mg": 50, "Si": 50}, "less than 100"),
    ):
        with pytest.raises(InputError, match=words):
            check_percent(wt)


def test_wt_becomes_at_as_by_hand():
    # 100 g hold 1/24.305 = 0.0411438 mol Mg, 0.6/28.085 = 0.0213637 mol Si, 98.4/26.982 = 3.6468757 mol Al
    at = wt_to_at({"Mg": 1.0, "Si": 0.6})
    assert at["Mg"] == pytest.approx(1.109182, abs=1e-6)
    assert at["Si"] == pytest.approx(0.575937, abs=1e-6)
    x = mole_fractions({"Mg": 1.0, "Si": 0.6, "Cu": 0.0})
    assert list(x) == ["Al", "Mg", "Si"], "zeros are left out"
    assert x["Al"] == pytest.approx(0.98314881, abs=1e-8)
    assert x["Mg"] == pytest.approx(at["Mg"] / 100)


def test_at_becomes_wt_as_by_hand():
    # 5 mol Zn weigh 326.9 g, 95 mol Al 2563.29 g
    assert at_to_wt({"Zn": 5.0}) == {"Zn": pytest.approx(11.310675, abs=1e-6)}


def test_pure_aluminium_is_all_balance():
    assert mole_fractions({}) == mole_fractions({"Mg": 0.0}) == {"Al": 1.0}
    assert wt_to_at({}) == at_to_wt({}) == {}


@given(ALLOYS)
def test_wt_comes_back_from_at(wt):
    back = at_to_wt(wt_to_at(wt))
    assert list(back) == list(wt)
    assert back == pytest.approx(wt, rel=1e-9)
    assert sum(mole_fractions(wt).values()) == pytest.approx(1.0, abs=1e-12)


@given(ALLOYS)
def test_a_written_composition_is_read_again(wt):
    assert parse_composition(format_composition(wt)) == pytest.approx(wt, abs=1e-4, rel=1e-5)


@settings(max_examples=30)
@given(st.lists(ALLOYS, min_size=1, max_size=5))
def test_arrays_agree_with_single_alloys(alloys):
    wt = np.array([[alloy.get(symbol, 0.0) for symbol in ELEMENTS] for alloy in alloys])
    x = wt_array_to_x(wt)
    assert x.shape == (len(alloys), len(ELEMENTS) + 1)
    np.testing.assert_allclose(x.sum(axis=1), 1.0, atol=1e-12)
    for row, alloy in zip(x, alloys, strict=True):
        one = mole_fractions(alloy)
        np.testing.assert_allclose(row, [one.get(symbol, 0.0) for symbol in (*ELEMENTS, BALANCE)], atol=1e-12)
    np.testing.assert_allclose(x_to_wt_array(x), wt, atol=1e-9)


def test_molar_masses_are_those_of_the_elements():
    for symbol, mass in MOLAR_MASS.items():
        assert mass == pytest.approx(float(Element(symbol).atomic_mass), rel=1e-3), symbol
