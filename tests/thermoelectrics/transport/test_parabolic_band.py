"""One parabolic band: its two limits, the integrals themselves, the way back from S, what has no Fermi level."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mi_core.thermoelectrics.transport.fermi import fermi_integral
from mi_core.thermoelectrics.transport.parabolic_band import (
    K_OVER_E_V_PER_K,
    conductivity_integral,
    level_of_seebeck,
    lorenz_of_level,
    lorenz_of_seebeck,
    seebeck_of_level,
    transport_coefficient,
)

LEVELS = (-20, -3, -0.5, 0, 1e-9, 0.5, 3, 12, 40)


def test_the_natural_unit():
    boltzmann_ev_per_k = 8.617333e-5  # CODATA
    assert boltzmann_ev_per_k == pytest.approx(K_OVER_E_V_PER_K, rel=1e-6)


@pytest.mark.parametrize("eta", LEVELS)
def test_seebeck_and_lorenz_are_the_moments_of_the_boltzmann_equation(eta):
    """∫ x (x - η)^n (-df/dx) dx by mpmath, without Fermi integrals: s is the mean, L the variance of x - η."""
    with mpmath.workdps(20):
        places = sorted({0, max(eta - 30, 0), max(eta, 0), max(eta, 0) + 30, max(eta, 0) + 90})
        zeroth, first, second = (
            mpmath.quad(lambda x, n=n: x * (x - eta) ** n / (4 * mpmath.cosh((x - eta) / 2) ** 2), places)
            for n in range(3)
        )
    assert seebeck_of_level(eta) / K_OVER_E_V_PER_K == pytest.approx(float(first / zeroth), rel=1e-9)
    variance = float(second / zeroth - (first / zeroth) ** 2)
    assert lorenz_of_level(eta) / K_OVER_E_V_PER_K**2 == pytest.approx(variance, rel=1e-9)
    assert conductivity_integral(eta) == pytest.approx(float(zeroth), rel=1e-9)


def test_metallic_limit_is_motts_and_sommerfelds():
    eta = np.array([1e3, 1e5])
    assert seebeck_of_level(eta) == pytest.approx(np.pi**2 / 3 * K_OVER_E_V_PER_K / eta, rel=1e-12)
    assert lorenz_of_level(eta) == pytest.approx(2.443e-8, rel=1e-3)  # π²/3 (86.17 µV/K)²


def test_dilute_limit():
    """S = (k_B/e)(2 - η) and L = 2 (k_B/e)² = 1.485e-8 W Ω/K²: each carrier brings 2 k_B T, with a variance of 2."""
    assert seebeck_of_level(-40.0) == pytest.approx(42 * K_OVER_E_V_PER_K, rel=1e-12)
    assert lorenz_of_level(-40.0) == pytest.approx(1.4852e-8, rel=1e-4)


def test_both_expressions_meet_at_the_band_edge():
    assert seebeck_of_level(1e-12) == pytest.approx(seebeck_of_level(-1e-12), rel=1e-11)
    assert lorenz_of_level(1e-12) == pytest.approx(lorenz_of_level(-1e-12), rel=1e-10)
    # F_0 = ln 2, F_1 = π²/12: s = π²/(6 ln 2)
    assert seebeck_of_level(0) == pytest.approx(np.pi**2 / 6 / np.log(2) * K_OVER_E_V_PER_K, rel=1e-12)


@given(st.floats(5e-6, 1e-3), st.sampled_from([-1, 1]))
def test_the_level_gives_the_seebeck_coefficient_back(seebeck, sign):
    assert seebeck_of_level(level_of_seebeck(sign * seebeck)) == pytest.approx(seebeck, rel=1e-12)


@given(st.floats(1e-7, 2e-3), st.floats(1.0001, 10))
def test_less_seebeck_is_a_higher_level_and_more_heat_per_carrier(seebeck, ratio):
    assert level_of_seebeck(seebeck) > level_of_seebeck(seebeck * ratio)
    assert lorenz_of_seebeck(seebeck) >= lorenz_of_seebeck(seebeck * ratio) * (1 - 1e-12)


def test_extremes_have_a_level():
    seebeck = np.array([1e-9, 5e-3, 0.1])
    assert seebeck_of_level(level_of_seebeck(seebeck)) == pytest.approx(seebeck, rel=1e-9)


def test_conductivity_divided_by_its_integral():
    """S = π²/(6 ln 2) k_B/e is η = 0, where F_0 = ln 2."""
    coefficient = transport_coefficient(-(np.pi**2) / 6 / np.log(2) * K_OVER_E_V_PER_K, 1e5)
    assert coefficient == pytest.approx(1e5 / np.log(2), rel=1e-12)
    assert conductivity_integral([-50, 2, 300]) == pytest.approx(fermi_integral(0, [-50, 2, 300]), rel=1e-12)


@pytest.mark.filterwarnings("error")
def test_without_thermopower_there_is_no_level_but_a_metals_lorenz_number():
    assert np.isnan(level_of_seebeck([0, np.nan, np.inf, 1e-4])).tolist() == [True, True, True, False]
    assert lorenz_of_seebeck(0.0) == pytest.approx(np.pi**2 / 3 * K_OVER_E_V_PER_K**2)
    assert np.isnan(lorenz_of_seebeck([np.nan])).all()
    assert np.isnan(transport_coefficient([0, 1e-4, 1e-4], [1e5, 0, -1])).all()
    assert level_of_seebeck([]).shape == (0,)
    assert np.isnan(conductivity_integral(np.nan))
