"""One phase equilibrium: composition and temperature to the stable phases, by pycalphad's minimiser.

The start is the convex hull of the sampled energies; solution phases close to its plane come along without amount, so that
the minimiser can bring them in. The answer is accepted when its phases lie on one plane, balance the composition and obey
the phase rule, and no sampled point of any phase, nor any found between them (`off_grid`), lies below that plane
(M. Hillert, Physica B+C 103, 31, 1981). Otherwise it starts again from other points.

pycalphad's own verdict is not asked. It can be wrong by kilojoules, and it can refuse an answer whose masses are off by
1e-7. The plane is a lower bound of the Gibbs energy, so the distance between both proves the answer (duality of the convex
hull): what is accepted lies less than 1 J/mol above the minimum over the sampled points.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from mi_core.alloys.thermodynamics.off_grid import highest_off_grid
from mi_core.alloys.thermodynamics.ordering import order_of
from mi_core.alloys.thermodynamics.system import PRESSURE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mi_core.alloys.thermodynamics.off_grid import Summit
    from mi_core.alloys.thermodynamics.system import ElementSystem

HIGHEST_DRIVING_FORCE = 1.0  # J/mol: what a sampled point may lie below the plane of an accepted answer
OFF_PLANE = 0.05  # J/mol: what a stable phase may lie off the plane
NOTICED_DRIVING_FORCE = 1e-4  # J/mol: from here on the point's phase is added and the minimiser runs again
MASS_BALANCE = 1e-6  # mole fraction
SAME = 1e-3  # mole fraction: closer sets of one phase are one
LEAST_AMOUNT = 1e-9  # mole fraction of a phase that is there
NOTICED_OFF_GRID = 1e-3  # J/mol, the same of points between the sampled ones
MOST_ROUNDS, MOST_CLIMBS = 16, 8  # of the minimiser, and of looking between the sampled points
MOST_ITERATIONS = 100  # of the minimiser in one round; it takes 10 to 60 where it does not go in circles
#: Of each start: how much finer its grid is, and how far above the plane (J/mol) a solution phase may lie to come along.
#: With company the minimiser finds phases that the grid is too coarse for; without, it loses its way less often.
STARTS = ((0, 0.0), (0, 1500.0), (1, 1500.0), (1, 0.0), (2, 200.0), (3, 0.0))
THOROUGH = ((0, 0.0), (0, 1500.0), (0, 5000.0))  # all tried, the lowest counts


@dataclass(slots=True)
class PhaseAmount:
    """A stable phase: name, mole fraction of the alloy's atoms, mole fractions in it (elements,), site fractions, order."""

    phase: str
    fraction: float
    composition: np.ndarray
    sites: np.ndarray
    order: str = ""


@dataclass(slots=True)
class Point:
    """The equilibrium of one alloy at one temperature; without phases where none was found.

    gibbs : J/mol atoms; driving_force : highest of any sampled point, J/mol; potentials : (elements,) J/mol.
    """

    gibbs: float = np.nan
    driving_force: float = np.nan
    phases: list[PhaseAmount] = field(default_factory=list)
    potentials: np.ndarray | None = None

    @property
    def converged(self) -> bool:
        """Whether an equilibrium was found and accepted."""
        return bool(self.phases)


def solve_point(
    system: ElementSystem, composition: Mapping[str, float], temperature_k: float, *, thorough: bool = False
) -> Point:
    """Return the equilibrium of mole fractions by symbol, all elements of the system, at a temperature.

    thorough : take the lowest answer of all starts in THOROUGH, not the first that is accepted.
    """
    x = np.array([composition[symbol] for symbol in system.elements])
    best = Point()
    for finer, reach in THOROUGH if thorough else STARTS:
        found = _start(system, x, temperature_k, finer, reach)
        if found.converged and not found.gibbs >= best.gibbs:
            best = found
        if best.converged and not thorough:
            break
    return best


def _start(system: ElementSystem, x: np.ndarray, temperature_k: float, finer: int, reach: float) -> Point:
    """Return what one start finds; a point without phases when it is not accepted."""
    try:
        sets, potentials = _hull_start(system, x, temperature_k, finer, reach)
        return _minimise(system, x, temperature_k, finer, sets, potentials)
    except (ZeroDivisionError, ValueError, ArithmeticError, np.linalg.LinAlgError):
        return Point()  # pycalphad's minimiser can divide by a vanished phase


def _hull_start(system: ElementSystem, x: np.ndarray, temperature_k: float, finer: int, reach: float):
    """Return the composition sets at the hull's corners and near its plane, and the plane's chemical potentials."""
    from pycalphad.core.hyperplane import hyperplane

    grid, sample = system.grid(temperature_k, finer), system.sample(finer)
    n = len(x)
    constraints = np.vstack([np.eye(n)[1:], np.ones(n)])
    potentials, amounts = np.zeros(n), np.zeros(n + 1)
    corners = np.zeros(n + 1, dtype=np.int32)
    hyperplane(
        grid.composition,
        grid.energy,
        potentials,
        np.array([], dtype=np.uintp),
        constraints,
        np.append(x[1:], 1.0),
        amounts,
        corners,
    )
    sets = [
        _set(system, sample, row, amount, temperature_k)
        for row, amount in _merged(sample, corners[:n], amounts[:n])
    ]
    there = {compset.phase_record.phase_name for compset in sets}
    below = grid.composition @ potentials - grid.energy
    for phase, rows in sample.rows.items():
        if phase in there or rows.start == rows.stop:
            continue
        row = rows.start + int(np.argmax(below[rows]))
        if below[row] >= (-reach if system.is_solution(phase) else 0.0):
            sets.append(_set(system, sample, row, 0.0, temperature_k))
    total = sum(compset.NP for compset in sets)
    for compset in sets:
        compset.NP /= total
    return sets, potentials


def _merged(sample, corners, amounts) -> list[tuple[int, float]]:
    """Join corners of one phase that are neighbours: (row, amount); the larger one's row stands for them."""
    kept: list[list] = []
    for row, amount in sorted(
        zip(corners.tolist(), amounts.tolist(), strict=True), key=lambda pair: -pair[1]
    ):
        if sample.phase_of_row[row] < 0:
            continue  # a fictitious point
        for other in kept:
            same = sample.phase_of_row[other[0]] == sample.phase_of_row[row]
            if same and np.abs(sample.composition[other[0]] - sample.composition[row]).max() < 0.02:
                other[1] += amount
                break
        else:
            kept.append([row, max(amount, 1e-6)])
    return [tuple(pair) for pair in kept]


def _set(system: ElementSystem, sample, row: int, amount: float, temperature_k: float):
    """Return pycalphad's composition set of a sampled row."""
    from pycalphad.core.composition_set import CompositionSet

    phase = system.phases[sample.phase_of_row[row]]
    compset = CompositionSet(system.record(phase))
    sites = sample.points[phase][row - sample.rows[phase].start]
    compset.update(sites, amount, np.array([1.0, PRESSURE, float(temperature_k)]))
    return compset


def _minimise(system: ElementSystem, x, temperature_k: float, finer: int, sets: list, potentials) -> Point:
    """Minimise, add what lies below the plane, and again, until nothing does."""
    from pycalphad import variables as v

    grid, sample = system.grid(temperature_k, finer), system.sample(finer)
    conditions = OrderedDict([(v.N, 1.0), (v.P, PRESSURE), (v.T, float(temperature_k))])
    conditions |= {
        v.X(symbol.upper()): float(part) for symbol, part in zip(system.elements[1:], x[1:], strict=True)
    }
    added, n, climbs = (set(), set()), len(x), 0
    for _ in range(MOST_ROUNDS):
        potentials = _run(sets, conditions)
        if not np.isfinite(potentials).all():
            return Point()
        below = grid.composition @ potentials - grid.energy
        below[:n] = -np.inf
        row = int(np.argmax(below))
        highest = float(below[row])
        again = row in added[0]  # it was lost: it comes with more
        on_grid = highest > NOTICED_DRIVING_FORCE and row not in added[1]
        if on_grid and not any(_is_here(compset, system, sample, row) for compset in sets):
            added[again].add(row)
            sets.append(_set(system, sample, row, 1e-2 if again else 1e-6, temperature_k))
            continue
        if highest >= HIGHEST_DRIVING_FORCE:
            break
        there = {
            name: [_sites(c) for c in sets if c.phase_record.phase_name == name] for name in _names(sets)
        }
        summits = highest_off_grid(system, sample, below, potentials, temperature_k, there)
        highest = max([highest, *(summit.driving_force for summit in summits[:1])])
        fresh = [summit for summit in summits if summit.driving_force > NOTICED_OFF_GRID]
        new = next(
            (s for s in (_of_summit(system, summit, temperature_k) for summit in fresh) if _is_new(s, sets)),
            None,
        )
        if new is None or climbs == MOST_CLIMBS:
            break
        climbs += 1
        sets.append(new)
    return _accepted(x, sets, potentials, highest)


def _names(sets: list) -> set[str]:
    return {compset.phase_record.phase_name for compset in sets}


def _sites(compset) -> np.ndarray:
    return np.array(compset.dof[len(compset.phase_record.state_variables) :])


def _of_summit(system: ElementSystem, summit: Summit, temperature_k: float):
    """Return pycalphad's composition set of a point between the sampled ones, with almost no amount."""
    from pycalphad.core.composition_set import CompositionSet

    compset = CompositionSet(system.record(summit.phase))
    compset.update(summit.sites, 1e-6, np.array([1.0, PRESSURE, float(temperature_k)]))
    return compset


def _is_new(compset, sets: list) -> bool:
    """Whether no set of the phase has nearly the same composition."""
    phase, composition = compset.phase_record.phase_name, np.asarray(compset.X)
    return not any(
        other.phase_record.phase_name == phase and np.abs(np.asarray(other.X) - composition).max() < 2 * SAME
        for other in sets
    )


def _run(sets: list, conditions) -> np.ndarray:
    """Run pycalphad's minimiser on composition sets, drop those without amount, and return the chemical potentials."""
    from pycalphad.core.solver import Solver

    specification = Solver().get_system_spec(sets, conditions)
    state = specification.get_new_state(sets)
    specification.run_loop(state, MOST_ITERATIONS)
    sets[:] = [compset for compset in sets if compset.NP > 0.0]
    return np.array(state.chemical_potentials)


def _is_here(compset, system: ElementSystem, sample, row: int) -> bool:
    phase = system.phases[sample.phase_of_row[row]]
    return (
        compset.phase_record.phase_name == phase
        and np.abs(np.asarray(compset.X) - sample.composition[row]).max() < 1e-4
    )


def _accepted(x: np.ndarray, sets: list, potentials, driving_force: float) -> Point:
    """Return the point when it passes every test, else one without phases."""
    phases = _phases(sets)
    balance = sum(phase.fraction * phase.composition for phase in phases) - x
    off_plane = max(
        (abs(np.asarray(c.X) @ potentials - c.energy) for c in sets if c.NP >= LEAST_AMOUNT), default=np.inf
    )
    passes = (
        off_plane < OFF_PLANE
        and driving_force < HIGHEST_DRIVING_FORCE
        and np.abs(balance).max() < MASS_BALANCE
        and len(phases) <= len(x)
    )
    if not passes:
        return Point()
    gibbs = sum(compset.NP * compset.energy for compset in sets)
    return Point(float(gibbs), driving_force, phases, potentials)


def _phases(sets: list) -> list[PhaseAmount]:
    """Return the phases that are there, sets of one phase and composition joined, most of it first."""
    found: list[PhaseAmount] = []
    for compset in sets:
        if compset.NP < LEAST_AMOUNT:
            continue
        name, composition = str(compset.phase_record.phase_name), np.array(compset.X)
        twin = next(
            (p for p in found if p.phase == name and np.abs(p.composition - composition).max() < SAME), None
        )
        if twin is not None:
            twin.fraction += float(compset.NP)
            continue
        sites = _sites(compset)
        order = order_of(compset.phase_record.phase_record_factory.models[name], sites)
        found.append(PhaseAmount(name, float(compset.NP), composition, sites, order))
    return sorted(found, key=lambda phase: -phase.fraction)
