"""What follows from predicted curves, and zT of the parts beside zT itself."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from predicted_curves import GOOD, made_curve

from mi_core.thermoelectrics.predicted_points import predicted_points
from mi_core.thermoelectrics.transport.merit import figure_of_merit
from mi_core.thermoelectrics.transport.mobility import weighted_mobility


def test_logarithms_are_undone_and_all_that_follows_is_there():
    (row,) = predicted_points(made_curve("PbTe", [400.0])).to_dict("records")
    assert row["conductivity_s_per_m"] == pytest.approx(10**4.9)
    assert row["conductivity_s_per_m_upper"] == pytest.approx(10**5.0)
    assert row["thermal_conductivity_w_per_mk_lower"] == pytest.approx(10**0.15)
    assert row["zt"] == pytest.approx(0.6)
    assert row["zt_from_parts"] == pytest.approx(float(figure_of_merit(2e-4, 10**4.9, 10**0.2, 400.0)))
    mobility = float(weighted_mobility(2e-4, 10**4.9, 400.0)) * 1e4
    assert row["weighted_mobility_cm2_per_v_s"] == pytest.approx(mobility)
    assert row["predicted_power_factor_mw_per_m_k2"] == pytest.approx(3.2)
    assert row["power_factor_mw_per_m_k2"] == pytest.approx(2e-4**2 * 10**4.9 * 1e3)
    assert row["not_computed"] == ""


def test_rows_are_those_of_the_curves_in_their_order():
    curves = pd.concat([made_curve("SnTe", [500.0, 300.0]), made_curve("PbTe", [300.0])], ignore_index=True)
    points = predicted_points(curves)
    assert points["curve"].tolist() == ["SnTe", "SnTe", "PbTe"]
    assert points["temperature_k"].tolist() == [500.0, 300.0, 300.0]


def test_the_interval_of_zt_from_the_parts_grows_with_theirs_as_squares_add():
    row = predicted_points(made_curve("PbTe")).iloc[0]
    half = np.log(row["zt_from_parts_upper"] / row["zt_from_parts_lower"]) / 2
    assert half == pytest.approx(
        np.sqrt((2 * 20 / 200) ** 2 + (0.1 * np.log(10)) ** 2 + (0.05 * np.log(10)) ** 2)
    )
    # drawn from the same errors, about as many zT lie in it as values lie in intervals of that half width
    draws = np.random.default_rng(0).normal(size=(3, 20_000)) / 1.645
    zt = figure_of_merit(
        (200 + 20 * draws[0]) * 1e-6, 10 ** (4.9 + 0.1 * draws[1]), 10 ** (0.2 + 0.05 * draws[2]), 300.0
    )
    inside = (zt > row["zt_from_parts_lower"]) & (zt < row["zt_from_parts_upper"])
    assert inside.mean() == pytest.approx(0.9, abs=0.02)


@pytest.mark.parametrize(
    ("zt", "half", "disagrees"), [(0.6, 0.15, False), (1.2, 0.1, True), (1.2, 0.7, False), (0.05, 0.05, True)]
)
def test_zt_disagrees_with_its_parts_where_intervals_cannot_explain_it(zt, half, disagrees):
    row = predicted_points(made_curve("PbTe", zt=(zt, half))).iloc[0]
    assert row["zt_from_parts"] == pytest.approx(0.6, abs=0.01)
    assert bool(row["zt_disagrees"]) is disagrees


def test_a_seebeck_coefficient_that_may_have_either_sign_is_doubtful_and_its_zt_never_disagrees():
    curves = made_curve("PbTe", seebeck_uv_per_k=(10.0, 60.0), zt=(0.5, 0.2))
    row = predicted_points(curves).iloc[0]
    assert row["sign_of_seebeck_doubtful"]
    assert not row["zt_disagrees"]
    assert not predicted_points(made_curve("PbTe")).iloc[0]["sign_of_seebeck_doubtful"]


def test_a_row_without_a_prediction_says_why_and_the_others_stay():
    curves = pd.concat([made_curve("Qq", error="'Qq' is no element."), made_curve("PbTe")], ignore_index=True)
    points = predicted_points(curves)
    assert points["not_computed"].tolist() == ["'Qq' is no element.", ""]
    assert points["zt_from_parts"].notna().tolist() == [False, True]
    assert points["in_domain"].tolist() == [False, True]
    assert not points["zt_disagrees"].iloc[0]


def test_a_point_is_in_the_domain_where_all_its_targets_are():
    curves = made_curve("PbTe")
    curves.loc[curves["target"] == "zt", "in_domain"] = False
    assert not predicted_points(curves)["in_domain"].iloc[0]
    assert set(curves["target"]) == set(GOOD)
