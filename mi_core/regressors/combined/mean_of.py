"""The weighted mean of several regressors on plain columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sklearn.base import clone

from mi_core.errors import InputError
from mi_core.regressors.numeric import NumericRegressor

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(eq=False, repr=False)
class MeanOfRegressors(NumericRegressor):
    """Regressors that err in different ways, averaged.

    The error to expect is that of the first, and the standard deviation of all answers in addition.

    Parameters
    ----------
    members : sequence of NumericRegressor
        What is averaged, untrained; the first says which error to expect.
    weights : sequence of float
        One for each; their sum need not be 1.
    """

    members: Sequence[NumericRegressor]
    weights: Sequence[float]

    def learn(self, X, y):
        """Train all of them on the same rows."""
        if len(self.weights) != len(self.members) or min(self.weights, default=0) <= 0:
            raise InputError(
                f"Weights of a mean are positive, one for each of its {len(self.members)} members; got {list(self.weights)}."
            )
        self.members_ = [clone(member).fit(X, y) for member in self.members]

    def answer(self, X):
        """Return the mean, and the size of error to expect."""
        answers = [member.predict_with_scale(X) for member in self.members_]
        values = np.stack([value for value, _ in answers])
        return np.average(values, axis=0, weights=self.weights), answers[0][1] + values.std(axis=0)
