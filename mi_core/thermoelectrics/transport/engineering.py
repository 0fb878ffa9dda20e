"""What a leg between two temperatures does: average zT, engineering zT and power factor, maximum efficiency.

Properties of one sample are given at its temperatures and taken as linear between them (S, ρ = 1/σ, κ, zT). Averages over a
large ΔT hide that S, ρ and κ change along the leg; H. S. Kim, W. Liu, G. Chen, C.-W. Chu & Z. Ren, PNAS 112, 8205 (2015),
therefore integrate each on its own:

    PF_eng = (∫S dT)²/∫ρ dT,    zT_eng = PF_eng/∫κ dT · ΔT,

    η = η_C (M - 1)/(α_0 M + α_2),    M = √(1 + zT_eng α_1/η_C),    α_i = ⟨(2T - T_c)S⟩ η_C/ΔT - i ⟨(T - T_c)ρ⟩ η_C/ΔT,

with ⟨xS⟩ = ∫xS dT/∫S dT and ⟨xρ⟩ = ∫xρ dT/∫ρ dT. It is derived here for a temperature that is linear along the leg: the
current I that maximises (IV - I²R)/(I S_h T_h + K - I W_T - I²W_J), where a share (T - T_c)/ΔT of the Joule and Thomson
heat of each place goes back to the hot side, and the Thomson term is integrated by parts so that dS/dT is not needed.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from mi_core.errors import InputError
from mi_core.thermoelectrics.transport.arrays import numbers, positive


class Engineering(NamedTuple):
    """Engineering power factor in W/(m K), engineering zT, and the maximum efficiency with Carnot's, as fractions."""

    power_factor_w_per_m_k: float
    zt: float
    efficiency: float
    carnot: float


def average_zt(temperature_k, zt, cold_k: float, hot_k: float) -> float:
    """Return ∫zT dT/ΔT between two temperatures for zT (n,) at temperatures (n,) in any order.

    Raises InputError for bad numbers, repeated temperatures, and limits outside them.
    """
    _, values, weights = _quadrature(temperature_k, {"zT": zt}, cold_k, hot_k)
    return float(values["zT"] @ weights / (hot_k - cold_k))


def engineering(
    temperature_k, seebeck_v_per_k, sigma_s_per_m, kappa_w_per_m_k, cold_k: float, hot_k: float
) -> Engineering:
    """Return what a leg does between two temperatures, from properties (n,) at temperatures (n,) in any order.

    The efficiency is NaN where ∫S dT is 0. Raises InputError as `average_zt` does, also where σ or κ is not above 0.
    """
    sigma, kappa = numbers(sigma_s_per_m=sigma_s_per_m, kappa_w_per_m_k=kappa_w_per_m_k)
    columns = {"S": seebeck_v_per_k, "1/σ": 1 / positive(sigma), "κ": positive(kappa)}
    grid, values, weights = _quadrature(temperature_k, columns, cold_k, hot_k)
    seebeck, rho, kappa = (values[name] * weights for name in columns)  # times dT
    voltage, difference, carnot = seebeck.sum(), hot_k - cold_k, 1 - cold_k / hot_k
    factor = voltage**2 / rho.sum()
    zt = factor / kappa.sum() * difference
    if voltage == 0:
        return Engineering(0.0, 0.0, np.nan, carnot)
    peltier = (2 * grid - cold_k) @ seebeck / voltage * carnot / difference
    joule = (grid - cold_k) @ rho / rho.sum() * carnot / difference
    efficiency = _efficiency(zt, carnot, *(peltier - i * joule for i in range(3)))
    return Engineering(float(factor), float(zt), efficiency, carnot)


def _efficiency(zt: float, carnot: float, alpha_0: float, alpha_1: float, alpha_2: float) -> float:
    inside = 1 + zt * alpha_1 / carnot
    if inside < 0:
        return np.nan
    root = np.sqrt(inside)
    return float(carnot * (root - 1) / (alpha_0 * root + alpha_2))


def _quadrature(temperature_k, columns: dict, cold_k: float, hot_k: float):
    """Return temperatures, the columns there, and weights, exact for cubic functions between measured temperatures."""
    temperature, *values = numbers(temperature_k=temperature_k, **columns)
    order = np.argsort(temperature, axis=None)
    temperature, values = temperature.ravel()[order], [value.ravel()[order] for value in values]
    _check_samples(temperature, dict(zip(columns, values, strict=True)))
    _check_limits(temperature, cold_k, hot_k)
    inside = temperature[(temperature > cold_k) & (temperature < hot_k)]
    edges = np.concatenate([[cold_k], inside, [hot_k]])
    middle, half = (edges[1:] + edges[:-1]) / 2, np.diff(edges) / 2
    grid = np.concatenate([middle - half / 3**0.5, middle + half / 3**0.5])  # two points of Gauss
    at_grid = {name: np.interp(grid, temperature, value) for name, value in zip(columns, values, strict=True)}
    return grid, at_grid, np.concatenate([half, half])


def _check_samples(temperature: np.ndarray, columns: dict[str, np.ndarray]) -> None:
    if temperature.size < 2:
        raise InputError(f"A leg needs properties at two temperatures or more; got {temperature.size}.")
    if not np.all(temperature > 0):
        raise InputError("A temperature is missing or not above 0 K; leave its row out.")
    for name, values in columns.items():
        bad = temperature[~np.isfinite(values)]
        if bad.size:
            raise InputError(f"{name} cannot be used at {bad[0]:g} K; correct it, or leave that row out.")
    repeated = temperature[1:][np.diff(temperature) == 0]
    if repeated.size:
        raise InputError(
            f"{repeated[0]:g} K occurs more than once; give one row per temperature of one sample."
        )


def _check_limits(temperature: np.ndarray, cold_k: float, hot_k: float) -> None:
    if not cold_k < hot_k:
        raise InputError(f"The cold side must be colder than the hot side; got {cold_k:g} K and {hot_k:g} K.")
    lowest, highest = temperature[0], temperature[-1]
    if cold_k < lowest or hot_k > highest:
        raise InputError(
            f"The properties reach from {lowest:g} to {highest:g} K; choose both sides there, not {cold_k:g} and "
            f"{hot_k:g} K."
        )
