"""Measured points from a table as people keep it: which column is what, in which unit, brought to one unit each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.conditions import CONDITIONS
from mi_core.errors import InputError
from mi_core.tables.conditions import find_quantity
from mi_core.tables.names import normal
from mi_core.tables.numbers import read_numbers
from mi_core.tables.one_unit import Reading, to_one_unit
from mi_core.tables.table import table_decimal
from mi_core.tables.units import spelling
from mi_core.thermoelectrics.transport.analysis import KAPPA, SEEBECK, SIGMA, TEMPERATURE
from mi_core.words import listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from mi_core.tables.numbers import Numbers
    from mi_core.tables.table import Table


@dataclass(frozen=True, slots=True, eq=False)
class Quantity:
    """One measured quantity beside the temperature, which `mi_core.conditions` declares.

    column : its name and unit in the frame of points; names : headings by which it is known, normal as of
    `mi_core.tables.names`; units : unit → what brings a value to the frame's unit; the first holds where no unit is said.
    """

    column: str
    title: str
    names: tuple[str, ...]
    units: dict[str, Callable[[np.ndarray], np.ndarray]]


def _times(factor: float) -> Callable[[np.ndarray], np.ndarray]:
    return lambda values: factor * values


def _inverse(factor: float) -> Callable[[np.ndarray], np.ndarray]:
    """Return the conductivity (S/m) of a resistivity whose unit is `factor` Ω m."""

    def conductivity(values: np.ndarray) -> np.ndarray:
        with np.errstate(divide="ignore"):
            return np.where(values > 0, 1 / (factor * values), np.nan)

    return conductivity


QUANTITIES = (
    Quantity(
        SEEBECK,
        "Seebeck coefficient",
        ("seebeck", "seebeck_coefficient", "s", "alpha", "α", "thermopower", "seebeck_uv_per_k", "ゼーベック係数"),
        {"µV/K": _times(1.0), "mV/K": _times(1e3), "V/K": _times(1e6)},
    ),
    Quantity(
        SIGMA,
        "Electrical conductivity",
        (
            "electrical_conductivity", "conductivity", "sigma", "σ", "sigma_s_per_m", "conductivity_s_per_m",
            "resistivity", "electrical_resistivity", "rho", "ρ", "電気伝導率", "電気伝導度", "電気抵抗率",
        ),
        {
            "S/m": _times(1.0), "S/cm": _times(1e2), "kS/m": _times(1e3), "MS/m": _times(1e6),
            "Ω m": _inverse(1.0), "mΩ m": _inverse(1e-3), "µΩ m": _inverse(1e-6), "Ω cm": _inverse(1e-2),
            "mΩ cm": _inverse(1e-5), "µΩ cm": _inverse(1e-8),
        },
    ),
    Quantity(
        KAPPA,
        "Thermal conductivity",
        (
            "thermal_conductivity", "kappa", "κ", "k", "lambda", "λ", "total_thermal_conductivity", "kappa_total",
            "kappa_tot", "κ_tot", "thermal_conductivity_w_per_mk", "kappa_w_per_m_k", "熱伝導率",
        ),
        {"W/(m K)": _times(1.0), "mW/(cm K)": _times(0.1), "W/(cm K)": _times(1e2), "mW/(m K)": _times(1e-3)},
    ),
)  # fmt: skip
COLUMNS_OF_POINTS = (TEMPERATURE, *(quantity.column for quantity in QUANTITIES))
_RESISTIVITY = ("resistivity", "rho", "ρ", "抵抗")


def measured_points(table: Table) -> tuple[pd.DataFrame, list[str]]:
    """Return the measured points of a table, and a sentence on each column that was taken.

    The frame has COLUMNS_OF_POINTS, a row per row of the table; NaN where a cell holds no number, and throughout where no
    column bears the name of a thermal conductivity. InputError names any other quantity that no column bears the name of,
    and a unit that is not known.
    """
    found = {quantity: heading for quantity in QUANTITIES if (heading := _heading(table, quantity))}
    temperature = find_quantity(table, table.columns, CONDITIONS[TEMPERATURE], needs_unit=False)
    missing = [] if temperature else [CONDITIONS[TEMPERATURE].title]
    missing += [q.title for q in QUANTITIES if q not in found and q.column != KAPPA]
    if temperature is None or missing:
        raise InputError(
            f"{table.name} has no column for {listed(missing)}; its columns are {listed(table.columns)}. Head columns with "
            "temperature, Seebeck coefficient, electrical conductivity (or resistivity) and, if it is known, thermal "
            "conductivity, each with its unit in brackets."
        )
    if temperature.fault:
        raise InputError(temperature.fault)
    decimal = table_decimal(table)
    columns, remarks = {TEMPERATURE: temperature.numbers}, [temperature.remark]
    for quantity, heading in found.items():
        numbers, how = _read(table.frame[heading], quantity, heading, table.units.get(heading, ""), decimal)
        columns[quantity.column] = numbers.values  # noqa: PD011 - these are no pandas
        remarks.append(f"{quantity.title} from the column {heading!r}, {how}.")
    return pd.DataFrame(columns, columns=list(COLUMNS_OF_POINTS), dtype=float), remarks


def _heading(table: Table, quantity: Quantity) -> str:
    """Return the heading whose name stands first among those of the quantity; "" for none."""
    ranked = [
        (quantity.names.index(name), place, heading)
        for place, heading in enumerate(table.columns)
        if (name := normal(heading)) in quantity.names
    ]
    return min(ranked)[2] if ranked else ""


def _read(cells: pd.Series, quantity: Quantity, heading: str, said: str, decimal: str) -> tuple[Numbers, str]:
    """Return a column in the unit of the frame and how it was read; InputError where none of its units is known."""
    known = _known(quantity, heading)
    usual = _stated(quantity, heading, said, known) if said else next(iter(known.values()))
    column = to_one_unit(read_numbers(cells, decimal=decimal), usual, lambda text: known.get(spelling(text)))
    if column.refused and not column.readable:
        _stated(quantity, heading, next(iter(column.refused)), known)
    return column.numbers, column.how(usual.symbol, stated=bool(said))


def _known(quantity: Quantity, heading: str) -> dict[str, Reading]:
    """Return the units that a column of a quantity may be in, by their spelling, the usual one first."""
    resistivity = quantity.column == SIGMA and any(word in normal(heading) for word in _RESISTIVITY)
    return {
        spelling(unit): Reading(unit, convert)
        for unit, convert in quantity.units.items()
        if quantity.column != SIGMA or ("Ω" in unit) is resistivity
    }


def _stated(quantity: Quantity, heading: str, said: str, known: dict[str, Reading]) -> Reading:
    """Return the unit that is said; InputError for one that is not known."""
    if spelling(said) not in known:
        raise InputError(
            f"The unit of {heading!r} is not known as one of {quantity.title.lower()}: {said!r}; write one of "
            f"{listed(unit.symbol for unit in known.values())}."
        )
    return known[spelling(said)]
