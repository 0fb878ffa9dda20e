"""Weighted mobility: the published prefactor, the exact integrals, and what cannot be."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.constants import electron_mass, elementary_charge, h, k

from mi_core.thermoelectrics.transport import units
from mi_core.thermoelectrics.transport.fermi import fermi_integral
from mi_core.thermoelectrics.transport.mobility import (
    weighted_mobility,
    weighted_mobility_by_snyder,
)
from mi_core.thermoelectrics.transport.parabolic_band import K_OVER_E_V_PER_K, seebeck_of_level


def test_the_prefactor_is_the_published_one():
    """331 cm²/(V s) at 1 mΩ cm and 300 K, times the bracket at s = 1, where both weights are 1/2."""
    bracket = (np.exp(-1) + 3 / np.pi**2) / 2
    mobility = weighted_mobility_by_snyder(K_OVER_E_V_PER_K, 1e5, 300.0) * units.CM2_PER_V_S
    assert mobility == pytest.approx(331 * bracket, rel=2e-3)  # three digits
    assert weighted_mobility_by_snyder(K_OVER_E_V_PER_K, 1e5, 600.0) == pytest.approx(
        mobility / units.CM2_PER_V_S / 2**1.5
    )


def test_closed_form_and_integrals_agree():
    """Within 4 % from 20 µV/K on, and ever better as carriers grow few; below it is too large."""
    seebeck = np.linspace(20e-6, 1e-3, 500)
    ratio = weighted_mobility_by_snyder(-seebeck, 1e5, 300.0) / weighted_mobility(seebeck, 1e5, 300.0)
    assert np.abs(ratio - 1).max() < 0.04
    assert np.abs(ratio - 1)[seebeck > 4e-4].max() < 1e-3
    few = weighted_mobility_by_snyder(1e-6, 1e5, 300.0) / weighted_mobility(1e-6, 1e5, 300.0)
    assert few > 1.2


def test_mobility_times_carriers_is_conductivity():
    """A band of mass m_e, in which μ_w is μ_0: σ = n e μ_0 F_0/(2 F_1/2), the drift mobility of acoustic phonons."""
    eta, temperature, mobility = np.array([-3.0, 0.0, 4.0]), 500.0, 0.02
    carriers = 4 * np.pi * (2 * electron_mass * k * temperature) ** 1.5 / h**3 * fermi_integral(0.5, eta)
    drift = mobility * fermi_integral(0, eta) / fermi_integral(0.5, eta) * 2 / 3
    sigma = carriers * elementary_charge * drift
    assert weighted_mobility(seebeck_of_level(eta), sigma, temperature) == pytest.approx(mobility, rel=1e-10)


@pytest.mark.filterwarnings("error")
def test_what_cannot_be_is_none_in_its_own_place():
    for function in (weighted_mobility, weighted_mobility_by_snyder):
        result = function([0, np.nan, 2e-4, 2e-4, 2e-4], [1e5, 1e5, 0, -1, 1e25], [300, 300, 300, 300, 0])
        assert np.isnan(result).all()
        assert np.isnan(function(200.0, 1e5, 300.0))  # µV/K taken for V/K
    assert weighted_mobility([], [], []).shape == (0,)
