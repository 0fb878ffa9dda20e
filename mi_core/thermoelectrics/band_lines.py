"""Lines of one parabolic band through measured points of S and σ: what doping alone could do to them.

Along a line the transport coefficient σ_E0 of `transport/parabolic_band.py` stays as it is, and the reduced Fermi level
changes. Carriers scattered by acoustic phonons have one σ_E0 at all temperatures, so that points of one sample stay on one
line; their weighted mobility then goes as T^(-3/2). A line is therefore named by its weighted mobility at one temperature.
Derived here. Where |S| is large it is straight in ln σ, of slope k_B/e = 86.17 µV/K, as A. Novitskii & T. Mori discuss,
arXiv:2502.03837 (2025).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_core.thermoelectrics.transport.analysis import SEEBECK, SIGMA, TEMPERATURE
from mi_core.thermoelectrics.transport.mobility import weighted_mobility
from mi_core.thermoelectrics.transport.units import CM2_PER_V_S, UV_PER_K

if TYPE_CHECKING:
    import pandas as pd

NAMED_AT_K = 300.0  # where the points are of several temperatures
ALIKE_K = 1.0  # temperatures this near count as one
MOST_LINES = 5
STEPS = 120
MARGIN = 1.3  # how far a line reaches beyond the points' |S|


class BandLine(NamedTuple):
    """A line of constant σ_E0.

    weighted_mobility : cm²/(V s), that of the band at `temperature_k`; seebeck_uv_per_k : |S|, (STEPS,), falling;
    conductivity_s_per_m : (STEPS,)
    """

    weighted_mobility: float
    temperature_k: float
    seebeck_uv_per_k: np.ndarray
    conductivity_s_per_m: np.ndarray


def band_points(points: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that have a place among the lines: S is known and not 0, σ and T are above 0."""
    numbers = points[[SEEBECK, SIGMA, TEMPERATURE]].to_numpy(dtype=float)
    good = (np.abs(numbers[:, 0]) > 0) & (numbers[:, 1:] > 0).all(axis=1)
    return points[good & np.isfinite(numbers).all(axis=1)]


def band_lines(points: pd.DataFrame) -> list[BandLine]:
    """Return lines of round weighted mobilities around and between those of the points, lowest first; none without points.

    points : columns `temperature_k`, `seebeck_uv_per_k`, `conductivity_s_per_m`
    """
    rows = band_points(points)
    if rows.empty:
        return []
    temperature = rows[TEMPERATURE].to_numpy(dtype=float)
    named_at = float(temperature.mean()) if np.ptp(temperature) <= ALIKE_K else NAMED_AT_K
    size = rows[SEEBECK].abs().to_numpy(dtype=float)
    mobility = weighted_mobility(size / UV_PER_K, rows[SIGMA], named_at) * CM2_PER_V_S
    mobility = mobility[mobility > 0]
    if not len(mobility):
        return []
    seebeck = np.geomspace(size.max() * MARGIN, size.min() / MARGIN, STEPS)
    per_siemens = (
        weighted_mobility(seebeck / UV_PER_K, 1.0, named_at) * CM2_PER_V_S
    )  # µ_w is proportional to σ
    return [
        BandLine(value, named_at, seebeck, value / per_siemens)
        for value in round_values(float(mobility.min()), float(mobility.max()))
    ]


def round_values(low: float, high: float, most: int = MOST_LINES) -> list[float]:
    """Return up to `most` numbers 1, 2 or 5 times a power of ten, from the last at or below `low` to the first at or
    above `high`; where they are too many, powers of ten at even steps.
    """
    decades = np.arange(np.floor(np.log10(low)), np.ceil(np.log10(high)) + 1)
    every = np.multiply.outer(10.0**decades, [1.0, 2.0, 5.0]).ravel()
    first = np.searchsorted(every, low * (1 + 1e-9), side="right") - 1
    last = np.searchsorted(every, high * (1 - 1e-9))
    found = every[max(first, 0) : last + 1]
    if len(found) > most:
        found = (10.0**decades)[:: -(-len(decades) // most)]
    return [float(f"{value:.6g}") for value in found]
