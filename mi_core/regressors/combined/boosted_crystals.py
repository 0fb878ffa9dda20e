"""Gradient-boosted trees on statistics of the composition and of the crystal graph, for several targets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.descriptors.formulas import ElementFractions
from mi_core.descriptors.graph_statistics import graph_statistics
from mi_core.regressors.combined.boosted_compositions import UNKNOWN, BoostedCompositions

if TYPE_CHECKING:
    from mi_core.descriptors.formula_graphs import FormulaGraph


@dataclass(kw_only=True, eq=False, repr=False)
class BoostedCrystals(BoostedCompositions):
    """Trees in turn on what `BoostedCompositions` reads, and on `graph_statistics`; X is a list of FormulaGraph."""

    def _columns(self, X: list[FormulaGraph]) -> np.ndarray:
        """Return what the trees read, (n, d) float32."""
        formulas = [ElementFractions(row.elements, row.fractions, row.numbers) for row in X]
        crystals = np.nan_to_num(graph_statistics(X), nan=UNKNOWN)
        return np.hstack([super()._columns(formulas), crystals]).astype(np.float32)
