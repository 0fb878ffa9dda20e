"""Heat that carriers take along, κ_e = LσT, and what remains for the lattice."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from mi_core.thermoelectrics.transport.arrays import numbers, positive
from mi_core.thermoelectrics.transport.units import E_8_W_OHM_PER_K2, UV_PER_K


class HeatShares(NamedTuple):
    """Electronic and lattice thermal conductivity in W/(m K), and whether the electronic one exceeds the measured whole."""

    electronic_w_per_m_k: np.ndarray
    lattice_w_per_m_k: np.ndarray
    electronic_exceeds_total: np.ndarray


def lorenz_by_kim(seebeck_v_per_k) -> np.ndarray:
    """Return the Lorenz number in W Ω/K² by L = 1.5 + exp(-|S|/116), L in 1e-8 W Ω/K² and S in µV/K.

    Source: H.-S. Kim, Z. M. Gibbs, Y. Tang, H. Wang & G. J. Snyder, APL Mater. 3, 041506 (2015), abstract; within 5 % of the
    exact integrals of the parabolic band.
    """
    (seebeck,) = numbers(seebeck_v_per_k=seebeck_v_per_k)
    return (1.5 + np.exp(-np.abs(seebeck) * UV_PER_K / 116)) / E_8_W_OHM_PER_K2


def electronic_conductivity(lorenz_w_ohm_per_k2, sigma_s_per_m, temperature_k) -> np.ndarray:
    """Return κ_e = LσT in W/(m K), the Wiedemann–Franz law; NaN where L, σ or T ≤ 0."""
    lorenz, sigma, temperature = numbers(
        lorenz_w_ohm_per_k2=lorenz_w_ohm_per_k2, sigma_s_per_m=sigma_s_per_m, temperature_k=temperature_k
    )
    return positive(lorenz) * positive(sigma) * positive(temperature)


def heat_shares(lorenz_w_ohm_per_k2, sigma_s_per_m, kappa_w_per_m_k, temperature_k) -> HeatShares:
    """Return κ_e, κ_L = κ - κ_e and whether κ_e ≥ κ, where κ_L is NaN: no lattice conducts less than nothing."""
    electronic, total = numbers(
        electronic=electronic_conductivity(lorenz_w_ohm_per_k2, sigma_s_per_m, temperature_k),
        kappa_w_per_m_k=kappa_w_per_m_k,
    )
    total = positive(total)
    return HeatShares(electronic, positive(total - electronic), electronic >= total)
