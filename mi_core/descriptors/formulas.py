"""Formulas as elements and their atomic fractions: the input of networks on compositions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin

from mi_core.formulas import atomic_numbers, read_formula


@dataclass(frozen=True, slots=True)
class ElementFractions:
    """One formula: `atomic_numbers` (n_elements,) int64, ascending, and their `fractions` float32, which sum to one."""

    atomic_numbers: np.ndarray
    fractions: np.ndarray


@lru_cache(maxsize=200_000)
def element_fractions(formula: str) -> ElementFractions:
    """Return the fractions of a formula such as "Ba(Ti0.9Zr0.1)O3"; InputError when it is none."""
    amounts = read_formula(formula).amounts
    numbers = np.array([atomic_numbers()[symbol] for symbol in amounts], dtype=np.int64)
    fractions = np.array(list(amounts.values())) / sum(amounts.values())
    order = np.argsort(numbers)
    return ElementFractions(numbers[order], fractions[order].astype(np.float32))


class FormulaFractions(TransformerMixin, BaseEstimator):
    """Transformer from a list of materials (or formula strings) to a list of ElementFractions."""

    def fit(self, X, y=None):  # noqa: ARG002 - scikit-learn's signature
        """Do nothing: there is nothing to learn."""
        return self

    def __sklearn_is_fitted__(self):
        return True

    def transform(self, X) -> list[ElementFractions]:
        """Return the fractions of each formula."""
        return [
            x if isinstance(x, ElementFractions) else element_fractions(getattr(x, "formula", x)) for x in X
        ]
