"""What temperatures and amounts of phases are shown in; everything is computed and written in K and mole fractions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from mi_core.alloys.thermodynamics.results.temperatures import ZERO_CELSIUS

Numbers = TypeVar("Numbers", float, np.ndarray)


@dataclass(frozen=True, slots=True)
class Units:
    """What is shown: °C instead of K, and weight per cent of phases instead of mole per cent."""

    celsius: bool = False
    by_mass: bool = False

    @property
    def temperature(self) -> str:
        """K or °C."""
        return "°C" if self.celsius else "K"

    @property
    def amount(self) -> str:
        """The unit of the amount of a phase, in per cent of the alloy: mol% or wt%."""
        return "wt%" if self.by_mass else "mol%"

    def shown(self, kelvins: Numbers) -> Numbers:
        """Return a temperature in the unit that is shown."""
        return np.round(kelvins - ZERO_CELSIUS, 6) if self.celsius else kelvins

    def kelvins(self, shown: Numbers) -> Numbers:
        """Return K of a temperature in the unit that is shown."""
        return np.round(shown + ZERO_CELSIUS, 6) if self.celsius else shown

    def text(self, kelvins: float) -> str:
        """Return a temperature with its unit, such as "450 K" or "176.85 °C"."""
        return f"{self.shown(kelvins):.6g} {self.temperature}"

    def axis(self) -> str:
        """Return the title of an axis of temperatures."""
        return f"Temperature ({self.temperature})"


MOLES = Units()
