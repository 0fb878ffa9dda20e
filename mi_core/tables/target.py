"""The column to predict: proposed, read as numbers, and every row without a number counted under its reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.tables.elements import is_content
from mi_core.tables.names import CONDITIONS, WANTED, holds
from mi_core.tables.numbers import (
    APPROXIMATE,
    BARE,
    BOUND,
    EMPTY,
    FOREIGN,
    INFINITE,
    RANGE,
    TEXT,
    UNCERTAIN,
    Numbers,
)
from mi_core.tables.one_unit import read_column
from mi_core.tables.table import table_decimal
from mi_core.targets import TARGETS
from mi_core.words import counted, listed, shown

if TYPE_CHECKING:
    from mi_core.tables.mapping import Mapping
    from mi_core.tables.table import Table

_SAMPLE = 500
_UNNAMED = re.compile(r"unnamed: \d+(?:\.\d+)*", re.IGNORECASE)
_ENOUGH = 0.5  # share of the filled cells that must be numbers, for a column to be one of numbers


@dataclass(frozen=True, slots=True, eq=False)
class TargetColumn:
    """The labels of a table.

    Attributes
    ----------
    heading, unit : str
    labels : (n,) float64, NaN in rows without one
    keep : (n,) bool, rows with a label
    steps : list of (rule, dropped rows, sentence)
    """

    heading: str
    unit: str
    labels: np.ndarray
    keep: np.ndarray
    steps: list[tuple[str, int, str]]


def numeric_columns(table: Table, mapping: Mapping) -> list[str]:
    """Return the headings of columns of numbers that do not describe the material or name the row."""
    found = [heading for heading in other_columns(table, mapping) if _is_numeric(table, heading)]
    return [heading for heading in found if not _are_row_numbers(table, heading)] or found


def other_columns(table: Table, mapping: Mapping) -> list[str]:
    """Return the headings that do not describe the material or name the row."""
    taken = set(mapping.columns)
    return [heading for heading in table.columns if heading not in taken]


def _are_row_numbers(table: Table, heading: str) -> bool:
    """Whether a column is the index that programs write without a heading: whole numbers that rise from row to row."""
    if not (_UNNAMED.fullmatch(heading) or heading == table.columns[0] == "column 1"):
        return False
    values = read_column(table, heading, table.decimal)[0].values
    return len(values) > 1 and bool((values == np.round(values)).all() and (np.diff(values) > 0).all())


def propose_target(table: Table, mapping: Mapping) -> str:
    """Return the column that is most likely wanted: of numbers, no condition or uncertainty, a known property first.

    Without a column of numbers the first other column, which then says what it holds; "" when there is none at all.
    """
    numeric = numeric_columns(table, mapping)
    if not numeric:
        return next(iter(other_columns(table, mapping)), "")

    def liking(heading: str) -> tuple[bool, bool, bool, bool]:
        described = is_content(heading, table.units.get(heading, ""))
        return heading in TARGETS, not described, not holds(heading, CONDITIONS), holds(heading, WANTED)

    return max(numeric, key=liking)


def read_target(table: Table, heading: str) -> TargetColumn:
    """Return the labels in a column; InputError when it holds text, truth values or dates instead of numbers."""
    column = table.frame[heading]
    numbers, unit = read_column(table, heading, table_decimal(table))
    if numbers.share < _ENOUGH and (numbers.kinds != EMPTY).any():
        raise InputError(_holds_text(heading, column, numbers))
    steps = _steps(heading, column, numbers, unit)
    return TargetColumn(heading, table.units.get(heading, unit), numbers.values, numbers.usable, steps)


def read_features(
    table: Table, headings: tuple[str, ...]
) -> tuple[np.ndarray, np.ndarray, list[tuple[np.ndarray, str, list[str]]]]:
    """Return own columns of numbers (n, k), which rows have them all (n,), and (rows that have it, words, notes) for each.

    InputError when one of them holds text.
    """
    columns, masks = [], []
    decimal = table_decimal(table)
    for heading in headings:
        numbers, unit = read_column(table, heading, decimal)
        if numbers.share < _ENOUGH and (numbers.kinds != EMPTY).any():
            raise InputError(_holds_text(heading, table.frame[heading], numbers))
        columns.append(numbers.values)
        words = f"without a number in {heading}, a column that is learnt from"
        masks.append((numbers.usable, words, _notes(heading, table.frame[heading], numbers, unit)))
    own = np.column_stack(columns) if columns else np.empty((len(table), 0))
    return own, np.all(np.isfinite(own), axis=1), masks


def _refused(heading: str, unit: str) -> dict[str, str]:
    """Return in words what numbers are that cannot be brought to the unit of their column, "" for none."""
    other = f"in another unit than {unit}" if unit else "with a unit, where most have none,"
    return {
        FOREIGN: f"{other} in {heading}",
        BARE: f"without a unit in {heading}, where others name theirs and the heading names none",
    }


def _steps(heading: str, column, numbers: Numbers, unit: str) -> list[tuple[str, int, str]]:
    """Return (rule, rows dropped, sentence) for each kind of cell that is no plain number."""
    lost = {
        EMPTY: f"without a value in {heading}",
        TEXT: f"with text instead of a number in {heading}, such as {_example(column, numbers, TEXT)}",
        BOUND: f"with a bound instead of a value in {heading}, such as {_example(column, numbers, BOUND)}",
        RANGE: f"with a range instead of a value in {heading}, such as {_example(column, numbers, RANGE)}",
        INFINITE: f"with an infinite {heading}",
        **{
            kind: f"{words}, such as {_example(column, numbers, kind)}"
            for kind, words in _refused(heading, unit).items()
        },
    }
    kept = {
        UNCERTAIN: "with an uncertainty: the value before it counts",
        APPROXIMATE: "said to be approximate: taken as it is",
    }
    steps = [
        ("drop_missing_target", n, f"{counted(n, 'row')} dropped {what}.")
        for kind, what in lost.items()
        if (n := numbers.count(kind))
    ]
    for kind, what in kept.items():
        if n := numbers.count(kind):
            example = _example(column, numbers, kind)
            steps.append(
                ("note_values", 0, f"{counted(n, 'value')} of {heading} {what} (such as {example}).")
            )
    return steps + [("note_values", 0, f"In {heading} {remark}.") for remark in numbers.remarks]


def _notes(heading: str, column, numbers: Numbers, unit: str) -> list[str]:
    """Return in sentences how a column that is learnt from was read, and which numbers were not taken for their units."""
    refused = [
        f"{counted(n, 'number')} {words}, such as {_example(column, numbers, kind)}: not taken."
        for kind, words in _refused(heading, unit).items()
        if (n := numbers.count(kind))
    ]
    return [*refused, *(f"In {heading} {remark}." for remark in numbers.remarks)]


def _is_numeric(table: Table, heading: str) -> bool:
    numbers, _ = read_column(table, heading, table.decimal, most=_SAMPLE)
    return bool(numbers.usable.any()) and numbers.share >= _ENOUGH


def _example(column, numbers: Numbers, kind: str) -> str:
    found = np.flatnonzero(numbers.kinds == kind)
    return repr(shown(str(column.iloc[found[0]]), 30)) if len(found) else ""


def _holds_text(heading: str, column, numbers: Numbers) -> str:
    texts = dict.fromkeys(str(cell) for cell in column[numbers.kinds == TEXT])
    return f"The column {heading!r} holds text: {listed(texts, 5)}; numbers are needed, so choose another column."
