"""Temperatures at which something of one alloy appears or disappears, found on the engine to 0.5 K."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mi_core.alloys.thermodynamics.solver.solve import solve_point

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mi_core.alloys.thermodynamics.solver.system import ElementSystem

EXACT_TO = 0.5  # K
#: Mole fraction from which a phase counts as there; the minimiser leaves less of vanishing phases.
THERE = 1e-6
ASIDE = (0.0, 0.3, -0.3)  # K: where to look instead when a point does not converge
ELSEWHERE = (0.5, 0.25, 0.75, 0.1, 0.9)  # of the interval, when there is nothing beside it either
MOST_STEPS = 40


class AlloyPoints:
    """Phases of one alloy by temperature, each computed when first asked for.

    system : element system of the alloy; x : its mole fractions by symbol.
    """

    def __init__(self, system: ElementSystem, x: Mapping[str, float]):
        self.system, self.x = system, x
        self._found: dict[float, dict[str, float] | None] = {}

    def phases(self, temperature_k: float) -> dict[str, float] | None:
        """Return mole fractions by phase at a temperature, or a hair beside it; None if no point there converges."""
        key = float(temperature_k)
        if key not in self._found:
            self._found[key] = None
            for aside in ASIDE:
                point = solve_point(self.system, self.x, key + aside)
                if point.converged:
                    self._found[key] = point.fractions()
                    break
        return self._found[key]

    def liquid(self, temperature_k: float) -> float:
        """Return the mole fraction of liquid; NaN if no point converges."""
        return self.fraction("LIQUID", temperature_k)

    def solid(self, temperature_k: float) -> float:
        """Return the mole fraction of everything but liquid; NaN if no point converges."""
        return 1.0 - self.liquid(temperature_k)

    def fraction(self, phase: str, temperature_k: float) -> float:
        """Return the mole fraction of a phase; NaN if no point converges."""
        found = self.phases(temperature_k)
        return math.nan if found is None else found.get(phase, 0.0)


def boundary(amount: Callable[[float], float], there: float, gone: float) -> float:
    """Return the temperature between `there`, where the amount is positive, and `gone`, where it is 0.

    NaN where too little converges. Secants through the last two amounts guess the end, halving keeps what they promise;
    exact to 0.25 K either way.
    """
    last: tuple[float, float] | None = None  # an earlier temperature and its amount, on the positive side
    here, halve = amount(there), False
    for _ in range(MOST_STEPS):
        width = abs(gone - there)
        if width <= EXACT_TO:
            return (there + gone) / 2
        guess = (there + gone) / 2 if halve else _secant(there, here, last, gone)
        shares = iter(ELSEWHERE)
        while math.isnan(value := amount(guess)):
            share = next(shares, None)
            if share is None:
                return math.nan
            guess = there + share * (gone - there)
        if value > THERE:
            last, there, here = (there, here), guess, value
        else:
            gone = guess
        halve = abs(gone - there) > width / 2
    return math.nan


def _secant(there: float, here: float, last: tuple[float, float] | None, gone: float) -> float:
    """Return where the line through the last two amounts ends, kept inside; just beyond it when it is almost reached."""
    if last is None or here >= last[1]:
        return (there + gone) / 2
    end = there + here * (there - last[0]) / (last[1] - here)
    step = math.copysign(0.9 * EXACT_TO, gone - there)
    if (end - there) / step < 1:
        return there + step
    return end if (gone - end) / step >= 1 else gone - step
