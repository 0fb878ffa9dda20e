"""Equilibria of many alloys: grouped by element system, each system built once and released before the next."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.alloys.compositions.composition import MOLAR_MASS, mole_fractions
from mi_core.alloys.thermodynamics.database.database import check_elements, default_database
from mi_core.alloys.thermodynamics.results.temperatures import celsius_hint
from mi_core.alloys.thermodynamics.solver.solve import solve_point
from mi_core.alloys.thermodynamics.solver.system import ElementSystem
from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mi_core.alloys.thermodynamics.database.database import ThermoDatabase
    from mi_core.alloys.thermodynamics.solver.point import Point

POINT_COLUMNS = (
    "alloy",
    "temperature_k",
    "converged",
    "gibbs_j_per_mol",
    "driving_force_j_per_mol",
    "reason",
)
PHASE_COLUMNS = ("alloy", "temperature_k", "phase", "set", "order", "fraction")
CONTENT = "x_"  # followed by the symbol: columns of mole fractions in a phase


@dataclass(frozen=True, slots=True)
class Equilibrium:
    """Equilibria of alloys (numbered from 0) at temperatures.

    Attributes
    ----------
    temperatures_k : (t,) float64
    n_alloys : int
    points : DataFrame
        alloy, temperature_k, converged, gibbs_j_per_mol, driving_force_j_per_mol, reason ("" unless it failed): one row per
        alloy and temperature.
    phases : DataFrame
        alloy, temperature_k, phase, set (2, 3 … further compositions of one phase), order ("ordered" or "disordered" of a
        phase such as BCC_B2 that can be both), fraction, x_Al …: mole fraction of each stable phase,
        and mole fractions in it. A point that did not converge has one row, phase "" and NaN.
    remarks : tuple of str
        Sentences that name phases which could not be computed and are left out.
    """

    temperatures_k: np.ndarray
    n_alloys: int
    points: pd.DataFrame
    phases: pd.DataFrame
    remarks: tuple[str, ...] = ()

    @property
    def failed(self) -> int:
        """Points that did not converge."""
        return int((~self.points["converged"]).sum())

    def fractions(self, phases: Sequence[str], *, by_mass: bool = False) -> np.ndarray:
        """Return (alloys, temperatures, phases) mole fractions; sets of a phase are summed, failed points are NaN.

        by_mass : mass fractions instead.
        """
        shape = (self.n_alloys, len(self.temperatures_k))
        out = np.zeros((*shape, len(phases)))
        number = {phase: n for n, phase in enumerate(phases)}
        step = {temperature: n for n, temperature in enumerate(self.temperatures_k)}
        column, held = (
            ("mass_fraction", with_mass_fractions(self.phases)) if by_mass else ("fraction", self.phases)
        )
        rows = held[held["phase"].isin(number)]
        where = (
            rows["alloy"].to_numpy(dtype=int),
            rows["temperature_k"].map(step).to_numpy(dtype=int),
            rows["phase"].map(number).to_numpy(dtype=int),
        )
        np.add.at(out, where, rows[column].to_numpy())
        out[~self.points["converged"].to_numpy().reshape(shape)] = np.nan
        return out


def equilibrium(
    compositions_wt: Sequence[Mapping[str, float]],
    temperatures_k: Sequence[float],
    database: ThermoDatabase | None = None,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> Equilibrium:
    """Return the equilibria of alloys (wt% of alloying elements, Al the balance) at temperatures in K.

    `progress(done, total)` counts alloys. InputError for elements that the database lacks and temperatures outside of it.
    """
    database = database or default_database()
    temperatures = _checked(temperatures_k, database)
    alloys = [mole_fractions(wt) for wt in compositions_wt]
    for alloy in alloys:
        check_elements(database, alloy)
    found: list[list[Point]] = [[] for _ in alloys]
    remarks: list[str] = []
    done = 0
    for elements, numbers in by_system(alloys).items():
        with ElementSystem(database, elements) as system:
            remarks += system.remarks
            for number in numbers:
                found[number] = [solve_point(system, alloys[number], t) for t in temperatures]
                done += 1
                if progress is not None:
                    progress(done, len(alloys))
    return tabulate(found, temperatures, [tuple(sorted(alloy)) for alloy in alloys], remarks)


def by_system(alloys: Sequence[Mapping[str, float]]) -> dict[tuple[str, ...], list[int]]:
    """Return the numbers of the alloys of each set of elements, small sets first."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for number, alloy in enumerate(alloys):
        groups.setdefault(tuple(sorted(alloy)), []).append(number)
    return OrderedDict(sorted(groups.items(), key=lambda item: (len(item[0]), item[0])))


def tabulate(
    found: Sequence[Sequence[Point]],
    temperatures: np.ndarray,
    elements: Sequence[tuple[str, ...]],
    remarks: Sequence[str] = (),
) -> Equilibrium:
    """Return the frames of points (alloys × temperatures); `elements` of each alloy in the order of its compositions."""
    points: list[tuple] = []
    phases: list[dict] = []
    for alloy, (of_alloy, symbols) in enumerate(zip(found, elements, strict=True)):
        for temperature, point in zip(temperatures, of_alloy, strict=True):
            points.append(
                (alloy, temperature, point.converged, point.gibbs, point.driving_force, point.reason)
            )
            phases.extend(_rows(alloy, temperature, point, symbols))
    columns = [
        f"{CONTENT}{symbol}" for symbol in sorted({symbol for symbols in elements for symbol in symbols})
    ]
    frame = pd.DataFrame(phases)
    return Equilibrium(
        temperatures,
        len(found),
        pd.DataFrame(points, columns=list(POINT_COLUMNS)),
        frame.reindex(columns=[*PHASE_COLUMNS, *columns]),
        tuple(dict.fromkeys(remarks)),
    )


def _rows(alloy: int, temperature: float, point: Point, symbols: tuple[str, ...]) -> Iterator[dict]:
    if not point.converged:
        yield dict(zip(PHASE_COLUMNS, (alloy, temperature, "", 1, "", np.nan), strict=True))
    sets: dict[str, int] = {}
    for amount in point.phases:
        sets[amount.phase] = sets.get(amount.phase, 0) + 1
        row = (alloy, temperature, amount.phase, sets[amount.phase], amount.order, amount.fraction)
        composition = {
            f"{CONTENT}{symbol}": part for symbol, part in zip(symbols, amount.composition, strict=True)
        }
        yield dict(zip(PHASE_COLUMNS, row, strict=True)) | composition


def _checked(temperatures_k: Sequence[float], database: ThermoDatabase) -> np.ndarray:
    temperatures = np.asarray(temperatures_k, dtype=float).ravel()
    low, high = database.temperature_limits
    bad = temperatures[~((temperatures >= low) & (temperatures <= high))]
    if len(bad) or not len(temperatures):
        got = f"{bad[0]:.9g} K{celsius_hint(bad[0], low, high)}" if len(bad) else "none"
        raise InputError(f"Temperatures lie between {low:g} and {high:g} K in {database.name}; got {got}.")
    return temperatures


def with_mass_fractions(phases: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `Equilibrium.phases` with a column mass_fraction; NaN where the point did not converge.

    w_i = f_i M_i / sum_j f_j M_j, the sum over the phases of the same alloy and temperature, where f_i is the mole fraction
    of a phase and M_i = sum_k x_ik M_k the mean molar mass of its atoms.
    """
    contents = [column for column in phases if column.startswith(CONTENT)]
    molar = np.array([MOLAR_MASS[column.removeprefix(CONTENT)] for column in contents])
    mass = phases["fraction"] * (phases[contents].fillna(0.0).to_numpy(dtype=float) @ molar)
    total = mass.groupby([phases["alloy"], phases["temperature_k"]]).transform("sum")
    return phases.assign(mass_fraction=mass / total.where(total > 0))
