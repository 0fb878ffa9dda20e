"""Fermi–Dirac integrals F_j(η) = ∫₀^∞ x^j / (1 + exp(x - η)) dx, without the factor 1/Γ(j + 1).

η ≤ 0: F_j = Γ(j + 1) Σ_k (-1)^k z^(k+1) / (k + 1)^(j+1) with z = exp(η), which is -Γ(j + 1) Li_(j+1)(-z). The alternating
sum converges like 5.8^(-n) by algorithm 1 of H. Cohen, F. Rodriguez Villegas & D. Zagier, Exp. Math. 9, 3 (2000), here as
a polynomial in z with fixed coefficients.

η > 0: integrated by parts, F_j = 1/(j + 1) ∫ x^(j+1) (-df/dx) dx, by Gauss–Legendre quadrature around the Fermi level in
u = √x, in which the integrand is smooth for whole and half orders.
"""

from __future__ import annotations

from functools import cache
from math import gamma

import numpy as np

from mi_core.errors import InputError
from mi_core.thermoelectrics.transport.arrays import numbers

TERMS = 24  # 5.8^-24 = 5e-19
NODES = 400
REACH = 50.0  # k_B T around the Fermi level; beyond, -df/dx < 2e-22
ROWS = 4096  # at once, so that 100,000 rows fit into memory


def fermi_integral(order: float, eta) -> np.ndarray:
    """Return F_j(η) for reduced Fermi levels η of any shape, of 1e-12 relative accuracy for j = -1/2, 0, … 3.

    Raises InputError for an order of -1 and below, where the integral diverges.
    """
    if not order > -1:
        raise InputError(f"The Fermi integral of order {order} diverges; orders above -1 are allowed.")
    (eta,) = numbers(eta=eta)
    result = np.where(eta <= 0, np.exp(np.minimum(eta, 0)) * over_boltzmann(order, eta), np.nan)
    above = eta > 0
    result[above] = _by_quadrature(order, eta[above])
    return result


def over_boltzmann(order: float, eta) -> np.ndarray:
    """Return F_j(-|η|) / exp(-|η|), which tends to Γ(j + 1) and never underflows."""
    return np.polynomial.polynomial.polyval(np.exp(-np.abs(eta)), _coefficients(order))


@cache
def _coefficients(order: float) -> np.ndarray:
    """Return (TERMS,) coefficients of z^k, Γ(j + 1) (-1)^k w_k / (k + 1)^(j+1), with w_k that tend to 1."""
    scale = (3 + 8**0.5) ** TERMS
    scale = (scale + 1 / scale) / 2
    b, c, weights = -1.0, -scale, []
    for k in range(TERMS):
        c = b - c
        weights.append(c / scale)
        b *= (k + TERMS) * (k - TERMS) / ((k + 0.5) * (k + 1))
    return gamma(order + 1) * np.array(weights) / np.arange(1, TERMS + 1) ** (order + 1)


@cache
def _rule() -> tuple[np.ndarray, np.ndarray]:
    return np.polynomial.legendre.leggauss(NODES)


def _by_quadrature(order: float, eta: np.ndarray) -> np.ndarray:
    nodes, weights = _rule()
    result = np.empty_like(eta)
    for start in range(0, len(eta), ROWS):
        level = eta[start : start + ROWS, None]
        low, high = np.sqrt(np.maximum(level - REACH, 0)), np.sqrt(level + REACH)
        u = (high + low) / 2 + (high - low) / 2 * nodes  # (rows, NODES)
        decay = np.exp(-np.abs(u**2 - level))
        integrand = 2 * u ** (2 * order + 3) * decay / (1 + decay) ** 2
        result[start : start + ROWS] = (integrand @ weights) * (high - low)[:, 0] / 2 / (order + 1)
    return result
