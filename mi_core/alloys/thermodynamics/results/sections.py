"""Sections through the phase diagram of an alloy: one element against temperature, and two elements at one temperature.

An isopleth changes the content of one element and keeps all others; the section of two elements is the aluminium corner of
their ternary at constant temperature, with whatever else the alloy holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pandas as pd

from mi_core.alloys.compositions.composition import ELEMENTS
from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mi_core.alloys.thermodynamics.database.database import ThermoDatabase
    from mi_core.alloys.thermodynamics.results.kept_systems import KeptSystems

LEAST_FRACTION = 1e-4  # mole fraction from which a phase counts as there in the sections of the engine
LEAST_PREDICTED = 4e-3  # in those of the surrogate, which errs by about so much
MOST_ALLOYING_WT = 100.0  # wt% of all alloying elements
ALL = slice(None)


class Predictor(Protocol):
    """What computes the fractions of a section."""

    def __call__(self, wt: np.ndarray, temperatures: np.ndarray) -> np.ndarray:
        """Return (n, t, p) mole fractions, NaN where they fail, of wt (n, k) in wt% and temperatures (t,) in K."""
        ...


@dataclass(frozen=True, eq=False)
class Section:
    """Fractions over a plane.

    x : (n,) wt%; y : (m,) K or wt%; fractions : (n, m, p) mole fractions; phases : p names of the database;
    least : fraction from which a phase counts as there.
    """

    x: np.ndarray
    y: np.ndarray
    fractions: np.ndarray
    phases: tuple[str, ...]
    x_title: str
    y_title: str
    x_unit: str
    y_unit: str
    least: float = LEAST_FRACTION

    def fields(self) -> tuple[np.ndarray, list[tuple[str, ...]]]:
        """Return (n, m) numbers of fields, -1 where nothing was computed, and the phases of each field."""
        there = np.nan_to_num(self.fractions) >= self.least
        failed = np.isnan(self.fractions).any(axis=2)
        rows, numbers = np.unique(there.reshape(-1, len(self.phases)), axis=0, return_inverse=True)
        numbers = np.where(failed, -1, numbers.reshape(failed.shape))
        return numbers, [tuple(np.array(self.phases, dtype=object)[row]) for row in rows]

    def frame(self) -> pd.DataFrame:
        """Return the section as a table: x, y, and a column of mole fractions per phase that occurs."""
        x, y = np.meshgrid(self.x, self.y, indexing="ij")
        columns = {self.x_title: x.ravel(), self.y_title: y.ravel()}
        for number, phase in enumerate(self.phases):
            if np.nanmax(self.fractions[:, :, number], initial=0.0) > 0:
                columns[phase] = self.fractions[:, :, number].ravel()
        return pd.DataFrame(columns)


def section_of_frame(table: pd.DataFrame) -> Section:
    """Return the section that `Section.frame` wrote as a table."""
    x_title, y_title, *phases = table.columns
    x, y = (np.unique(table[title]) for title in (x_title, y_title))
    fractions = table[phases].to_numpy(dtype=float).reshape(len(x), len(y), len(phases))
    x_unit, y_unit = ("K" if title.endswith("(K)") else "wt%" for title in (x_title, y_title))
    return Section(x, y, fractions, tuple(phases), x_title, y_title, x_unit, y_unit)


def isopleth(
    wt: Mapping[str, float],
    element: str,
    ends: tuple[float, float],
    temperatures: Sequence[float] | np.ndarray,
    predict: Predictor,
    phases: Sequence[str],
    *,
    n: int = 61,
    columns: slice = ALL,
    elements: Sequence[str] = ELEMENTS,
    least: float = LEAST_FRACTION,
) -> Section:
    """Return phases over the content of one element (wt%, between both ends) and temperature (K), the rest as in the alloy.

    columns : which of the n contents to compute. InputError for ends that are no range within 0 … 100 wt% beside the others.
    """
    x = _axis(element, ends, _rest(wt, {element}), n, elements)[columns]
    table = _rows(wt, elements, {element: x})
    y = np.asarray(temperatures, dtype=float)
    fractions = predict(table, y)
    return Section(x, y, fractions, tuple(phases), f"{element} (wt%)", "Temperature (K)", "wt%", "K", least)


def corner(
    wt: Mapping[str, float],
    pair: tuple[str, str],
    ends: Sequence[tuple[float, float]],
    temperature_k: float,
    predict: Predictor,
    phases: Sequence[str],
    *,
    n: int = 61,
    columns: slice = ALL,
    elements: Sequence[str] = ELEMENTS,
    least: float = LEAST_FRACTION,
) -> Section:
    """Return phases over the contents of two elements (wt%) at one temperature (K), the rest as in the alloy.

    columns : which of the n contents of the first to compute. InputError for one element twice, and for ends that are no
    range within 0 … 100 wt%.
    """
    first, second = pair
    if first == second:
        raise InputError(f"A section needs two different elements; got {first} twice.")
    rest = _rest(wt, {first, second})
    x = _axis(first, ends[0], rest + ends[1][1], n, elements)[columns]
    y = _axis(second, ends[1], rest + ends[0][1], n, elements)
    grid_x, grid_y = np.meshgrid(x, y, indexing="ij")
    table = _rows(wt, elements, {first: grid_x.ravel(), second: grid_y.ravel()})
    found = predict(table, np.array([float(temperature_k)]))
    fractions = found[:, 0].reshape(len(x), len(y), -1)
    return Section(x, y, fractions, tuple(phases), f"{first} (wt%)", f"{second} (wt%)", "wt%", "wt%", least)


def engine_predictor(
    database: ThermoDatabase, systems: KeptSystems, phases: Sequence[str], elements: Sequence[str] = ELEMENTS
) -> Predictor:
    """Return a predictor by the thermodynamic engine, with systems that stay open between its calls."""

    def predict(wt: np.ndarray, temperatures: np.ndarray) -> np.ndarray:
        """Return the fractions of the phases, one equilibrium after the other."""
        found = np.full((len(wt), len(temperatures), len(phases)), np.nan)
        for number, row in enumerate(wt):
            alloy = {symbol: float(value) for symbol, value in zip(elements, row, strict=True) if value > 0}
            found[number] = systems.equilibrium(alloy, temperatures, database).fractions(phases)[0]
        return found

    return predict


def _rest(wt: Mapping[str, float], without: set[str]) -> float:
    return sum(value for symbol, value in wt.items() if symbol not in without)


def _axis(
    element: str, ends: tuple[float, float], rest: float, n: int, elements: Sequence[str]
) -> np.ndarray:
    low, high = ends
    if element not in elements:
        raise InputError(f"A section is along one of {', '.join(elements)}; got {element}.")
    if not 0 <= low < high or high + rest > MOST_ALLOYING_WT:
        raise InputError(
            f"The section along {element} needs a range that begins at 0 wt% or above and stays, with the {rest:.3g} wt% of "
            f"the other elements, within {MOST_ALLOYING_WT:g} wt%; got {low:g} to {high:g} wt%."
        )
    return np.linspace(low, high, n)


def _rows(wt: Mapping[str, float], elements: Sequence[str], changed: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return (n, k) wt% with the alloy's contents everywhere but in the columns that change."""
    if unknown := [symbol for symbol, value in wt.items() if value and symbol not in elements]:
        raise InputError(
            f"A section can have {', '.join(elements)}; got {unknown[0]}: take it out of the alloy."
        )
    n = len(next(iter(changed.values())))
    table = np.tile([float(wt.get(symbol, 0.0)) for symbol in elements], (n, 1))
    for symbol, values in changed.items():
        table[:, list(elements).index(symbol)] = values
    return table
