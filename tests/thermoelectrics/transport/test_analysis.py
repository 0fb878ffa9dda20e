"""The table: every row kept, all columns derived, reasons in words, text refused, real rows."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mi_core.errors import InputError
from mi_core.thermoelectrics.transport.analysis import analyse
from mi_core.thermoelectrics.transport.quality import optimum

ROWS = pd.DataFrame(
    {
        "formula": ["Bi2Te3", "a", "b", "c", "d", "e", "f"],
        "temperature_k": [300.0, 300, 0, 300, 300, 5000, np.nan],
        "seebeck_uv_per_k": [-200.0, 0, 200, 200, 20, 200, np.nan],
        "conductivity_s_per_m": [1e5, 1e5, 1e5, -1, 1e6, 1e5, np.nan],
        "thermal_conductivity_w_per_mk": [1.5, 1.5, 1.5, 1.5, 1.0, 30.0, np.nan],
        "zt": [0.8, 0.0, np.nan, 1.0, 0.1, 1.0, np.nan],
    },
    index=list("tuvwxyz"),
)


def test_a_good_row_has_everything():
    row = analyse(ROWS).loc["t"]
    assert row["power_factor_mw_per_m_k2"] == pytest.approx(4)
    assert row["zt_from_parts"] == pytest.approx(0.8)
    assert row["zt_relative_deviation"] == pytest.approx(0)
    assert row["reduced_fermi_level"] == pytest.approx(0.0740, abs=5e-5)
    assert row["lattice_conductivity_w_per_m_k"] == pytest.approx(1.014, rel=1e-3)
    assert row["lattice_conductivity_w_per_m_k"] + row["electronic_conductivity_w_per_m_k"] == pytest.approx(
        1.5
    )
    assert row["weighted_mobility_cm2_per_v_s"] == pytest.approx(331 / 0.7308, rel=2e-3)  # 1/F_0 at 1 mΩ cm
    assert row["weighted_mobility_snyder_cm2_per_v_s"] == pytest.approx(331 / 0.7308, rel=0.01)
    assert row["quality_factor"] == pytest.approx(0.3006, rel=1e-3)
    assert row["zt_headroom"] == pytest.approx(row["zt_at_optimum"] - 0.8)
    assert row["zt_headroom"] > 0
    assert row["seebeck_at_optimum_uv_per_k"] == pytest.approx(
        -1e6 * optimum(row["quality_factor"]).seebeck_v_per_k
    )
    assert row["doping"] == "at the optimum"
    assert row["not_computed"] == ""


def test_no_row_is_lost_and_each_says_what_it_lacks():
    result = analyse(ROWS)
    pd.testing.assert_frame_equal(result[ROWS.columns], ROWS)
    said = result["not_computed"]
    assert said["u"] == "S is 0: no Fermi level, hence no mobility and no quality factor."
    assert said["v"] == "T is missing or not above 0 K: nothing that needs it."
    assert said["w"] == "σ is missing or not above 0: nothing that needs it."
    assert (
        said["x"] == "The electronic conductivity exceeds κ: no lattice conductivity and no quality factor."
    )
    assert said["y"] == ""
    assert all(word in said["z"] for word in ("S is missing", "σ is missing", "T is missing", "κ is missing"))
    assert result["electronic_exceeds_total"].tolist() == [False, False, False, False, True, False, False]
    assert result.loc["u", "power_factor_mw_per_m_k2"] == 0
    # A metal's Lorenz number, 2.4430e-8 W Ω/K²: 1.5 - 0.7329.
    assert result.loc["u", "lattice_conductivity_w_per_m_k"] == pytest.approx(0.7671, rel=1e-3)


@pytest.mark.parametrize("column", ["quality_factor", "zt_at_optimum", "zt_headroom"])
def test_numbers_are_there_exactly_where_nothing_is_said(column):
    result = analyse(ROWS)
    assert (result[column].isna() == (result["not_computed"] != "")).all()


def test_tables_without_thermal_conductivity_or_rows_are_fine():
    result = analyse(ROWS[["temperature_k", "seebeck_uv_per_k", "conductivity_s_per_m"]].iloc[:1])
    assert result["weighted_mobility_cm2_per_v_s"].notna().all()
    assert result["zt_from_parts"].isna().all()
    assert result["not_computed"].item().startswith("κ is missing")
    assert len(analyse(ROWS.iloc[:0])) == 0


def test_rows_of_one_name_stay_apart():
    twice = analyse(pd.concat([ROWS, ROWS]))
    assert len(twice) == 2 * len(ROWS)
    pd.testing.assert_frame_equal(twice.iloc[: len(ROWS)], analyse(ROWS))


def test_whole_numbers_and_missing_ones_of_pandas_are_numbers():
    table = ROWS.convert_dtypes()
    assert analyse(table)["quality_factor"].to_numpy() == pytest.approx(
        analyse(ROWS)["quality_factor"].to_numpy(), nan_ok=True
    )


def test_refusals():
    with pytest.raises(InputError, match=r"no column seebeck_uv_per_k.*Did you mean"):
        analyse(ROWS.rename(columns={"seebeck_uv_per_k": "seebeck_uv_per_K"}))
    with pytest.raises(InputError, match="'high' in row u"):
        analyse(ROWS.assign(conductivity_s_per_m=["1e5", "high", 1, 1, 1, 1, 1]))
    with pytest.raises(InputError, match="quality_factor already"):
        analyse(ROWS.assign(quality_factor=1))
