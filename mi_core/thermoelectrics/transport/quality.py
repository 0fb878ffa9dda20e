"""Quality factor B, the zT it gives at the best doping, and on which side of it a sample stands.

With the band of `parabolic_band.py`, zT depends on the reduced Fermi level η and on B alone:

    B = (k_B/e)² σ_E0 T/κ_L,    zT = s² / (L (e/k_B)² + 1/(B F_0(η))).

This is the quality factor of S. D. Kang & G. J. Snyder, arXiv:1710.06896 (2017); zT(η, B) is derived here, from
κ = κ_L + LσT.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from mi_core.thermoelectrics.transport.arrays import numbers, positive
from mi_core.thermoelectrics.transport.parabolic_band import (
    K_OVER_E_V_PER_K,
    conductivity_integral,
    level_of_seebeck,
    reduced_lorenz,
    reduced_seebeck,
    transport_coefficient,
)

OVER_DOPED, UNDER_DOPED, AT_OPTIMUM = "over-doped", "under-doped", "at the optimum"
#: A sample whose zT is at least this share of the best that its B allows is at the optimum.
NEAR = 0.95


class Optimum(NamedTuple):
    """The best doping for a quality factor: reduced Fermi level, |S| in V/K, zT."""

    level: np.ndarray
    seebeck_v_per_k: np.ndarray
    zt: np.ndarray


def quality_factor(seebeck_v_per_k, sigma_s_per_m, lattice_w_per_m_k, temperature_k) -> np.ndarray:
    """Return B, without unit; NaN where S = 0, or σ, κ_L or T ≤ 0."""
    coefficient, lattice, temperature = numbers(
        coefficient=transport_coefficient(seebeck_v_per_k, sigma_s_per_m),
        lattice_w_per_m_k=lattice_w_per_m_k,
        temperature_k=temperature_k,
    )
    return K_OVER_E_V_PER_K**2 * coefficient * positive(temperature) / positive(lattice)


def zt_of_level(level, quality) -> np.ndarray:
    """Return zT at reduced Fermi levels for quality factors; NaN where B ≤ 0."""
    level, quality = numbers(level=level, quality=quality)
    return _zt(level, positive(quality))


def optimum(quality) -> Optimum:
    """Return where zT is largest for quality factors; NaN where B ≤ 0."""
    from scipy.optimize.elementwise import bracket_minimum, find_minimum

    (quality,) = numbers(quality=quality)
    known = quality > 0
    level = np.full(quality.shape, np.nan)
    if known.any():
        b = quality[known]
        start = -np.log1p(b)  # the better the material, the lower the level
        bracket = bracket_minimum(_loss, start, args=(b,)).bracket
        level[known] = find_minimum(_loss, bracket, args=(b,)).x
    return Optimum(level, K_OVER_E_V_PER_K * reduced_seebeck(level), _zt(level, quality))


def doping(seebeck_v_per_k, quality) -> np.ndarray:
    """Return in words where samples of this |S| stand: over-doped, under-doped, at the optimum, or "" where unknown."""
    seebeck, quality = numbers(seebeck_v_per_k=seebeck_v_per_k, quality=quality)
    best = optimum(quality)
    level = level_of_seebeck(seebeck)
    near = _zt(level, positive(quality)) >= NEAR * best.zt
    return np.select(
        [near, level > best.level, level < best.level], [AT_OPTIMUM, OVER_DOPED, UNDER_DOPED], default=""
    )


def _zt(level: np.ndarray, quality: np.ndarray) -> np.ndarray:
    return reduced_seebeck(level) ** 2 / (
        reduced_lorenz(level) + 1 / (quality * conductivity_integral(level))
    )


def _loss(level: np.ndarray, quality: np.ndarray) -> np.ndarray:
    return -np.log(_zt(level, quality))
