"""Quantities at a relaxation time: linear where they must be, free of it where they must be, in their units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from ranked_compounds import ELEMENTS, FRAME
from scipy.constants import electron_mass, elementary_charge

from mi_core.errors import InputError
from mi_core.thermoelectrics.display import KAPPA_E, POWER_FACTOR
from mi_core.thermoelectrics.ranking.quantities import (
    AGREEMENT,
    COMPUTED_POWER,
    LOWER,
    MASS,
    PRICE,
    RANKING_COLUMNS,
    TOXIC,
    UPPER,
    quantities,
)
from mi_core.thermoelectrics.transport.analysis import SEEBECK, SIGMA

if TYPE_CHECKING:
    import pandas as pd

LINEAR = [POWER_FACTOR, LOWER, UPPER, COMPUTED_POWER, SIGMA, KAPPA_E]


def by_id(*arguments) -> pd.DataFrame:
    return quantities(FRAME, ELEMENTS, *arguments).set_index("id")


def test_numbers_in_their_units_at_ten_femtoseconds():
    lead = by_id("n", 10.0).loc["mp-1"]
    assert lead[POWER_FACTOR] == pytest.approx(1.0)  # 100 µW/(m K²) at 1 fs
    assert (lead[LOWER], lead[UPPER]) == pytest.approx((10**-0.5, 10**0.5))
    assert lead[COMPUTED_POWER] == pytest.approx(10**0.1)
    assert lead[SIGMA] == pytest.approx(1e4)
    assert lead[SEEBECK] == -200.0
    assert lead[AGREEMENT] == pytest.approx(1e-3 / (200e-6**2 * 1e4))
    lorenz = (1.5 + np.exp(-200 / 116)) * 1e-8
    assert lead[KAPPA_E] == pytest.approx(lorenz * 1e4 * 300)
    assert lead[MASS] == pytest.approx(1e24 * elementary_charge**2 * 1e-14 / (1e4 * electron_mass))
    assert lead[PRICE] == pytest.approx((207.2 * 2 + 127.6 * 80) / (207.2 + 127.6), rel=1e-4)


@pytest.mark.parametrize("tau", [0.5, 10.0, 250.0])
def test_power_and_conduction_are_linear_in_tau_and_the_rest_is_free_of_it(tau):
    one, other = by_id("n", 1.0), by_id("n", tau)
    assert list(one.index) == list(other.index)
    for column in LINEAR:
        assert other[column].to_numpy() == pytest.approx(tau * one[column].to_numpy(), nan_ok=True)
    for column in (SEEBECK, MASS, AGREEMENT):
        assert other[column].to_numpy() == pytest.approx(one[column].to_numpy())
    assert (other["relaxation_time_fs"] == tau).all()


def test_a_power_factor_without_any_seebeck_coefficient_agrees_with_nothing():
    shown = quantities(FRAME.assign(seebeck_n_uv_per_k=0.0), ELEMENTS, "n")
    assert np.isinf(shown[AGREEMENT]).all()


def test_the_best_stand_first_and_both_carriers_have_their_own_order():
    assert by_id("n").index.tolist() == ["mp-3", "mp-1", "mp-2"]
    assert by_id("p").index.tolist() == ["mp-3", "mp-2", "mp-1"]
    assert [*by_id("n").reset_index()] == list(RANKING_COLUMNS)


def test_flags_of_elements_and_metals():
    shown = by_id("n")
    assert shown[TOXIC].to_dict() == {"mp-3": False, "mp-1": True, "mp-2": False}
    assert shown["radioactive"].to_dict() == {"mp-3": True, "mp-1": False, "mp-2": False}
    assert shown["metal"].to_dict() == {"mp-3": True, "mp-1": False, "mp-2": False}
    assert np.isnan(shown.loc["mp-3", PRICE])


@pytest.mark.parametrize(
    ("carriers", "tau", "words"),
    [("x", 10.0, "n or p"), ("n", 0.0, "between"), ("n", float("nan"), "between"), ("n", 1e9, "between")],
)
def test_bad_wishes_are_one_sentence(carriers, tau, words):
    with pytest.raises(InputError, match=words):
        quantities(FRAME, ELEMENTS, carriers, tau)
