"""In which unit, and on which kind of axis, each quantity is shown; frames keep the units that their columns name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from mi_core.conditions import KELVIN_AT_0_CELSIUS
from mi_core.thermoelectrics.transport.analysis import KAPPA, SEEBECK, SIGMA, TEMPERATURE
from mi_core.thermoelectrics.transport.units import MW_PER_M_K2, S_PER_CM, UW_PER_CM_K2

POWER_FACTOR = "power_factor_mw_per_m_k2"
LOG10_SIGMA, LOG10_KAPPA = "log10_sigma_s_per_m", "log10_kappa_w_per_m_k"
#: Of the carriers alone: κ_e, and S²σT/κ_e.
KAPPA_E, ZT_ELECTRONIC = "electronic_conductivity_w_per_m_k", "zt_electronic"


@dataclass(frozen=True, slots=True)
class Shown:
    """How the numbers of a column are shown: symbol and unit for people, and shown = factor · number + offset.

    of_log10 : whether the column holds decimal logarithms, of which the numbers themselves are shown.
    """

    symbol: str
    unit: str
    factor: float = 1.0
    offset: float = 0.0
    of_log10: bool = False

    @property
    def label(self) -> str:
        """Symbol and unit, for heads of tables and titles of axes."""
        return f"{self.symbol} ({self.unit})" if self.unit else self.symbol

    def values(self, numbers) -> np.ndarray:
        """Return the numbers of the column as they are shown."""
        numbers = np.asarray(numbers, dtype=float)
        return (10**numbers if self.of_log10 else numbers) * self.factor + self.offset

    def numbers(self, values) -> np.ndarray:
        """Return the column's numbers of shown ones, to ten digits: 27 °C are 300.15 K again."""
        numbers = (np.asarray(values, dtype=float) - self.offset) / self.factor
        return np.round(np.log10(numbers), 10) if self.of_log10 else np.round(numbers, 10)


#: As the columns have them, but for logarithms.
_AS_STORED = {
    TEMPERATURE: Shown("T", "K"),
    SEEBECK: Shown("S", "µV/K"),
    SIGMA: Shown("σ", "S/m"),
    LOG10_SIGMA: Shown("σ", "S/m", of_log10=True),
    KAPPA: Shown("κ", "W/(m K)"),
    LOG10_KAPPA: Shown("κ", "W/(m K)", of_log10=True),
    KAPPA_E: Shown("κₑ", "W/(m K)"),
    POWER_FACTOR: Shown("S²σ", "mW/(m K²)"),
    "zt": Shown("zT", ""),
    "zt_from_parts": Shown("zT", ""),
    ZT_ELECTRONIC: Shown("zTₑ", ""),
    "weighted_mobility_cm2_per_v_s": Shown("µ_w", "cm²/(V s)"),
}
_PER_CM: dict[str, Any] = {"unit": "S/cm", "factor": S_PER_CM}
_MICROWATTS: dict[str, Any] = {"unit": "µW/(cm K²)", "factor": UW_PER_CM_K2 / MW_PER_M_K2}
_CELSIUS: dict[str, Any] = {"unit": "°C", "offset": -KELVIN_AT_0_CELSIUS}


@dataclass(frozen=True, slots=True)
class Display:
    """What the reader chose: σ in S/cm, S²σ in µW/(cm K²), T in °C, and logarithmic axes of σ and of κ."""

    per_cm: bool = False
    microwatts: bool = False
    celsius: bool = False
    log_sigma: bool = False
    log_kappa: bool = False

    def of(self, column: str) -> Shown:
        """Return how a column is shown."""
        chosen = {
            TEMPERATURE: (self.celsius, _CELSIUS),
            SIGMA: (self.per_cm, _PER_CM),
            LOG10_SIGMA: (self.per_cm, _PER_CM),
            POWER_FACTOR: (self.microwatts, _MICROWATTS),
        }
        on, other = chosen.get(column, (False, {}))
        return replace(_AS_STORED[column], **other) if on else _AS_STORED[column]

    def is_log(self, column: str) -> bool:
        """Return whether the column's axis is logarithmic."""
        return {
            SIGMA: self.log_sigma,
            LOG10_SIGMA: self.log_sigma,
            KAPPA: self.log_kappa,
            LOG10_KAPPA: self.log_kappa,
        }.get(column, False)

    def temperature(self, kelvins: float) -> str:
        """Return a temperature with its unit, such as "450 K" or "176.85 °C"."""
        shown = self.of(TEMPERATURE)
        return f"{float(shown.values(kelvins)):.5g} {shown.unit}"


#: Units as the columns have them, linear axes.
AS_STORED = Display()
