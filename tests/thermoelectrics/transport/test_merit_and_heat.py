"""Power factor, zT, its consistency, the Lorenz number, shares of heat, relaxation times: hand calculations."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.errors import InputError
from mi_core.thermoelectrics.transport import units
from mi_core.thermoelectrics.transport.heat import electronic_conductivity, heat_shares, lorenz_by_kim
from mi_core.thermoelectrics.transport.merit import figure_of_merit, power_factor, relative_deviation
from mi_core.thermoelectrics.transport.parabolic_band import lorenz_of_seebeck
from mi_core.thermoelectrics.transport.relaxation import at_relaxation_time

# Like Bi2Te3 at 300 K: S = -200 µV/K, σ = 1000 S/cm, κ = 1.5 W/(m K).
S, SIGMA, KAPPA, T = -200e-6, 1e5, 1.5, 300.0


def test_power_factor_and_figure_of_merit():
    """S²σ = 4e-8 · 1e5 = 4e-3 W/(m K²) = 40 µW/(cm K²); zT = 4e-3 · 300/1.5 = 0.8."""
    factor = power_factor(S, SIGMA)
    assert factor == pytest.approx(4e-3)
    assert factor * units.UW_PER_CM_K2 == pytest.approx(40)
    assert factor * units.MW_PER_M_K2 == pytest.approx(4)
    assert factor * units.UW_PER_M_K2 == pytest.approx(4000)
    assert figure_of_merit(S, SIGMA, KAPPA, T) == pytest.approx(0.8)


def test_a_stated_zt_is_compared_with_its_parts():
    assert relative_deviation([1.0, 0.8, 0.4], 0.8) == pytest.approx([0.25, 0, -0.5])
    assert np.isnan(relative_deviation([0.5, -0.1, np.nan, 1], [0, 1, 1, np.nan])).all()


def test_lorenz_number_of_kim():
    """At 116 µV/K: 1.5 + 1/e = 1.867879."""
    assert lorenz_by_kim([116e-6, -116e-6]) * units.E_8_W_OHM_PER_K2 == pytest.approx(
        [1.867879] * 2, rel=1e-6
    )


def test_it_is_within_five_percent_of_the_band_as_its_authors_say():
    seebeck = np.linspace(0, 1e-3, 2001)
    deviation = lorenz_by_kim(seebeck) / lorenz_of_seebeck(seebeck) - 1
    assert np.abs(deviation).max() < 0.05
    assert np.abs(deviation).max() > 0.03  # it is an approximation


def test_heat_of_carriers_and_of_the_lattice():
    """L = 1.5 + exp(-200/116) = 1.6783: κ_e = 1.6783e-8 · 1e5 · 300 = 0.5035, κ_L = 0.9965 W/(m K)."""
    shares = heat_shares(lorenz_by_kim(S), SIGMA, KAPPA, T)
    assert shares.electronic_w_per_m_k == pytest.approx(0.5035, rel=1e-4)
    assert shares.lattice_w_per_m_k == pytest.approx(0.9965, rel=1e-4)
    assert not shares.electronic_exceeds_total


def test_more_electronic_heat_than_measured_is_flagged():
    shares = heat_shares(2e-8, [1e5, 1e5, 1e6, np.nan], [1.0, 0.59, 1.0, 1.0], 300.0)  # κ_e = 0.6, 0.6, 6
    assert shares.electronic_exceeds_total.tolist() == [False, True, True, False]
    assert shares.lattice_w_per_m_k == pytest.approx([0.4, np.nan, np.nan, np.nan], nan_ok=True)


@pytest.mark.filterwarnings("error")
def test_what_cannot_be_is_none_in_its_own_place():
    bad = [0, -1, np.nan, np.inf]
    assert np.isnan(power_factor(S, bad)).all()
    assert np.isnan(power_factor([np.nan, np.inf], SIGMA)).all()
    for arguments in ((S, bad, KAPPA, T), (S, SIGMA, bad, T), (S, SIGMA, KAPPA, bad)):
        assert np.isnan(figure_of_merit(*arguments)).all()
    assert np.isnan(electronic_conductivity(2e-8, SIGMA, bad)).all()
    assert np.isnan(electronic_conductivity(bad, SIGMA, T)).all()
    assert figure_of_merit(S, SIGMA, KAPPA, [0, 300, 5000]) == pytest.approx(
        [np.nan, 0.8, 13.333333], nan_ok=True
    )
    assert power_factor(0, SIGMA) == 0


def test_what_is_no_number_is_refused_by_name():
    with pytest.raises(InputError, match="sigma_s_per_m must be a number"):
        power_factor(S, ["1000 S/cm"])
    with pytest.raises(InputError, match=r"seebeck_v_per_k \(2,\), sigma_s_per_m \(3,\)"):
        power_factor([1e-4, 2e-4], [1e5, 1e5, 1e5])


def test_relaxation_times():
    """1e4 S/m for 1 fs are 1e5 S/m for the customary 10 fs."""
    assert at_relaxation_time(1e4) == pytest.approx(1e5)
    assert at_relaxation_time([1e4, 2e4], 5) == pytest.approx([5e4, 1e5])
    assert np.isnan(at_relaxation_time(1e4, [0, -1, np.nan])).all()


def test_units():
    in_practice = [S * units.UV_PER_K, SIGMA * units.S_PER_CM]
    assert in_practice == pytest.approx([-200, 1000])
    assert pytest.approx([200, 1e19, 10]) == [
        0.02 * units.CM2_PER_V_S,
        1e25 * units.PER_CM3,
        1e-14 * units.FS,
    ]
