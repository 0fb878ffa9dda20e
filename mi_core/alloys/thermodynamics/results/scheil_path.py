"""Solidification after Scheil and Gulliver: equilibrium at the front, no diffusion in the solid, a liquid mixed throughout.

E. Scheil, Z. Metallkd. 34, 70 (1942); G. H. Gulliver, J. Inst. Met. 9, 120 (1913). From the liquidus downwards the liquid
that is left takes the place of the alloy at each step. The loop is that of the package `scheil` (B. Bocklund et al.,
doi:10.5281/zenodo.3630656), on our engine: that package, version 0.3, compiles every phase anew and takes 25 to 55 s for
four to seven elements, too long for a page, and calls a step that does not converge the end. The tests hold this path
against the package's.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.alloys.compositions.composition import MOLAR_MASS
from mi_core.alloys.thermodynamics.results.boundaries import EXACT_TO
from mi_core.alloys.thermodynamics.results.derived import derived_of
from mi_core.alloys.thermodynamics.solver.solve import solve_point
from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mi_core.alloys.thermodynamics.solver.point import Point
    from mi_core.alloys.thermodynamics.solver.system import ElementSystem

STEP = 2.0  # K
LAST_LIQUID = 1e-3  # mole fraction of liquid at which the rest is left alone
TRACE = 1e-6  # mole fraction that an element keeps in the liquid: the minimiser fails at smaller ones
MOST_LOST = 5  # steps in a row that may fail
VULNERABLE = (0.90, 0.99)  # fraction solid where cracks open and no liquid flows in: Clyne and Davies
STEEP = (0.87, 0.94)  # fraction solid over which Kou compares A206 with A356


@dataclass(frozen=True, slots=True)
class ScheilPath:
    """A path from the liquidus to the last liquid.

    frame : temperature_k, fraction_solid, and by phase the mole fraction solidified so far; complete : whether the liquid
    was followed to its end; reason : a sentence if not; mass_frame : the same as `frame` in mass fractions.
    """

    frame: pd.DataFrame
    complete: bool
    reason: str = ""
    mass_frame: pd.DataFrame | None = None

    @property
    def liquidus_k(self) -> float:
        """Temperature (K) at which solidification begins."""
        return float(self.frame["temperature_k"].iloc[0])

    @property
    def final_k(self) -> float:
        """Temperature (K) at which the last liquid solidifies; NaN if it was not followed so far."""
        return float(self.frame["temperature_k"].iloc[-1]) if self.complete else math.nan

    @property
    def freezing_range_k(self) -> float:
        """Difference of the two, K."""
        return self.liquidus_k - self.final_k

    def temperature_at(self, solid: float) -> float:
        """Return the temperature (K) at which this fraction is solid; NaN beyond the end."""
        found = self.frame["fraction_solid"].to_numpy()
        if not found[0] <= solid <= found[-1]:
            return math.nan
        return float(np.interp(solid, found, self.frame["temperature_k"].to_numpy()))

    @property
    def terminal_freezing_range_k(self) -> float:
        """Return T(0.90 solid) - T(0.99 solid), K: where the alloy is vulnerable to hot cracking.

        T. W. Clyne and G. J. Davies, Br. Foundrym. 74, 65 (1981): from 0.90 on liquid no longer flows in where grains part;
        beyond 0.99 they have grown together.
        """
        first, last = VULNERABLE
        return self.temperature_at(first) - self.temperature_at(last)

    @property
    def cracking_index_k(self) -> float:
        """Return |dT / d(fraction solid^1/2)|, K, near the end; steeper means more prone to hot cracking.

        S. Kou, Acta Mater. 88, 366 (2015). The mean over fractions solid from 0.87 to 0.94, where he compares the casting
        alloys A206 (prone) and A356.
        """
        first, last = STEEP
        return (self.temperature_at(first) - self.temperature_at(last)) / (math.sqrt(last) - math.sqrt(first))


def scheil_of(system: ElementSystem, x: Mapping[str, float], *, step_k: float = STEP) -> ScheilPath:
    """Return the path of an alloy (mole fractions) in an open element system.

    InputError for an alloy whose liquidus is not within the temperatures of the database.
    """
    found = derived_of(system, x, ("liquidus_k",))
    if math.isnan(found["liquidus_k"]):
        raise InputError(f"The solidification has no beginning: {found['reasons']['liquidus_k']}")
    run = _Run(system, x, found["liquidus_k"])
    complete, reason = run.follow(step_k)
    system.forget_grids()
    return ScheilPath(_table(run.rows), complete, reason, _table(run.mass_rows))


class _Run:
    """State of a solidification: temperature, composition of the liquid, what has become of the rest."""

    def __init__(self, system: ElementSystem, x: Mapping[str, float], liquidus_k: float):
        self.system, self.x = system, dict(x)
        self.liquid = 1.0
        self.amounts: dict[str, float] = {}
        self.masses: dict[str, float] = {}
        self.rows: list[dict[str, float]] = []
        self.mass_rows: list[dict[str, float]] = []
        self.molar = np.array([MOLAR_MASS[symbol] for symbol in system.elements])
        self.mass = sum(part * MOLAR_MASS[symbol] for symbol, part in self.x.items())
        self._keep(liquidus_k)

    def follow(self, step_k: float) -> tuple[bool, str]:
        """Cool step by step until no liquid is left; (whether that was reached, why not)."""
        temperature, lost = self.rows[0]["temperature_k"], 0
        low = self.system.database.temperature_limits[0]
        while self.liquid > LAST_LIQUID:
            temperature -= step_k
            if temperature < low:
                return False, f"There still is liquid ({self.liquid:.3g}) at {low:g} K."
            point = self._equilibrium(temperature)
            lost = 0 if point.converged else lost + 1
            if lost > MOST_LOST:
                above = self.rows[-1]["temperature_k"]
                return (
                    False,
                    f"No equilibrium of the last liquid ({self.liquid:.3g}) was found below {above:g} K.",
                )
            if point.converged and not _has_liquid(point):
                temperature, point = self._invariant(temperature, self.rows[-1]["temperature_k"], point)
            if point.converged:
                self._solidify(point, temperature)
        return True, ""

    def _equilibrium(self, temperature: float) -> Point:
        """Return the equilibrium of the liquid; that it ends is believed only when every start says so."""
        point = solve_point(self.system, self.x, temperature)
        if point.converged and not _has_liquid(point):
            point = solve_point(self.system, self.x, temperature, thorough=True)
        return point

    def _invariant(self, below: float, above: float, point: Point) -> tuple[float, Point]:
        """Return the temperature at which the liquid ends, to 0.5 K, and the equilibrium just below it."""
        while above - below > EXACT_TO:
            middle = (above + below) / 2
            found = self._equilibrium(middle)
            if not found.converged or _has_liquid(found):
                above = middle
            else:
                below, point = middle, found
        return below, point

    def _solidify(self, point: Point, temperature: float) -> None:
        left, composition = 0.0, np.zeros(len(self.x))
        for phase in point.phases:
            if phase.phase == "LIQUID":
                left += phase.fraction
                composition += phase.fraction * phase.composition
            else:
                amount = self.liquid * phase.fraction
                self.amounts[phase.phase] = self.amounts.get(phase.phase, 0.0) + amount
                mass = amount * float(phase.composition @ self.molar) / self.mass
                self.masses[phase.phase] = self.masses.get(phase.phase, 0.0) + mass
        self.liquid *= left
        if left > 0:
            x = np.maximum(composition / left, TRACE)
            self.x = dict(zip(self.system.elements, (x / x.sum()).tolist(), strict=True))
        self._keep(temperature)

    def _keep(self, temperature: float) -> None:
        self.rows.append({"temperature_k": temperature, "fraction_solid": 1.0 - self.liquid} | self.amounts)
        by_mass = {"temperature_k": temperature, "fraction_solid": sum(self.masses.values())} | self.masses
        self.mass_rows.append(by_mass)


def _table(rows: list[dict[str, float]]) -> pd.DataFrame:
    """Return rows as a table, phases in the order of their first appearance."""
    return pd.DataFrame(rows).fillna(0.0)


def _has_liquid(point: Point) -> bool:
    return any(phase.phase == "LIQUID" for phase in point.phases)
