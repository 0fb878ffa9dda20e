"""One parabolic band whose carriers are scattered by acoustic phonons, the SPB model of the field.

With s = S e/k_B, the reduced Fermi level η and the Fermi integrals F_j(η) of `fermi.py`, the Boltzmann equation with
τ ∝ E^(-1/2) gives (derived here: σ, S and L are ratios of the moments ∫ x (x - η)^n (-df/dx) dx, n = 0, 1, 2)

    σ = σ_E0 F_0,    s = 2 F_1/F_0 - η,    L (e/k_B)² = 3 F_2/F_0 - (2 F_1/F_0)².

For η > 0 the differences cancel; there F_j(η) is replaced by F_j(-η) and a polynomial, exactly:
F_0 = η + f_0, F_1 = η²/2 + π²/6 - f_1, F_2 = η³/3 + π²η/3 + f_2, with f_j = F_j(-η).
"""

from __future__ import annotations

import numpy as np
from scipy.constants import Boltzmann, elementary_charge

from mi_core.thermoelectrics.transport.arrays import numbers, positive
from mi_core.thermoelectrics.transport.fermi import over_boltzmann

#: The natural unit of the Seebeck coefficient, 86.17 µV/K.
K_OVER_E_V_PER_K = Boltzmann / elementary_charge


def conductivity_integral(eta) -> np.ndarray:
    """Return F_0(η) = ln(1 + exp η), which is σ/σ_E0."""
    (eta,) = numbers(eta=eta)
    return np.maximum(eta, 0) + np.log1p(np.exp(-np.abs(eta)))


def seebeck_of_level(eta) -> np.ndarray:
    """Return |S| in V/K for reduced Fermi levels η."""
    (eta,) = numbers(eta=eta)
    return K_OVER_E_V_PER_K * reduced_seebeck(eta)


def lorenz_of_level(eta) -> np.ndarray:
    """Return the Lorenz number in W Ω/K² for reduced Fermi levels η, from 2 (k_B/e)² to π²/3 (k_B/e)²."""
    (eta,) = numbers(eta=eta)
    return K_OVER_E_V_PER_K**2 * reduced_lorenz(eta)


def level_of_seebeck(seebeck_v_per_k) -> np.ndarray:
    """Return the reduced Fermi level η at which the band has this |S|; NaN where S = 0, as η would be infinite.

    Since 2 F_1/F_0 > 2, and s < π²/(3η) for η > 0, the one root lies between 2 - s and π²/(3s), where Chandrupatla's method
    finds it.
    """
    from scipy.optimize.elementwise import find_root

    (seebeck,) = numbers(seebeck_v_per_k=seebeck_v_per_k)
    reduced = positive(np.abs(seebeck) / K_OVER_E_V_PER_K)
    known = np.isfinite(reduced)
    eta = np.full(reduced.shape, np.nan)
    if known.any():
        s = reduced[known]
        bracket = (1 - s, np.pi**2 / 3 / s * 1.1 + 1)
        eta[known] = find_root(lambda level, target: reduced_seebeck(level) - target, bracket, args=(s,)).x
    return eta


def lorenz_of_seebeck(seebeck_v_per_k) -> np.ndarray:
    """Return the Lorenz number of the band in W Ω/K² where it has this |S|; the degenerate π²/3 (k_B/e)² where S = 0."""
    (seebeck,) = numbers(seebeck_v_per_k=seebeck_v_per_k)
    metal = np.pi**2 / 3 * K_OVER_E_V_PER_K**2
    return np.where(seebeck == 0, metal, lorenz_of_level(level_of_seebeck(seebeck)))


def transport_coefficient(seebeck_v_per_k, sigma_s_per_m) -> np.ndarray:
    """Return σ_E0 = σ/F_0(η) in S/m, with η from |S|; NaN where S = 0 or σ ≤ 0.

    This is the transport function of S. D. Kang & G. J. Snyder, Nat. Mater. 16, 252 (2017), with their exponent s = 1.
    """
    seebeck, sigma = numbers(seebeck_v_per_k=seebeck_v_per_k, sigma_s_per_m=sigma_s_per_m)
    return positive(sigma) / positive(conductivity_integral(level_of_seebeck(seebeck)))


def reduced_seebeck(eta: np.ndarray) -> np.ndarray:
    """Return s = |S| e/k_B for an array of η."""
    g0, g1 = over_boltzmann(0, eta), over_boltzmann(1, eta)
    above = np.maximum(eta, 0)
    z = np.exp(-above)
    degenerate = (np.pi**2 / 3 - 2 * z * g1 - above * z * g0) / (above + z * g0)
    return np.where(eta > 0, degenerate, 2 * g1 / g0 - eta)


def reduced_lorenz(eta: np.ndarray) -> np.ndarray:
    """Return L (e/k_B)² for an array of η."""
    g0, g1, g2 = (over_boltzmann(order, eta) for order in range(3))
    return np.where(eta > 0, _degenerate_lorenz(np.maximum(eta, 0)), 3 * g2 / g0 - (2 * g1 / g0) ** 2)


def _degenerate_lorenz(eta: np.ndarray) -> np.ndarray:
    """Return (3 F_2 F_0 - 4 F_1²)/F_0² for η ≥ 0, with the powers η⁴ taken out of both products."""
    z = np.exp(-eta)
    f0, f1, f2 = (z * over_boltzmann(order, eta) for order in range(3))
    square, third = eta**2, np.pi**2 / 3
    numerator = third * square - third**2 + f0 * eta * (square + np.pi**2)
    numerator += 3 * f2 * (eta + f0) + 4 * f1 * (square + third - f1)
    return numerator / (eta + f0) ** 2
