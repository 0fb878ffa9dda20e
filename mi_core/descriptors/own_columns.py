"""A descriptor with columns of numbers beside it, such as a temperature or a gap that somebody computed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin

from mi_core.errors import InputError
from mi_core.tables.quantities import meaning

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mi_core.structures.material import Material


class WithOwnColumns(TransformerMixin, BaseEstimator):
    """Transformer from materials to what `describer` says of them, (n, d), and their own numbers, (n, d + k + 2 l) float64.

    The numbers are those of `own_numbers`: k that every row must have, l that it may have, and l that say which are missing.

    Parameters
    ----------
    describer : transformer from materials to an array
    columns, optional : sequence of str
        Headings of the numbers that are needed, and of those that are used where given.
    filling : sequence of float
        What stands in place of each optional number that is missing; without it NaN does.
    """

    def __init__(self, describer, columns=(), optional=(), filling=()):
        self.describer = describer
        self.columns = columns
        self.optional = optional
        self.filling = filling

    def fit(self, X, y=None):
        """Fit the describer."""
        self.describer_ = self.describer.fit(X, y)
        return self

    def transform(self, X) -> np.ndarray:
        """Return all parts side by side."""
        X = list(X)
        numbers = own_numbers(X, self.columns, self.optional, self.filling)
        return np.hstack([self.describer_.transform(X), numbers])

    def get_feature_names_out(self, input_features=None):
        """Return the names of the describer's columns, then the headings, then those of what is missing."""
        names = self.describer_.get_feature_names_out(input_features)
        missing = [f"missing_{heading}" for heading in self.optional]
        return np.array([*names, *self.columns, *self.optional, *missing], dtype=object)


def own_numbers(
    materials: Iterable[Material],
    columns: Sequence[str],
    optional: Sequence[str] = (),
    filling: Sequence[float] = (),
) -> np.ndarray:
    """Return `Material.numbers` under k needed and l optional headings, then what is missing, (n, k + 2 l) float64.

    Where an optional number is missing, its `filling` stands in its place, or NaN without one, and the last l columns are 1
    there and 0 elsewhere. InputError names a needed number that a material lacks.
    """
    materials = list(materials)
    needed = _matrix([[needed_number(x, column) for column in columns] for x in materials], columns)
    found = _matrix([[_optional_number(x, column) for column in optional] for x in materials], optional)
    missing = np.isnan(found)
    return np.hstack([needed, np.where(missing, filling, found) if len(filling) else found, missing])


def with_numbers(
    materials: Iterable[Material], headings: Sequence[str], values: np.ndarray
) -> list[Material]:
    """Return the materials (n) with the numbers of these columns, values (n, k), beside them, where they are finite."""
    if not headings:
        return list(materials)
    rows = (
        {h: v for h, v in zip(headings, row, strict=True) if np.isfinite(v)}
        for row in np.asarray(values, dtype=float).tolist()
    )
    return [replace(m, numbers={**m.numbers, **row}) for m, row in zip(materials, rows, strict=True)]


def known_number(material, heading: str) -> float:
    """Return the number of a material under a heading; NaN where there is none, or none that is finite.

    Where its table has no such heading, but the same quantity under another one, that one in the unit of this heading.
    """
    numbers = getattr(material, "numbers", {})
    number = numbers[heading] if heading in numbers else _under_another_heading(numbers, heading)
    return float(number) if number is not None and np.isfinite(number) else np.nan


def _under_another_heading(numbers: Mapping[str, float], heading: str) -> float | None:
    means = meaning(heading)
    if means is None or means.quantity.key not in numbers:
        return None
    unit = means.unit or (None if means.said or means.quantity.needs_unit else means.quantity.units[0])
    return None if unit is None else (numbers[means.quantity.key] - unit.offset) / unit.factor


def needed_number(material, heading: str) -> float:
    """Return the number of a material under a heading; InputError where there is none."""
    number = known_number(material, heading)
    if np.isnan(number):
        raise InputError(
            _fault_of_column(material, heading)
            or f"The model reads the column {heading!r} beside the material; give a table that has it, filled with numbers."
        )
    return number


def _optional_number(material, heading: str) -> float:
    """Return the number of a material under a heading, NaN for none; InputError where its column cannot be read."""
    number = known_number(material, heading)
    if np.isnan(number) and (fault := _fault_of_column(material, heading)):
        raise InputError(fault)
    return number


def _fault_of_column(material, heading: str) -> str:
    """Return why the column that has the quantity of this heading cannot be read in a row that fills it; "" where it can."""
    means = meaning(heading)
    numbers, columns = (getattr(material, name, {}) for name in ("numbers", "columns"))
    if means is None or heading in numbers or means.quantity.key not in numbers:
        return ""
    column = columns.get(means.quantity.key)
    return column.fault if column is not None else ""


def _matrix(rows: list[list[float]], headings) -> np.ndarray:
    return np.array(rows, dtype=float).reshape(len(rows), len(headings))
