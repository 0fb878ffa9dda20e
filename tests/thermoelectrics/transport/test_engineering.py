"""A leg between two temperatures: constant properties, integrals by hand, the best current by search, refusals."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from mi_core.errors import InputError
from mi_core.thermoelectrics.transport.engineering import average_zt, engineering

TEMPERATURE = np.array([300.0, 400, 500, 600])
SEEBECK = -np.array([150e-6, 180e-6, 200e-6, 190e-6])
SIGMA = np.array([1.2e5, 9e4, 7e4, 6e4])
KAPPA = np.array([1.6, 1.4, 1.3, 1.5])


def test_average_of_a_straight_line_is_its_middle():
    """zT = T/1000 from 300 to 500 K: 0.4; between two measured temperatures, 350 and 450 K, too."""
    assert average_zt([300, 500], [0.3, 0.5], 300, 500) == pytest.approx(0.4)
    assert average_zt([500, 300], [0.5, 0.3], 350, 450) == pytest.approx(0.4)
    # Two trapezia: (0.3 + 0.5)/2 · 100 + (0.5 + 0.6)/2 · 200 = 150, over 300 K.
    assert average_zt([300, 400, 600], [0.3, 0.5, 0.6], 300, 600) == pytest.approx(0.5)


def test_constant_properties_give_the_textbooks_efficiency():
    """S²σ/κ = 4e-8 · 1e5/2 = 2e-3 1/K; zT_eng = Z ΔT = 0.6; at the mean of 450 K, zT = 0.9.

    η_C = 1/2; M = √1.9 = 1.378405; η = 0.5 · 0.378405/(1.378405 + 0.5) = 0.100725.
    """
    result = engineering([300, 600], [2e-4] * 2, [1e5] * 2, [2.0] * 2, 300, 600)
    assert result.power_factor_w_per_m_k == pytest.approx(4e-3 * 300)
    assert result.zt == pytest.approx(0.6)
    assert result.carnot == pytest.approx(0.5)
    assert result.efficiency == pytest.approx(0.100725, rel=1e-5)


def test_each_property_is_integrated_on_its_own():
    """Trapezia of 100 K: ∫S = (75 + 180 + 200 + 95) · 100 = 55,000 µV; ∫κ = (0.8 + 1.4 + 1.3 + 0.75) · 100 = 425 W/m;

    ∫ρ = (1/2.4 + 1/0.9 + 1/0.7 + 1/1.2) 1e-5 · 100 = 3.789683e-3 Ω m K; PF_eng = 0.055²/3.789683e-3 = 0.798220 W/(m K).
    """
    result = engineering(TEMPERATURE, SEEBECK, SIGMA, KAPPA, 300, 600)
    assert result.power_factor_w_per_m_k == pytest.approx(0.798220, rel=1e-6)
    assert result.zt == pytest.approx(0.798220 / 425 * 300, rel=1e-6)


def test_the_efficiency_is_that_of_the_best_current():
    """Heat balance of the hot side by a fine sum, Thomson heat by differences of S, currents by search."""
    grid = np.linspace(300, 600, 30_001)
    middle, step = (grid[1:] + grid[:-1]) / 2, np.diff(grid)
    seebeck, kappa = np.interp(middle, TEMPERATURE, -SEEBECK), np.interp(middle, TEMPERATURE, KAPPA)
    rho = np.interp(middle, TEMPERATURE, 1 / SIGMA)
    share = (middle - 300) / 300
    thomson = np.sum(share * middle * np.diff(np.interp(grid, TEMPERATURE, -SEEBECK)))
    voltage, resistance = np.sum(seebeck * step), np.sum(rho * step) / 300
    returned = np.sum(share * rho * step) / 300

    def loss(current):
        heat = current * (190e-6 * 600 - thomson) + np.sum(kappa * step) - current**2 * returned
        return -(current * voltage - current**2 * resistance) / heat

    best = minimize_scalar(loss, bounds=(0, voltage / resistance), method="bounded")
    result = engineering(TEMPERATURE, SEEBECK, SIGMA, KAPPA, 300, 600)
    assert result.efficiency == pytest.approx(-best.fun, rel=1e-6)


def test_neither_sign_nor_order_matters():
    forward = engineering(TEMPERATURE, SEEBECK, SIGMA, KAPPA, 320, 590)
    assert engineering(TEMPERATURE, -SEEBECK, SIGMA, KAPPA, 320, 590) == pytest.approx(forward)
    assert engineering(TEMPERATURE[::-1], SEEBECK[::-1], SIGMA[::-1], KAPPA[::-1], 320, 590) == pytest.approx(
        forward
    )


def test_more_zt_is_more_efficiency_up_to_carnots():
    found = [
        engineering([300, 600], [2e-4] * 2, [1e5] * 2, [kappa] * 2, 300, 600) for kappa in (10, 1, 1e-12)
    ]
    efficiency = [leg.efficiency for leg in found]
    assert 0 < efficiency[0] < efficiency[1] < efficiency[2]
    assert efficiency[-1] == pytest.approx(0.5, rel=1e-5)


@pytest.mark.filterwarnings("error")
def test_no_thermopower_is_no_power():
    result = engineering([300, 600], [0, 0], [1e5] * 2, [2.0] * 2, 300, 600)
    assert (result.power_factor_w_per_m_k, result.zt) == (0, 0)
    assert np.isnan(result.efficiency)


@pytest.mark.parametrize(
    ("temperature", "zt", "cold", "hot", "sentence"),
    [
        ([300, 500], [0.3, 0.5], 500, 300, "colder than the hot side"),
        ([300, 500], [0.3, 0.5], 400, 400, "colder than the hot side"),
        ([300, 500], [0.3, 0.5], np.nan, 400, "colder than the hot side"),
        ([300, 500], [0.3, 0.5], 200, 400, "reach from 300 to 500 K"),
        ([300, 500], [0.3, 0.5], 300, 501, "reach from 300 to 500 K"),
        ([300], [0.3], 300, 500, "two temperatures or more"),
        ([300, 400, 400], [0.3, 0.4, 0.5], 300, 400, "400 K occurs more than once"),
        ([0, 400], [0.3, 0.4], 300, 400, "not above 0 K"),
        ([np.nan, 400], [0.3, 0.4], 300, 400, "not above 0 K"),
        ([300, 400], [0.3, np.nan], 300, 400, "zT cannot be used at 400 K"),
        ([300, 400, 500], [0.3, 0.4], 300, 400, "do not fit together"),
    ],
)
def test_refusals(temperature, zt, cold, hot, sentence):
    with pytest.raises(InputError, match=sentence):
        average_zt(temperature, zt, cold, hot)


@pytest.mark.parametrize(
    ("sigma", "kappa", "sentence"),
    [([1e5, 0], [1, 1], "1/σ cannot be used at 600 K"), ([1e5, 1e5], [-1, 1], "κ cannot be used at 300 K")],
)
def test_a_leg_needs_conductivities(sigma, kappa, sentence):
    with pytest.raises(InputError, match=sentence):
        engineering([300, 600], [2e-4] * 2, sigma, kappa, 300, 600)
