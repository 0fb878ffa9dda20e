"""Lines of one parabolic band: each point of a line has the line's weighted mobility, and the limits are the known ones."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.constants import Boltzmann, elementary_charge

from mi_core.thermoelectrics.band_lines import band_lines, band_points, round_values
from mi_core.thermoelectrics.transport.mobility import weighted_mobility


def points(rows):
    return pd.DataFrame(rows, columns=["temperature_k", "seebeck_uv_per_k", "conductivity_s_per_m"])


SAMPLE = points([(300.0, -150.0, 8e4), (300.0, -60.0, 3e5), (300.0, 400.0, 4e3)])


def test_every_place_of_a_line_has_its_weighted_mobility():
    lines = band_lines(SAMPLE)
    assert lines
    for line in lines:
        assert line.temperature_k == pytest.approx(300.0)
        found = 1e4 * weighted_mobility(line.seebeck_uv_per_k * 1e-6, line.conductivity_s_per_m, 300.0)
        np.testing.assert_allclose(found, line.weighted_mobility, rtol=1e-6)


def test_lines_enclose_the_points():
    mobility = 1e4 * weighted_mobility(
        SAMPLE["seebeck_uv_per_k"] * 1e-6, SAMPLE["conductivity_s_per_m"], 300.0
    )
    named = [line.weighted_mobility for line in band_lines(SAMPLE)]
    assert named == sorted(named)
    assert named[0] <= mobility.min() <= mobility.max() <= named[-1]
    for line in band_lines(SAMPLE):
        assert line.seebeck_uv_per_k.max() > 400
        assert line.seebeck_uv_per_k.min() < 60


def test_where_carriers_are_few_the_slope_is_the_natural_unit_of_s():
    line = band_lines(points([(300.0, 800.0, 1.0), (300.0, 900.0, 0.5)]))[0]
    slope = np.diff(line.seebeck_uv_per_k[:10]) / np.diff(np.log(line.conductivity_s_per_m[:10]))
    np.testing.assert_allclose(slope, -1e6 * Boltzmann / elementary_charge, rtol=1e-3)
    assert slope[0] == pytest.approx(-86.17, abs=0.02)


def test_one_sample_of_one_band_stays_on_its_line_at_all_temperatures():
    """Acoustic phonons: σ_E0 is the same at all temperatures."""
    seebeck = np.array([120.0, 160.0, 210.0])
    hot = points(
        zip([300.0, 500.0, 700.0], seebeck, 1.0 / weighted_mobility(seebeck * 1e-6, 1.0, 300.0), strict=True)
    )
    cold = hot.assign(temperature_k=300.0)
    assert [line.weighted_mobility for line in band_lines(hot)] == [
        line.weighted_mobility for line in band_lines(cold)
    ]
    assert all(line.temperature_k == pytest.approx(300.0) for line in band_lines(hot))


def test_one_temperature_names_the_lines():
    assert band_lines(SAMPLE.assign(temperature_k=650.0))[0].temperature_k == pytest.approx(650.0)


def test_rows_that_have_no_place_are_left_out():
    rows = points(
        [
            (300.0, 0.0, 1e4),
            (300.0, 100.0, 0.0),
            (0.0, 100.0, 1e4),
            (np.nan, 1.0, 1.0),
            (300.0, np.inf, 1e4),
        ]
    )
    assert band_points(rows).empty
    assert band_lines(rows) == []
    assert band_lines(points([])) == []


def test_numbers_that_no_sample_has_make_no_line_and_no_failure():
    assert band_lines(points([(300.0, 5e6, 1e4)])) == []
    tiny = band_lines(points([(300.0, 1e-4, 1e4)]))
    assert all(np.isfinite(line.conductivity_s_per_m).all() for line in tiny)


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        (120.0, 150.0, [100.0, 200.0]),
        (100.0, 200.0, [100.0, 200.0]),
        (100.0, 100.0, [100.0]),
        (3.0, 80.0, [1.0, 10.0, 100.0]),
        (0.3, 1.4, [0.2, 0.5, 1.0, 2.0]),
    ],
)
def test_round_values_enclose_a_range(low, high, found):
    assert round_values(low, high) == pytest.approx(found)


def test_many_decades_are_thinned():
    found = round_values(1e-6, 1e6)
    assert len(found) <= 5
    assert found == sorted(found)
