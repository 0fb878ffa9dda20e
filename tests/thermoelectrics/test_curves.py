"""Own points as the curve of one quantity."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mi_core.errors import InputError
from mi_core.thermoelectrics.curves import COLUMN_OF, own_curve

POINTS = pd.DataFrame(
    {
        "temperature_k": [300.0, 400.0, -1.0, 500.0],
        "seebeck_uv_per_k": [-150.0, -175.0, -100.0, np.nan],
        "conductivity_s_per_m": [8e4, 6e4, 1e4, 0.0],
        "thermal_conductivity_w_per_mk": [1.5, np.nan, 1.0, 2.0],
    }
)


@pytest.mark.parametrize(
    ("quantity", "temperature", "values"),
    [
        ("zt", [300.0], [150e-6**2 * 8e4 * 300 / 1.5]),
        ("seebeck_uv_per_k", [300.0, 400.0], [-150.0, -175.0]),
        ("log10_sigma_s_per_m", [300.0, 400.0], np.log10([8e4, 6e4])),
        ("log10_kappa_w_per_m_k", [300.0, 500.0], np.log10([1.5, 2.0])),
        ("power_factor_mw_per_m_k2", [300.0, 400.0], [1e3 * 150e-6**2 * 8e4, 1e3 * 175e-6**2 * 6e4]),
    ],
)
def test_a_curve_has_the_rows_that_have_the_quantity(quantity, temperature, values):
    curve = own_curve(POINTS, quantity)
    np.testing.assert_allclose(curve["temperature_k"], temperature)
    np.testing.assert_allclose(curve["value"], values)
    assert curve[["lower", "upper"]].isna().all(axis=None)
    assert set(curve["series"]) == {"your measurements"}


def test_no_points_make_an_empty_curve():
    assert all(own_curve(POINTS.iloc[:0], quantity).empty for quantity in COLUMN_OF)


def test_another_quantity_is_refused():
    with pytest.raises(InputError, match="No curve of 'gap' can be made; choose one of zt"):
        own_curve(POINTS, "gap")
