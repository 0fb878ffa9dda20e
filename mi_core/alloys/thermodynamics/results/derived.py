"""The numbers that metallurgists read off a phase diagram, of one alloy, computed by the engine.

Liquidus: the lowest temperature above which all is liquid. Solidus: the highest below which nothing is. Freezing range:
their difference. Solvus of a phase: the highest temperature at which it is there, so that it disappears when heated beyond.
All at equilibrium; `mi_core.alloys.thermodynamics.results.scheil_path` has solidification without diffusion in the solid.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from mi_core.alloys.thermodynamics.database.phase_names import phase_label
from mi_core.alloys.thermodynamics.results.boundaries import THERE, AlloyPoints, boundary
from mi_core.alloys.thermodynamics.results.derived_grid import LIQUID, MATRIX, SOLVUS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from mi_core.alloys.thermodynamics.solver.system import ElementSystem

STEP = 50.0  # K, of the ladder that finds where to look closer


def derived_of(
    system: ElementSystem, x: Mapping[str, float], wanted: Collection[str] | None = None
) -> dict[str, Any]:
    """Return the derived temperatures of an alloy (mole fractions) in an open element system, each to 0.5 K.

    wanted : keys of `Specification.derived`; absent: liquidus, solidus, freezing range, and the solvus of every precipitate.

    Returns "liquidus_k", "solidus_k", "freezing_range_k" (K), "solvus" (K by phase), and "reasons", a sentence for each that
    is NaN, by key. A phase that is there only within less than 50 K can be missed.
    """
    search = _Search(AlloyPoints(system, x), system.database.temperature_limits)
    keys = {"liquidus_k", "solidus_k", "freezing_range_k"} if wanted is None else set(wanted)
    found: dict[str, Any] = {}
    if keys & {"liquidus_k", "freezing_range_k"}:
        found["liquidus_k"] = search.liquidus()
    if keys & {"solidus_k", "freezing_range_k"}:
        found["solidus_k"] = search.solidus()
    if "freezing_range_k" in keys:
        found["freezing_range_k"] = found["liquidus_k"] - found["solidus_k"]
    if wanted is None:
        phases = search.precipitates()
    else:
        phases = {key.removeprefix(SOLVUS) for key in keys if key.startswith(SOLVUS)}
    found["solvus"] = {phase: search.solvus(phase) for phase in sorted(phases)}
    found["reasons"] = search.reasons
    system.forget_grids()  # each temperature was met once
    return found


class _Search:
    """Looks for boundaries of one alloy within the temperatures of the database; `reasons` keeps why one was not found."""

    def __init__(self, points: AlloyPoints, limits: tuple[float, float]):
        self.points = points
        self.low, self.high = limits
        steps = round((self.high - self.low) / STEP)
        self.ladder = [self.low + n * (self.high - self.low) / steps for n in range(steps + 1)]
        self.reasons: dict[str, str] = {}

    def liquidus(self) -> float:
        """Return the liquidus: solid is there below, gone above."""
        return self._between("liquidus_k", self.points.solid, self.ladder, "solid")

    def solidus(self) -> float:
        """Return the solidus: liquid is there above, gone below."""
        return self._between("solidus_k", self.points.liquid, self.ladder[::-1], "liquid")

    def precipitates(self) -> set[str]:
        """Return the phases met on the ladder, without liquid and matrix."""
        met = [self.points.phases(t) or {} for t in self.ladder]
        return {name for phases in met for name, part in phases.items() if part > THERE} - {LIQUID, MATRIX}

    def solvus(self, phase: str) -> float:
        """Return the highest temperature at which a phase is there."""
        key = f"{SOLVUS}{phase}"

        def amount(temperature: float) -> float:
            """Return the mole fraction of the phase."""
            return self.points.fraction(phase, temperature)

        above = None
        for t in reversed(self.ladder):
            value = amount(t)
            if value > THERE:
                if above is None:
                    return self._missing(key, f"{phase_label(phase)} is still there at {t:g} K.")
                return self._end(key, amount, t, above)
            above = above if math.isnan(value) else t
        return self._missing(
            key, f"{phase_label(phase)} is at none of the temperatures {self.low:g} to {self.high:g} K."
        )

    def _between(self, key: str, amount, ladder: list[float], what: str) -> float:
        """Return where an amount ends that is there from the first temperature of the ladder to one of them."""
        known = [t for t in (ladder[0], ladder[-1]) if not math.isnan(amount(t))]
        if len(known) < 2:
            return self._missing(key, f"No equilibrium was found at {ladder[0]:g} K or at {ladder[-1]:g} K.")
        there, gone = known
        if amount(there) <= THERE:
            return self._missing(key, f"There is no {what} at {there:g} K.")
        if amount(gone) > THERE:
            return self._missing(key, f"There still is {what} at {gone:g} K.")
        inside = ladder[1:-1]
        while inside:
            middle = inside.pop(len(inside) // 2)
            value = amount(middle)
            if math.isnan(value):
                continue
            if value > THERE:
                there = middle
            else:
                gone = middle
            inside = [t for t in inside if min(there, gone) < t < max(there, gone)]
        return self._end(key, amount, there, gone)

    def _end(self, key: str, amount, there: float, gone: float) -> float:
        found = boundary(amount, there, gone)
        return found if not math.isnan(found) else self._missing(key, "An equilibrium near it was not found.")

    def _missing(self, key: str, reason: str) -> float:
        self.reasons[key] = reason
        return math.nan
