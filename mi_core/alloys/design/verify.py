"""CALPHAD's word on alloys: every wish of a specification computed by the engine, at exactly the wished temperatures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from mi_core.alloys.compositions.composition import BALANCE, mole_fractions
from mi_core.alloys.specification.check import check_specification
from mi_core.alloys.specification.misses import distances, meets, wished_values
from mi_core.alloys.specification.wishes import wishes
from mi_core.alloys.thermodynamics.database.database import check_elements, default_database
from mi_core.alloys.thermodynamics.results.derived import derived_of
from mi_core.alloys.thermodynamics.results.derived_grid import SOLVUS
from mi_core.alloys.thermodynamics.results.equilibrium import Equilibrium, by_system, tabulate
from mi_core.alloys.thermodynamics.solver.solve import solve_point
from mi_core.alloys.thermodynamics.solver.system import ElementSystem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from contextlib import AbstractContextManager

    from mi_core.alloys.specification.wishes import Specification, Wish
    from mi_core.alloys.thermodynamics.database.database import ThermoDatabase
    from mi_core.alloys.thermodynamics.solver.point import Point

VERIFICATION_COLUMNS = (
    "alloy", "wish", "text", "kind", "key", "temperature_k", "min", "max", "unit", "value", "missed_by", "met", "reason",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Verification:
    """What the engine says of alloys (numbered from 0).

    frame : one row per alloy and wish, VERIFICATION_COLUMNS: value (what the alloy has), missed_by (0 inside the wish), met,
    and reason, why there is no value; a wish without value is not met. equilibrium : the points computed on the way.
    """

    frame: pd.DataFrame
    equilibrium: Equilibrium

    @property
    def met(self) -> np.ndarray:
        """(n,) bool, whether an alloy meets every wish."""
        return self.frame.groupby("alloy", sort=True)["met"].all().to_numpy()


def verification(
    compositions: Sequence[Mapping[str, float]],
    spec: Specification,
    database: ThermoDatabase | None = None,
    *,
    temperatures: Sequence[float] = (),
    prices: Mapping[str, float] | None = None,
    opened: Callable[..., AbstractContextManager[ElementSystem]] = ElementSystem,
    progress: Callable[[int, int], None] | None = None,
) -> Verification:
    """Compute what alloys (wt% of alloying elements) have of each wish.

    temperatures : further ones, K, to compute for a diagram; prices : USD per kg by symbol; opened : how to come by an
    element system, called with database and elements; progress(done, total) counts alloys. InputError as of
    `check_specification`, and for elements that the database lacks.
    """
    database = database or default_database()
    spec = check_specification(spec, database)
    steps = np.array(sorted({wish.temperature_k for wish in spec.phases} | {float(t) for t in temperatures}))
    alloys = [mole_fractions(wt) for wt in compositions]
    for alloy in alloys:
        check_elements(database, alloy)
    points: list[list[Point]] = [[] for _ in alloys]
    derived: list[dict[str, Any]] = [{} for _ in alloys]
    done = 0
    for elements, numbers in by_system(alloys).items() if len(steps) or spec.derived else ():
        with opened(database, elements) as system:
            for number in numbers:
                points[number] = [solve_point(system, alloys[number], t) for t in steps]
                if spec.derived:
                    derived[number] = derived_of(system, alloys[number], tuple(spec.derived))
                done += 1
                if progress is not None:
                    progress(done, len(alloys))
    found = tabulate(points, steps, [tuple(sorted(alloy)) for alloy in alloys])
    values = _values(spec, compositions, found, derived, prices)
    return Verification(_frame(wishes(spec), values, derived), found)


def computed_values(
    system: ElementSystem,
    wt: Mapping[str, float],
    spec: Specification,
    prices: Mapping[str, float] | None = None,
) -> np.ndarray:
    """Return (wishes,) what one alloy (wt%) of an open element system has of each quantity that is wished for."""
    x = mole_fractions(wt)
    steps = np.array(sorted({wish.temperature_k for wish in spec.phases}))
    found = tabulate([[solve_point(system, x, t) for t in steps]], steps, [system.elements])
    derived = derived_of(system, x, tuple(spec.derived)) if spec.derived else {}
    return _values(spec, [wt], found, [derived], prices)[0]


def _values(
    spec: Specification,
    compositions: Sequence[Mapping[str, float]],
    found: Equilibrium,
    derived: Sequence[Mapping[str, Any]],
    prices: Mapping[str, float] | None,
) -> np.ndarray:
    """Return (alloys, wishes) what alloys have of each quantity that is wished for."""
    phases = sorted({wish.phase for wish in spec.phases})
    elements = sorted({symbol for wt in compositions for symbol in wt} - {BALANCE})
    wt = np.array([[wt.get(symbol, 0.0) for symbol in elements] for wt in compositions], dtype=float)
    wt = wt.reshape(len(compositions), len(elements))
    fractions = found.fractions(phases) if phases else np.zeros((len(compositions), 0, 0))
    numbers = {key: np.array([_number(one, key) for one in derived]) for key in spec.derived}
    return wished_values(
        spec, fractions, found.temperatures_k, phases, wt, numbers, elements=elements, prices=prices
    )


def _frame(listed: list[Wish], values: np.ndarray, derived: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    missed = distances(listed, values)
    met = meets(listed, missed)
    rows = [
        (
            alloy, number, wish.text, wish.kind, wish.key, wish.temperature_k, wish.min, wish.max, wish.unit,
            values[alloy, number], missed[alloy, number], met[alloy, number],
            _reason(wish, values[alloy, number], derived[alloy]),
        )
        for alloy in range(len(values))
        for number, wish in enumerate(listed)
    ]  # fmt: skip
    numeric = dict.fromkeys(("temperature_k", "min", "max", "value", "missed_by"), float) | {"met": bool}
    return pd.DataFrame(rows, columns=list(VERIFICATION_COLUMNS)).astype(numeric)


def _number(derived: Mapping[str, Any], key: str) -> float:
    if key.startswith(SOLVUS):
        return derived["solvus"].get(key.removeprefix(SOLVUS), np.nan)
    return derived[key]


def _reason(wish: Wish, value: float, derived: Mapping[str, Any]) -> str:
    """Return why a wish has no value; empty where it has one."""
    if not np.isnan(value):
        return ""
    if wish.kind == "phase":
        return f"No equilibrium was found at {wish.temperature_k:g} K."
    if wish.kind == "cost":
        return "An element has no price."
    reasons = derived.get("reasons", {})
    parts = ("liquidus_k", "solidus_k") if wish.key == "freezing_range_k" else (wish.key,)
    return " ".join(reasons[part] for part in parts if part in reasons)
