"""A descriptor with the user's own columns of numbers beside it, such as a temperature."""

from __future__ import annotations

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin

from mi_core.errors import InputError


class WithOwnColumns(TransformerMixin, BaseEstimator):
    """Transformer from materials to what `describer` says of them, (n, d), and their own columns, (n, d + k) float64.

    The numbers come from `Material.numbers`; InputError names a column that a material lacks.

    Parameters
    ----------
    describer : transformer from materials to an array
    columns : sequence of str
        Headings.
    """

    def __init__(self, describer, columns=()):
        self.describer = describer
        self.columns = columns

    def fit(self, X, y=None):
        """Fit the describer."""
        self.describer_ = self.describer.fit(X, y)
        return self

    def transform(self, X) -> np.ndarray:
        """Return both parts side by side."""
        own = np.array([[self._number(x, column) for column in self.columns] for x in X], dtype=float)
        return np.hstack([self.describer_.transform(X), own.reshape(len(X), len(self.columns))])

    def get_feature_names_out(self, input_features=None):
        """Return the names of the describer's columns, then the headings."""
        names = self.describer_.get_feature_names_out(input_features)
        return np.array([*names, *self.columns], dtype=object)

    @staticmethod
    def _number(material, column: str) -> float:
        number = getattr(material, "numbers", {}).get(column)
        if number is None or not np.isfinite(number):
            raise InputError(
                f"The model reads the column {column!r} beside the material; give a table that has it, filled with numbers."
            )
        return number
