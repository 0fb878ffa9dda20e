"""Units that are shown: there and back, and what they are called."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.thermoelectrics.display import AS_STORED, LOG10_KAPPA, LOG10_SIGMA, POWER_FACTOR, Display
from mi_core.thermoelectrics.transport.analysis import KAPPA, SEEBECK, SIGMA, TEMPERATURE

OTHER = Display(per_cm=True, microwatts=True, celsius=True, log_sigma=True)


@pytest.mark.parametrize(
    ("column", "number", "shown", "label"),
    [
        (TEMPERATURE, 300.15, 27.0, "T (°C)"),
        (SIGMA, 1e5, 1000.0, "σ (S/cm)"),
        (LOG10_SIGMA, 5.0, 1000.0, "σ (S/cm)"),
        (POWER_FACTOR, 4.5, 45.0, "S²σ (µW/(cm K²))"),
        (KAPPA, 1.5, 1.5, "κ (W/(m K))"),
        (LOG10_KAPPA, 0.0, 1.0, "κ (W/(m K))"),
        (SEEBECK, -150.0, -150.0, "S (µV/K)"),
    ],
)
def test_a_number_is_shown_in_the_unit_and_comes_back(column, number, shown, label):
    how = OTHER.of(column)
    assert how.label == label
    assert float(how.values(number)) == pytest.approx(shown)
    assert float(how.numbers(shown)) == pytest.approx(number)


def test_a_round_temperature_comes_back_round():
    assert float(OTHER.of(TEMPERATURE).numbers(26.85)) == 300.0


def test_as_stored_is_what_the_columns_name():
    for column, label in ((SIGMA, "σ (S/m)"), (POWER_FACTOR, "S²σ (mW/(m K²))"), (TEMPERATURE, "T (K)")):
        assert AS_STORED.of(column).label == label
        np.testing.assert_allclose(AS_STORED.of(column).values([1.0, np.nan]), [1.0, np.nan])
    assert AS_STORED.of("zt").label == "zT"


def test_axes_are_logarithmic_where_chosen():
    assert OTHER.is_log(SIGMA)
    assert OTHER.is_log(LOG10_SIGMA)
    assert not OTHER.is_log(KAPPA)
    assert not AS_STORED.is_log(SIGMA)


def test_a_temperature_is_said_with_its_unit():
    assert AS_STORED.temperature(450.0) == "450 K"
    assert OTHER.temperature(450.0) == "176.85 °C"
