"""A leg of one measured sample."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mi_core.errors import InputError
from mi_core.thermoelectrics.leg import leg_between, leg_numbers, sides_within, usable_rows
from mi_core.thermoelectrics.transport.analysis import analyse


def sample(temperatures, *, kappa):
    n = len(temperatures)
    return analyse(
        pd.DataFrame(
            {
                "temperature_k": temperatures,
                "seebeck_uv_per_k": [-200.0] * n,
                "conductivity_s_per_m": [5e4] * n,
                "thermal_conductivity_w_per_mk": kappa,
            }
        )
    )


def test_constant_properties_give_the_textbook_efficiency():
    rows = usable_rows(sample([600.0, 300.0, 450.0], kappa=[1.5, 1.5, 1.5]))
    assert rows["temperature_k"].tolist() == [300.0, 450.0, 600.0]
    leg = leg_between(rows, 300.0, 600.0)
    z = (200e-6) ** 2 * 5e4 / 1.5
    assert leg.average_zt == pytest.approx(z * 450)
    root = np.sqrt(1 + z * 450)
    assert leg.engineering.efficiency == pytest.approx(0.5 * (root - 1) / (root + 0.5))


def test_a_zt_that_is_stated_beside_its_parts_has_an_average_of_its_own():
    rows = usable_rows(sample([300.0, 600.0], kappa=[1.5, 1.5]))
    assert np.isnan(leg_between(rows, 300.0, 600.0).average_stated_zt)
    assert leg_between(rows.assign(zt=[0.5, 1.5]), 300.0, 600.0).average_stated_zt == pytest.approx(1.0)
    assert leg_between(rows.assign(zt=[0.5, 1.5]), 300.0, 450.0).average_stated_zt == pytest.approx(0.75)
    assert np.isnan(leg_between(rows.assign(zt=[0.5, np.nan]), 300.0, 600.0).average_stated_zt)


def test_rows_that_lack_something_make_no_leg():
    rows = usable_rows(sample([300.0, 400.0, 500.0, np.nan], kappa=[1.5, np.nan, 1.5, 1.5]))
    assert rows["temperature_k"].tolist() == [300.0, 500.0]


def test_two_samples_are_no_leg():
    with pytest.raises(InputError, match="300 K occurs more than once"):
        usable_rows(sample([300.0, 300.0], kappa=[1.5, 1.5]))


@pytest.mark.parametrize(
    ("asked", "sides"),
    [
        (None, (300.0, 600.0)),
        ((350.0, 500.0), (350.0, 500.0)),
        ((100.0, 500.0), (300.0, 500.0)),
        ((700.0, 900.0), (300.0, 600.0)),
    ],
)
def test_sides_are_drawn_in_to_the_rows(asked, sides):
    assert sides_within(pd.Series([600.0, 300.0]), asked) == sides


def test_the_numbers_of_a_leg_are_named_and_have_units():
    numbers = leg_numbers(leg_between(usable_rows(sample([300.0, 600.0], kappa=[1.5, 1.5])), 300.0, 600.0))
    assert numbers["Average zT"] == "0.600"
    assert numbers["Engineering power factor"] == "0.6 W/(m K)"
    assert numbers["Carnot's efficiency"] == "50.00%"
