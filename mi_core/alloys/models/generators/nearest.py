"""Nearest neighbours in the data set: the alloys whose diagrams miss the condition least.

The distance of alloy a is the root of the mean, over the specified cells, of the square by which its fraction lies
outside of the cell's range; unknown fractions (NaN) count as missed wholly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.alloys.models.generators.base import Generator

if TYPE_CHECKING:
    from mi_core.alloys.dataset.table import AlloyData
    from mi_core.alloys.models.condition import Condition

WT_WEIGHT = 0.02  # mole fraction per wt% outside of a bound


class Nearest(Generator):
    """The nearest alloys of the training split; it stores nothing of its own."""

    wt_: np.ndarray
    fractions_: np.ndarray

    def fit(self, data: AlloyData, seed: int = 0, on_epoch=None, checkpoints=None):  # noqa: ARG002 - nothing is trained
        """Keep the training alloys."""
        known = data.of_split("train")
        self.wt_ = known.wt
        self.fractions_ = np.ascontiguousarray(known.fractions.reshape(len(known), -1).T)
        return self

    def draw(self, condition: Condition, n: int, seed: int = 0) -> np.ndarray:  # noqa: ARG002
        """Return the n nearest alloys, nearest first."""
        return self.wt_[self.rows(condition, n)]

    def rows(self, condition: Condition, n: int) -> np.ndarray:
        """Return the rows of the n nearest training alloys, nearest first."""
        missed = self.distance(condition)
        nearest = np.argpartition(missed, min(n, len(missed) - 1))[:n]
        return nearest[np.argsort(missed[nearest], kind="stable")]

    def distance(self, condition: Condition) -> np.ndarray:
        """Return the distance of every training alloy, (n,) mole fraction."""
        cells = np.flatnonzero(condition.mask)
        low, high = (part.reshape(-1)[cells][:, None] for part in (condition.low, condition.high))
        found = self.fractions_[cells]
        outside = np.nan_to_num(np.maximum(np.maximum(low - found, found - high), 0), nan=1.0)
        missed = np.sqrt(np.square(outside).sum(axis=0) / max(len(cells), 1))
        beyond = np.maximum(np.maximum(condition.wt_low - self.wt_, self.wt_ - condition.wt_high), 0).sum(
            axis=1
        )
        return missed + WT_WEIGHT * beyond

    def state(self) -> dict[str, np.ndarray]:
        """Return nothing: the data set ships."""
        return {}

    def load_state(self, arrays: dict[str, np.ndarray]):  # noqa: ARG002
        """Read the data set that ships."""
        from mi_core.alloys.dataset.table import load_alloys

        return self.fit(load_alloys())
