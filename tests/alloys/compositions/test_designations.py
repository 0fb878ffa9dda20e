"""Registered alloys: limits, nominal compositions, nearest ones."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mi_core.alloys.compositions.composition import ELEMENTS
from mi_core.alloys.compositions.designations import DESIGNATIONS, nearest_designation
from mi_core.errors import InputError

NAMED = {designation.name: designation for designation in DESIGNATIONS}


def test_the_usual_alloys_are_there():
    assert len(NAMED) == len(DESIGNATIONS) >= 60
    usual = "1050 1100 2014 2024 2219 3003 3004 4032 4043 5052 5083 5182 5754 6005 6060 6061 6063 6082 6111 7020 7050 7075"
    assert {*usual.split(), "7085", "8006", "8011", "A356", "319", "380", "A380", "413"} <= set(NAMED)


def test_limits_of_6061_are_as_registered():
    one = NAMED["6061"]
    assert one.series == "6xxx"
    assert one.limits_wt["Mg"] == (0.8, 1.2)
    assert one.limits_wt["Fe"] == (0.0, 0.7)
    assert one.nominal_wt["Mg"] == pytest.approx(1.0)
    assert one.nominal_wt["Cr"] == pytest.approx(0.195), "the middle of 0.04 to 0.35"
    assert one.nominal_wt["Fe"] == pytest.approx(0.35), "half the maximum"
    assert NAMED["A356"].series == "3xx.x"
    assert NAMED["206"].series == "2xx.x"


def test_a_limit_of_a_sum_is_shared():
    one = NAMED["1100"]
    assert one.limits_wt["Si"] == one.limits_wt["Fe"] == (0.0, 0.95)
    assert one.nominal_wt["Si"] + one.nominal_wt["Fe"] == pytest.approx(0.475)


@pytest.mark.parametrize("designation", DESIGNATIONS, ids=lambda one: one.name)
def test_every_alloy_is_aluminium_within_its_own_limits(designation):
    assert set(designation.nominal_wt) == set(designation.limits_wt) <= {*ELEMENTS, "Ni"}
    for symbol, (low, high) in designation.limits_wt.items():
        assert 0 <= low < high
        assert low <= designation.nominal_wt[symbol] <= high
    assert sum(high for _, high in designation.limits_wt.values()) < 40
    if designation.series == "1xxx":
        assert sum(designation.nominal_wt.values()) < 1.0, "99 % aluminium at least"
    principal = {"2": "Cu", "3": "Mn", "4": "Si", "6": "Si", "7": "Zn"} | (
        {"3": "Si"} if "." in designation.series else {}
    )
    if designation.series[0] in principal:
        assert designation.nominal_wt[principal[designation.series[0]]] >= 0.4


@pytest.mark.parametrize("designation", DESIGNATIONS, ids=lambda one: one.name)
def test_an_alloy_is_nearest_to_itself(designation):
    found, distance = nearest_designation(designation.nominal_wt)
    assert found is designation
    assert distance == pytest.approx(0.0, abs=1e-9)


def test_distances_are_euclidean_in_wt():
    nominal = NAMED["7075"].nominal_wt
    moved = nominal | {"Zn": nominal["Zn"] + 0.3, "Zr": 0.4}
    found, distance = nearest_designation(moved)
    assert found.name == "7075"
    assert distance == pytest.approx(0.5)


@given(st.dictionaries(st.sampled_from(ELEMENTS), st.floats(0.0, 10.0), max_size=9))
def test_no_alloy_is_nearer_than_the_nearest(wt):
    found, distance = nearest_designation(wt)
    for other in DESIGNATIONS:
        symbols = {*wt, *other.nominal_wt}
        apart = math.sqrt(sum((wt.get(s, 0.0) - other.nominal_wt.get(s, 0.0)) ** 2 for s in symbols))
        assert distance <= apart + 1e-12
        assert other is not found or distance == pytest.approx(apart)


def test_what_is_no_composition_has_no_nearest_alloy():
    with pytest.raises(InputError, match="between 0 and 100"):
        nearest_designation({"Mg": -1.0})
