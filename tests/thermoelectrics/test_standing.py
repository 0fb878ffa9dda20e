"""How predicted curves stand, and what is to be said of them."""

from __future__ import annotations

import pandas as pd
import pytest
from predicted_curves import made_curve

from mi_core.thermoelectrics.display import AS_STORED, Display
from mi_core.thermoelectrics.neighbours import known_materials
from mi_core.thermoelectrics.predicted_points import predicted_points
from mi_core.thermoelectrics.standing import standing, warnings

LEARNED = (250.0, 700.0)


@pytest.fixture
def known(measured):
    return known_materials(measured)


def of(*curves):
    return predicted_points(pd.concat(curves, ignore_index=True))


def said(known, *curves, display=AS_STORED):
    points = of(*curves)
    return " ".join(warnings(points, standing(points, known), LEARNED, display))


def test_each_curve_has_a_line_with_its_highest_zt_and_what_is_known_nearby(known):
    hot = made_curve("Pb0.97Bi0.03Te", [500.0], zt=(0.9, 0.2))
    table = standing(of(made_curve("Pb0.97Bi0.03Te", [300.0]), hot, made_curve("CoSb3")), known)
    first, second = table.to_dict("records")
    assert first["curve"] == "Pb0.97Bi0.03Te"
    assert (first["highest_zt"], first["at_k"]) == pytest.approx((0.9, 500.0))
    assert (first["lower"], first["upper"]) == pytest.approx((0.7, 1.1))
    assert first["from_parts"] == pytest.approx(2e-4**2 * 10**4.9 * 500 / 10**0.2)
    assert (first["relation"], second["relation"]) == ("same host", "new")
    assert first["carrier_type"] == "p"
    assert first["sign_is_open"]
    assert "never with Bi" in first["sign"]
    assert not second["sign_is_open"]


def test_a_curve_that_changes_sign_has_both_types(known):
    turned = made_curve("Bi2Te3", [500.0], seebeck_uv_per_k=(-50.0, 10.0))
    assert standing(of(made_curve("Bi2Te3", [300.0]), turned), known)["carrier_type"].tolist() == ["n and p"]


def test_a_curve_without_predictions_keeps_its_line_and_its_reason(known):
    table = standing(of(made_curve("Qq", error="'Qq' is no element."), made_curve("PbTe")), known)
    assert table["error"].tolist() == ["'Qq' is no element.", ""]
    assert table["highest_zt"].notna().tolist() == [False, True]


def test_where_all_is_well_nothing_is_said(known):
    assert said(known, made_curve("PbTe"), made_curve("Pb0.98Na0.02Te")) == ""


def test_a_new_dopant_whose_sign_is_open_is_named(known):
    words = said(known, made_curve("Pb0.97Bi0.03Te"))
    assert "Pb0.97Bi0.03Te: the sign of S is open." in words
    assert "p-type only" in words


def test_new_elements_and_temperatures_are_said_to_be_guesses(known):
    words = said(
        known, made_curve("CoSb3", [900.0], temperature_learned=False), display=Display(celsius=True)
    )
    assert "between -23.15 °C and 426.85 °C" in words
    assert "CoSb3: nothing with all of these main elements" in words


def test_a_doubtful_sign_and_disagreeing_zt_are_said_with_their_temperatures(known):
    doubtful = made_curve("PbTe", [300.0, 400.0], seebeck_uv_per_k=(5.0, 50.0))
    off = made_curve("Bi2Te3", [350.0], zt=(1.9, 0.1))
    words = said(known, doubtful, off)
    assert "S may have either sign, as its interval holds 0: PbTe (300 K to 400 K)." in words
    assert "Bi2Te3 (350 K); most so Bi2Te3 at 350 K, with 1.90 and 0.70" in words


def test_zt_far_from_wide_parts_is_said_with_what_follows_from_them(known):
    wide = made_curve("PbTe", seebeck_uv_per_k=(80.0, 75.0), zt=(0.4, 0.15))
    words = said(known, wide)
    assert "more than a factor of 2" in words
    assert "PbTe (300 K)" in words
    assert "than their intervals allow" not in words
    assert said(known, made_curve("PbTe", seebeck_uv_per_k=(20.0, 15.0), zt=(0.03, 0.02))) == ""
