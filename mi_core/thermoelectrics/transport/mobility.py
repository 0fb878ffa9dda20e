"""Weighted mobility from S and σ.

The band of `parabolic_band.py` with density-of-states mass m* and mobility parameter μ_0 conducts

    σ = 8πe/3 (2 m_e k_B T)^(3/2)/h³ μ_w F_0(η),    μ_w = μ_0 (m*/m_e)^(3/2),

derived here from the density of states and τ ∝ E^(-1/2).
"""

from __future__ import annotations

import numpy as np
from scipy.constants import Boltzmann, electron_mass, elementary_charge, h

from mi_core.thermoelectrics.transport.arrays import numbers, positive
from mi_core.thermoelectrics.transport.parabolic_band import (
    K_OVER_E_V_PER_K,
    transport_coefficient,
)

#: |S| e/k_B beyond which carriers are fewer than numbers can tell: 0.06 V/K.
LARGEST = 700


def weighted_mobility(seebeck_v_per_k, sigma_s_per_m, temperature_k) -> np.ndarray:
    """Return μ_w in m²/(V s) by the exact integrals; NaN where S = 0, σ ≤ 0 or T ≤ 0."""
    coefficient, temperature = numbers(
        coefficient=transport_coefficient(seebeck_v_per_k, sigma_s_per_m), temperature_k=temperature_k
    )
    return coefficient / (8 * np.pi / 3 * elementary_charge * _free_electron_density(temperature))


def weighted_mobility_by_snyder(seebeck_v_per_k, sigma_s_per_m, temperature_k) -> np.ndarray:
    """Return μ_w in m²/(V s) by the closed form for 1/F_0, with s = |S| e/k_B; NaN where S = 0, σ ≤ 0 or T ≤ 0.

    μ_w = 3σ h³/(8πe (2 m_e k_B T)^(3/2)) [exp(s - 2)/(1 + exp(-5(s - 1))) + (3s/π²)/(1 + exp(5(s - 1)))]

    Source: G. J. Snyder, A. H. Snyder, M. Wood, R. Gurunathan, B. H. Snyder & C. Niu, Adv. Mater. 32, 2001537 (2020), the
    equation on its first page, where the prefactor is written 331 cm²/(V s) (mΩ cm/ρ) (T/300 K)^(-3/2). It is within 4 % of
    the exact one above 20 µV/K, and too large below: the first term does not vanish as S does.
    """
    from scipy.special import expit

    seebeck, sigma, temperature = numbers(
        seebeck_v_per_k=seebeck_v_per_k, sigma_s_per_m=sigma_s_per_m, temperature_k=temperature_k
    )
    s = positive(np.abs(seebeck) / K_OVER_E_V_PER_K)
    s = np.where(s < LARGEST, s, np.nan)
    bracket = np.exp(s - 2) * expit(5 * (s - 1)) + 3 * s / np.pi**2 * expit(-5 * (s - 1))
    return (
        positive(sigma) * bracket / (8 * np.pi / 3 * elementary_charge * _free_electron_density(temperature))
    )


def _free_electron_density(temperature_k: np.ndarray) -> np.ndarray:
    """Return (2 m_e k_B T)^(3/2)/h³ in m⁻³."""
    return (2 * electron_mass * Boltzmann * positive(temperature_k)) ** 1.5 / h**3
