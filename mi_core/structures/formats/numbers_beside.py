"""The numbers that a table has beside its materials: under its own headings, and those of the product under their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_core.conditions import OPTIONAL_NUMBERS
from mi_core.structures.material import NumberColumn
from mi_core.tables.conditions import find_quantity, near_misses
from mi_core.tables.one_unit import read_column
from mi_core.tables.quantities import QUANTITIES
from mi_core.tables.table import table_decimal
from mi_core.tables.target import numeric_columns, other_columns
from mi_core.targets import TARGETS

if TYPE_CHECKING:
    from mi_core.tables.conditions import Found
    from mi_core.tables.mapping import Mapping
    from mi_core.tables.table import Table

_MOST_NUMBERS = 50


class Beside(NamedTuple):
    """Per row the numbers as `Material.numbers` and `Material.columns`; and what was decided about these."""

    rows: list[dict[str, float]]
    columns: list[dict[str, NumberColumn]]
    remarks: list[str]


def numbers_beside(table: Table, mapping: Mapping) -> Beside:
    """Return the numbers in the columns of a table that do not describe its materials."""
    headings = other_columns(table, mapping)
    found = {
        key: column
        for key, quantity in QUANTITIES.items()
        if (column := find_quantity(table, headings, quantity)) is not None
    }
    columns = {
        key: NumberColumn(column.heading, column.fault, "" if _is_plain(key, column) else column.remark)
        for key, column in found.items()
    }
    for key in OPTIONAL_NUMBERS.keys() - found.keys():
        if near := near_misses(table, headings, OPTIONAL_NUMBERS[key]):
            columns[key] = NumberColumn("", remark=near)
    of_rows = [columns] * len(table)
    for key, column in found.items():
        for i, fault in column.faults.items():
            own = columns if of_rows[i] is columns else of_rows[i]
            of_rows[i] = own | {key: own[key]._replace(fault=fault, alone=True)}
    return Beside(_rows(table, mapping, found), of_rows, _remarks(columns))


def _rows(table: Table, mapping: Mapping, found: dict[str, Found]) -> list[dict[str, float]]:
    decimal = table_decimal(table)
    columns = {
        heading: read_column(table, heading, decimal)[0].values.tolist()
        for heading in _first(numeric_columns(table, mapping))
    }
    columns |= {key: column.numbers.tolist() for key, column in found.items()}
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    for key, column in found.items():
        for i in np.flatnonzero(column.empty):
            del rows[i][key]
    return rows or [{}] * len(table)


def _remarks(columns: dict[str, NumberColumn]) -> list[str]:
    """Return which columns were read as numbers of the product, where that is not plain, and which could not be."""
    said = [column.remark for column in columns.values()]
    said += [
        column.fault for column in columns.values() if len(column.heading) > 1
    ]  # a letter stands for much
    return list(filter(None, said))


def _is_plain(key: str, column: Found) -> bool:
    """Whether a number stands under its key, and under no other heading, so that there is nothing to say of it."""
    return column.heading == key and not column.passed and not column.has_odd_units


def _first(headings: list[str]) -> list[str]:
    """Return so many headings as rows keep numbers of, known properties before all others."""
    return sorted(headings, key=lambda heading: heading not in TARGETS)[:_MOST_NUMBERS]
