"""n-type and p-type by the sign of S."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mi_core.thermoelectrics.carriers import carrier_sentence, carrier_type
from mi_core.thermoelectrics.display import Display


def points(temperature, seebeck):
    return pd.DataFrame({"temperature_k": temperature, "seebeck_uv_per_k": seebeck})


def test_the_sign_is_the_type():
    assert carrier_type([-10.0, 20.0, 0.0, np.nan]).tolist() == ["n", "p", "", ""]


def test_one_type_is_said_with_the_sign_that_it_comes_from():
    assert carrier_sentence(points([300.0, 400.0], [-5.0, -9.0])) == "n-type: S is negative in all rows."
    assert carrier_sentence(points([300.0, 400.0], [7.0, np.nan])) == "p-type: S is positive in the one row."


def test_a_change_of_sign_is_said_with_its_place_in_the_unit_shown():
    frame = points([500.0, 300.0, 400.0], [-5.0, 9.0, 2.0])
    assert "between 400 K and 500 K" in carrier_sentence(frame)
    assert "between 126.85 °C and 226.85 °C" in carrier_sentence(frame, Display(celsius=True))


def test_nothing_is_said_of_no_sign():
    assert carrier_sentence(points([300.0], [0.0])) == ""
    assert carrier_sentence(points([], [])) == ""
