"""Weighted mobility from S and σ, and the effective mass that S has at a known carrier concentration.

The band of `parabolic_band.py` with density-of-states mass m* and mobility parameter μ_0 conducts

    σ = 8πe/3 (2 m_e k_B T)^(3/2)/h³ μ_w F_0(η),    μ_w = μ_0 (m*/m_e)^(3/2),
    n = 4π (2 m* k_B T)^(3/2)/h³ F_1/2(η),

both derived here from the density of states and τ ∝ E^(-1/2).
"""

from __future__ import annotations

from math import gamma

import numpy as np
from scipy.constants import Boltzmann, electron_mass, elementary_charge, h

from mi_core.thermoelectrics.transport.arrays import numbers, positive
from mi_core.thermoelectrics.transport.fermi import fermi_integral
from mi_core.thermoelectrics.transport.parabolic_band import (
    K_OVER_E_V_PER_K,
    level_of_seebeck,
    seebeck_of_level,
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


def seebeck_mass(seebeck_v_per_k, carriers_per_m3, temperature_k) -> np.ndarray:
    """Return m*/m_e of the band that has this |S| at this carrier concentration; NaN where S = 0, n ≤ 0 or T ≤ 0.

    n is the chemical concentration; a Hall measurement gives it up to the Hall factor.
    """
    seebeck, carriers, temperature = numbers(
        seebeck_v_per_k=seebeck_v_per_k, carriers_per_m3=carriers_per_m3, temperature_k=temperature_k
    )
    states = 4 * np.pi * _free_electron_density(temperature) * fermi_integral(0.5, level_of_seebeck(seebeck))
    return (positive(carriers) / positive(states)) ** (2 / 3)


def pisarenko_seebeck(carriers_per_m3, mass, temperature_k) -> np.ndarray:
    """Return |S| in V/K of a band of mass m*/m_e against its carrier concentration; NaN where n, m* or T ≤ 0."""
    carriers, mass, temperature = numbers(
        carriers_per_m3=carriers_per_m3, mass=mass, temperature_k=temperature_k
    )
    states = 4 * np.pi * positive(mass) ** 1.5 * _free_electron_density(temperature)
    return seebeck_of_level(_level_of_half(positive(carriers) / states))


def _free_electron_density(temperature_k: np.ndarray) -> np.ndarray:
    """Return (2 m_e k_B T)^(3/2)/h³ in m⁻³."""
    return (2 * electron_mass * Boltzmann * positive(temperature_k)) ** 1.5 / h**3


def _level_of_half(value: np.ndarray) -> np.ndarray:
    """Return η at which F_1/2(η) has this value: above ln(F/Γ(3/2)), and below that or (3F/2)^(2/3) and one more."""
    from scipy.optimize.elementwise import find_root

    known = np.isfinite(value)
    eta = np.full(value.shape, np.nan)
    if known.any():
        target = value[known]
        lowest = np.log(target / gamma(1.5))
        bracket = (lowest - 1, np.maximum(lowest, (1.5 * target) ** (2 / 3)) + 1)
        eta[known] = find_root(lambda x, goal: fermi_integral(0.5, x) / goal - 1, bracket, args=(target,)).x
    return eta
