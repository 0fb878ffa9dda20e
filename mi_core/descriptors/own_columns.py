"""A descriptor with columns of numbers beside it, such as a temperature or a gap that somebody computed."""

from __future__ import annotations

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin

from mi_core.errors import InputError


class WithOwnColumns(TransformerMixin, BaseEstimator):
    """Transformer from materials to what `describer` says of them, (n, d), and their own numbers, (n, d + k + 2 l) float64.

    The numbers come from `Material.numbers`: k that every row must have (InputError names one that a material lacks), then l
    that it may have, NaN where it has none, then l that are 1 where the number is missing and 0 where it is there.

    Parameters
    ----------
    describer : transformer from materials to an array
    columns, optional : sequence of str
        Headings of the numbers that are needed, and of those that are used where given.
    """

    def __init__(self, describer, columns=(), optional=()):
        self.describer = describer
        self.columns = columns
        self.optional = optional

    def fit(self, X, y=None):
        """Fit the describer."""
        self.describer_ = self.describer.fit(X, y)
        return self

    def transform(self, X) -> np.ndarray:
        """Return all parts side by side."""
        X = list(X)
        needed = _matrix([[needed_number(x, column) for column in self.columns] for x in X], self.columns)
        optional = _matrix([[known_number(x, column) for column in self.optional] for x in X], self.optional)
        return np.hstack([self.describer_.transform(X), needed, optional, np.isnan(optional)])

    def get_feature_names_out(self, input_features=None):
        """Return the names of the describer's columns, then the headings, then those of what is missing."""
        names = self.describer_.get_feature_names_out(input_features)
        missing = [f"missing_{heading}" for heading in self.optional]
        return np.array([*names, *self.columns, *self.optional, *missing], dtype=object)


def known_number(material, heading: str) -> float:
    """Return the number of a material under a heading; NaN where there is none, or none that is finite."""
    number = getattr(material, "numbers", {}).get(heading)
    return float(number) if number is not None and np.isfinite(number) else np.nan


def needed_number(material, heading: str) -> float:
    """Return the number of a material under a heading; InputError where there is none."""
    number = known_number(material, heading)
    if np.isnan(number):
        raise InputError(
            f"The model reads the column {heading!r} beside the material; give a table that has it, filled with numbers."
        )
    return number


def _matrix(rows: list[list[float]], headings) -> np.ndarray:
    return np.array(rows, dtype=float).reshape(len(rows), len(headings))
