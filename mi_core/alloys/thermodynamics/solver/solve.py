"""One phase equilibrium: composition and temperature to the stable phases, by pycalphad's minimiser.

The start is the convex hull of the sampled energies. The answer is accepted when its phases lie on one plane, balance the
composition and obey the phase rule, and no sampled point of any phase, nor any found between them (`off_grid`), lies below
that plane (M. Hillert, Physica B+C 103, 31, 1981). What lies below joins in; where that leads nowhere, it starts again from
other points.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

import numpy as np

from mi_core.alloys.thermodynamics.solver.composition_sets import (
    holds,
    name_of,
    new_set,
    set_of_row,
    sites_of,
    weigh,
)
from mi_core.alloys.thermodynamics.solver.hull_start import NEIGHBOURS, hull_start
from mi_core.alloys.thermodynamics.solver.off_grid import highest_off_grid
from mi_core.alloys.thermodynamics.solver.point import HIGHEST_DRIVING_FORCE, SAME, Point, accepted
from mi_core.alloys.thermodynamics.solver.reach import why_out_of_reach
from mi_core.alloys.thermodynamics.solver.refined_hull import column_plane, column_sets, column_start
from mi_core.alloys.thermodynamics.solver.system import PRESSURE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mi_core.alloys.thermodynamics.solver.system import ElementSystem

#: Of each start: how much finer its grid is, and how far above the plane (J/mol) a solution phase may lie to come along;
#: COLUMN_START stands for `column_start`, BESIDE for `_beside`, PLANE for `_on_plane`. The first answers nearly always, the
#: second nearly all others, the third at the compositions of compounds, the last where the minimiser loses a phase.
COLUMN_START, BESIDE, PLANE = None, "beside", "plane"
STARTS = (
    (0, 0.0),
    (0, COLUMN_START),
    (0, BESIDE),
    (0, 1500.0),
    (1, COLUMN_START),
    (1, 1500.0),
    (2, COLUMN_START),
    (0, PLANE),
)
ASIDE = (1e-7, 1e-6, 1e-5)  # mole fraction: how far beside the composition `_beside` solves
THOROUGH = ((0, 0.0), (0, COLUMN_START), (0, 1500.0), (0, 5000.0))  # all tried, the lowest counts
MOST_ROUNDS, MOST_CLIMBS = 16, 8  # of the minimiser, and of looking between the sampled points
MOST_ITERATIONS = 100  # of the minimiser in one round; it takes 10 to 60 where it does not go in circles
#: J/mol: from here on a point joins and the minimiser runs again.
NOTICED_ON_GRID, NOTICED_OFF_GRID = 1e-4, 1e-3
JOINING, JOINING_AGAIN = 1e-6, 1e-2  # moles of a point that joins, and of one that was lost and joins again


def solve_point(
    system: ElementSystem, composition: Mapping[str, float], temperature_k: float, *, thorough: bool = False
) -> Point:
    """Return the equilibrium of mole fractions by symbol, all elements of the system, at a temperature.

    thorough : take the lowest answer of all starts in THOROUGH, not the first that is accepted. A point without phases says
    why there are none.
    """
    x = np.array([composition[symbol] for symbol in system.elements])
    if lacking := system.grid(temperature_k).without_energy:
        return Point(
            reason=f"the energy of {' and '.join(lacking)} is no finite number at {temperature_k:g} K"
        )
    best, starts = Point(), THOROUGH if thorough else STARTS
    for number, (finer, reach) in enumerate(starts):
        found = _start(system, x, temperature_k, finer, reach)
        if not best.converged or found.gibbs < best.gibbs:
            best = found
        if best.converged and not thorough:
            break
        if number == 0 and not best.converged and (reason := why_out_of_reach(system, x)):
            return Point(reason=reason)
    return best


def _start(
    system: ElementSystem, x: np.ndarray, temperature_k: float, finer: int, reach: float | str | None
) -> Point:
    """Return what one start finds; a point without phases when it is not accepted."""
    try:
        if reach == BESIDE:
            return _beside(system, x, temperature_k, finer)
        if reach == PLANE:
            return _on_plane(system, x, temperature_k, finer)
        if isinstance(reach, float):
            sets = hull_start(system, x, temperature_k, finer, reach)
        else:
            sets = column_start(system, x, temperature_k, finer)
        return accepted(x, sets, *_minimise(system, x, temperature_k, finer, sets))
    except Exception as error:  # noqa: BLE001 - pycalphad's minimiser divides by vanished phases, and more
        return Point(reason=f"the minimiser stopped ({' '.join(str(error).split()) or type(error).__name__})")


def _beside(system: ElementSystem, x: np.ndarray, temperature_k: float, finer: int) -> Point:
    """Return the answer at a composition from the plane of one right beside it.

    Exactly at a compound's composition, or on the line between two of them, too few phases are there to fix the potentials
    of all elements. Right beside it there are enough. Their plane lies below all phases here too, and touches those that
    the balance keeps: what they weigh at the composition itself is the equilibrium.
    """
    sample = system.sample(finer)
    weight = np.random.default_rng(0).random(len(sample.composition) - len(x))  # in no particular direction
    inside = weight @ sample.composition[len(x) :] / weight.sum()
    for aside in ASIDE:
        near = x + aside * (inside - x)
        sets = column_start(system, near, temperature_k, finer)
        potentials, highest = _minimise(system, near, temperature_k, finer, sets)
        weigh(sets, x)
        found = accepted(x, sets, potentials, highest)
        if found.converged:
            break
    return found


def _on_plane(system: ElementSystem, x: np.ndarray, temperature_k: float, finer: int) -> Point:
    """Return the answer of the refined convex hull alone; corners of one phase that are neighbours are one composition."""
    plane = column_plane(system, x, temperature_k, finer)
    sets = column_sets(system, plane, list(enumerate(plane.amounts)), temperature_k)
    return accepted(x, sets, plane.potentials, plane.below, same=NEIGHBOURS)


def _minimise(
    system: ElementSystem, x: np.ndarray, temperature_k: float, finer: int, sets: list
) -> tuple[np.ndarray, float]:
    """Minimise, add what lies below the plane, and again, until nothing does.

    Change the sets to those of the answer, and return potentials (J/mol) and the highest driving force that was found.
    """
    grid, conditions = system.grid(temperature_k, finer), _conditions(system, x, temperature_k)
    tried: list[int] = []
    climbs = 0
    for _ in range(MOST_ROUNDS):
        potentials = _run(sets, conditions)
        if not np.isfinite(potentials).all():
            return potentials, np.inf
        below = grid.composition @ potentials - grid.energy
        below[: len(x)] = -np.inf  # the fictitious points
        row = int(np.argmax(below))
        highest = float(below[row])
        if highest > NOTICED_ON_GRID and tried.count(row) < 2:
            new = set_of_row(system, finer, row, JOINING_AGAIN if row in tried else JOINING, temperature_k)
            if not holds(sets, name_of(new), np.asarray(new.X), SAME / 10):
                tried.append(row)
                sets.append(new)
                continue
        if highest >= HIGHEST_DRIVING_FORCE:
            break
        force, new = _off_grid(system, finer, sets, below, potentials, temperature_k)
        highest = max(highest, force)
        if new is None or climbs == MOST_CLIMBS:
            break
        climbs += 1
        sets.append(new)
    else:
        return potentials, np.inf  # something still lies below the plane
    return potentials, highest


def _conditions(system: ElementSystem, x: np.ndarray, temperature_k: float) -> OrderedDict:
    """Return pycalphad's conditions."""
    from pycalphad import variables as v

    conditions = OrderedDict([(v.N, 1.0), (v.P, PRESSURE), (v.T, float(temperature_k))])
    for symbol, part in zip(system.elements[1:], x[1:], strict=True):
        conditions[v.X(symbol.upper())] = float(part)
    return conditions


def _run(sets: list, conditions: OrderedDict) -> np.ndarray:
    """Run pycalphad's minimiser on composition sets, drop those without amount, and return the chemical potentials."""
    from pycalphad.core.solver import Solver

    specification = Solver().get_system_spec(sets, conditions)
    state = specification.get_new_state(sets)
    specification.run_loop(state, MOST_ITERATIONS)
    sets[:] = [compset for compset in sets if compset.NP > 0.0]
    return np.array(state.chemical_potentials)


def _off_grid(system: ElementSystem, finer: int, sets: list, below, potentials, temperature_k: float):
    """Return the highest driving force between the sampled points, and a composition set there unless it is known."""
    there: dict[str, list[np.ndarray]] = {}
    for compset in sets:
        there.setdefault(name_of(compset), []).append(sites_of(compset))
    summits = highest_off_grid(system, system.sample(finer), below, potentials, temperature_k, there)
    highest = summits[0].driving_force if summits else -np.inf
    for summit in summits:
        if summit.driving_force <= NOTICED_OFF_GRID:
            break
        new = new_set(system, summit.phase, summit.sites, JOINING, temperature_k)
        if not holds(sets, summit.phase, np.asarray(new.X), 2 * SAME):
            return highest, new
    return highest, None
