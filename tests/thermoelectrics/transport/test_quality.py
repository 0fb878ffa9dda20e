"""Quality factor and optimum: a brute search, identity with zT, known limits, words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mi_core.thermoelectrics.transport.heat import heat_shares
from mi_core.thermoelectrics.transport.merit import figure_of_merit
from mi_core.thermoelectrics.transport.parabolic_band import (
    level_of_seebeck,
    lorenz_of_seebeck,
)
from mi_core.thermoelectrics.transport.quality import doping, optimum, quality_factor, zt_of_level

S, SIGMA, KAPPA, T = -200e-6, 1e5, 1.5, 300.0


def quality_of(seebeck, sigma, kappa, temperature):
    shares = heat_shares(lorenz_of_seebeck(seebeck), sigma, kappa, temperature)
    return quality_factor(seebeck, sigma, shares.lattice_w_per_m_k, temperature)


def test_bismuth_telluride_by_hand():
    """η = 0.0740 gives S = 200 µV/K; F_0 = ln(1 + e^0.0740) = 0.7308; L = 1.6198e-8, κ_L = 1.5 - 0.4860 = 1.0140.

    B = (86.173e-6)² · 1e5/0.7308 · 300/1.0140 = 0.3006.
    """
    assert level_of_seebeck(S) == pytest.approx(0.0740, abs=5e-5)
    assert quality_of(S, SIGMA, KAPPA, T) == pytest.approx(0.3006, rel=1e-3)


@given(st.floats(1e-5, 6e-4), st.floats(1e2, 1e6), st.floats(100, 1200), st.floats(0.1, 20))
def test_level_and_quality_give_the_measured_zt_back(seebeck, sigma, temperature, lattice):
    kappa = lattice + lorenz_of_seebeck(seebeck) * sigma * temperature
    zt = figure_of_merit(seebeck, sigma, kappa, temperature)
    quality = quality_factor(seebeck, sigma, lattice, temperature)
    assert zt_of_level(level_of_seebeck(seebeck), quality) == pytest.approx(zt, rel=1e-8)
    assert optimum(quality).zt >= zt * (1 - 1e-9)


@pytest.mark.parametrize("quality", [1e-4, 0.05, 0.4, 1, 5, 200])
def test_no_level_of_a_fine_grid_is_better(quality):
    levels = np.linspace(-12, 5, 100_001)
    zt = zt_of_level(levels, quality)
    best = optimum(quality)
    assert best.zt == pytest.approx(zt.max(), rel=1e-6)
    assert best.zt >= zt.max() * (1 - 1e-12)
    assert best.level == pytest.approx(levels[zt.argmax()], abs=1e-3)


def test_poor_materials_are_best_where_the_power_factor_is():
    """With B → 0 electrons carry no heat: zT/B = s² F_0, whose maximum d(s² F_0)/dη = 0 lies at S = 167 µV/K."""
    assert optimum(1e-9).seebeck_v_per_k == pytest.approx(166.9e-6, rel=1e-3)


@given(st.floats(1e-6, 100), st.floats(1.001, 10))
def test_better_materials_have_higher_optima_of_higher_thermopower(quality, ratio):
    poor, rich = optimum(quality), optimum(quality * ratio)
    assert rich.zt > poor.zt
    assert rich.seebeck_v_per_k > poor.seebeck_v_per_k


def test_words():
    best = optimum(0.4)
    seebeck = [0.4 * best.seebeck_v_per_k, -best.seebeck_v_per_k, 2 * best.seebeck_v_per_k, 0, np.nan]
    assert doping(seebeck, 0.4).tolist() == ["over-doped", "at the optimum", "under-doped", "", ""]
    assert doping(2e-4, [-1, np.nan, 0]).tolist() == ["", "", ""]


@pytest.mark.filterwarnings("error")
def test_what_cannot_be_is_none_in_its_own_place():
    assert np.isnan(
        quality_factor([0, S, S, S, S], [SIGMA, 0, -1, SIGMA, SIGMA], [1, 1, 1, 0, 1], [T, T, T, T, 0])
    ).all()
    assert np.isnan(quality_of(20e-6, 1e6, 1.0, T))  # κ_e = 7 W/(m K)
    assert np.isnan(np.array(optimum([0, -1, np.nan]))).all()
    assert np.isnan(zt_of_level(0.0, [0, -1])).all()
    assert optimum([]).zt.shape == (0,)
