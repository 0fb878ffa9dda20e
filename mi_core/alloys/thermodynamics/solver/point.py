"""What an equilibrium calculation answers at one composition and temperature, and when it is accepted.

pycalphad's own verdict is not asked. It can be wrong by kilojoules, and it can refuse an answer whose masses are off by
1e-7. The plane is a lower bound of the Gibbs energy, so the distance between both proves the answer (duality of the convex
hull): what is accepted lies less than 1 J/mol above the minimum over all points that were looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from mi_core.alloys.thermodynamics.database.ordering import order_of
from mi_core.alloys.thermodynamics.solver.composition_sets import name_of, sites_of

HIGHEST_DRIVING_FORCE = 1.0  # J/mol: what a point may lie below the plane of an accepted answer
OFF_PLANE = 0.05  # J/mol: what a stable phase may lie off the plane
MASS_BALANCE = 1e-6  # mole fraction
SAME = 1e-3  # mole fraction: closer sets of one phase are one
LEAST_AMOUNT = 1e-9  # mole fraction of a phase that is there


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

    def fractions(self) -> dict[str, float]:
        """Return the mole fraction of each phase, the sets of a miscibility gap summed."""
        found: dict[str, float] = {}
        for phase in self.phases:
            found[phase.phase] = found.get(phase.phase, 0.0) + phase.fraction
        return found


def accepted(
    x: np.ndarray, sets: list, potentials: np.ndarray, driving_force: float, *, same: float = SAME
) -> Point:
    """Return the point when it passes every test, else one without phases that says which test it fails.

    x : (elements,) mole fractions; potentials : of the plane, J/mol; driving_force : the highest found below it, J/mol;
    same : mole fraction, see `SAME`.
    """
    phases = _phases(sets, same)
    balance = sum(compset.NP * np.asarray(compset.X) for compset in sets) - x
    off_plane = max(
        (abs(np.asarray(c.X) @ potentials - c.energy) for c in sets if c.NP >= LEAST_AMOUNT), default=np.inf
    )
    if not np.isfinite(driving_force) or not np.isfinite(potentials).all():
        return Point(reason="the minimiser did not come to rest")
    if not driving_force < HIGHEST_DRIVING_FORCE:
        return Point(
            reason=f"the best answer found may lie up to {driving_force:,.1f} J/mol above the equilibrium"
        )
    if not (off_plane < OFF_PLANE and np.abs(balance).max() < MASS_BALANCE and len(phases) <= len(x)):
        return Point(reason="the phases found neither balance the composition nor lie on one plane")
    gibbs = sum(compset.NP * compset.energy for compset in sets)
    return Point(float(gibbs), driving_force, phases, potentials)


def _phases(sets: list, same: float) -> list[PhaseAmount]:
    """Return the phases that are there, sets of one phase and composition joined, most of it first."""
    found: list[PhaseAmount] = []
    for compset in sets:
        if compset.NP < LEAST_AMOUNT:
            continue
        name, composition = name_of(compset), np.array(compset.X)
        twin = next(
            (p for p in found if p.phase == name and np.abs(p.composition - composition).max() < same), None
        )
        if twin is not None:
            both = twin.fraction + float(compset.NP)
            twin.composition = (twin.fraction * twin.composition + compset.NP * composition) / both
            twin.fraction = both
            continue
        order = order_of(compset.phase_record.phase_record_factory.models[name], sites_of(compset))
        found.append(PhaseAmount(name, float(compset.NP), composition, order))
    return sorted(found, key=lambda phase: -phase.fraction)
