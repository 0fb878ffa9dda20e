"""Power factor S²σ, figure of merit zT = S²σT/κ, and whether a published zT agrees with its parts."""

from __future__ import annotations

import numpy as np

from mi_core.thermoelectrics.transport.arrays import numbers, positive


def power_factor(seebeck_v_per_k, sigma_s_per_m) -> np.ndarray:
    """Return S²σ in W/(m K²); NaN where σ ≤ 0."""
    seebeck, sigma = numbers(seebeck_v_per_k=seebeck_v_per_k, sigma_s_per_m=sigma_s_per_m)
    return seebeck**2 * positive(sigma)


def figure_of_merit(seebeck_v_per_k, sigma_s_per_m, kappa_w_per_m_k, temperature_k) -> np.ndarray:
    """Return zT = S²σT/κ, κ being the whole thermal conductivity; NaN where σ, κ or T ≤ 0."""
    factor, kappa, temperature = numbers(
        power_factor=power_factor(seebeck_v_per_k, sigma_s_per_m),
        kappa_w_per_m_k=kappa_w_per_m_k,
        temperature_k=temperature_k,
    )
    return factor * positive(temperature) / positive(kappa)


def relative_deviation(stated_zt, zt_from_parts) -> np.ndarray:
    """Return (stated - S²σT/κ) / (S²σT/κ); NaN where the parts give no zT above 0, or the stated one is negative."""
    stated, parts = numbers(stated_zt=stated_zt, zt_from_parts=zt_from_parts)
    parts = positive(parts)
    return np.where(stated >= 0, stated, np.nan) / parts - 1
