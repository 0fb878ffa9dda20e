"""What an equilibrium calculation answers at one composition and temperature."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np


@dataclass(slots=True)
class PhaseAmount:
    """A stable phase: name, mole fraction of the alloy's atoms, mole fractions in it (elements,), order."""

    phase: str
    fraction: float
    composition: np.ndarray
    order: str = ""


@dataclass(slots=True)
class Point:
    """The equilibrium of one alloy at one temperature; without phases where none was found.

    gibbs : J/mol atoms; driving_force : highest of any point off the plane that was looked at, J/mol;
    potentials : (elements,) J/mol; reason : why none was found, half a sentence.
    """

    gibbs: float = np.nan
    driving_force: float = np.nan
    phases: list[PhaseAmount] = field(default_factory=list)
    potentials: np.ndarray | None = None
    reason: str = ""

    @property
    def converged(self) -> bool:
        """Whether an equilibrium was found and accepted."""
        return bool(self.phases)
