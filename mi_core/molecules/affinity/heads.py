"""What a linear model reads from a representation: ridge regression, and of classes the probability by Platt's sigmoid.

All in closed form but for the two numbers of the sigmoid, so that thousands take seconds. The penalty is the best when each
row is left out in turn, and on those left-out answers the sigmoid is fitted: J. Platt, Adv. Large Margin Classif. 61 (1999).
"""

from __future__ import annotations

import numpy as np

PENALTIES = 10.0 ** np.arange(-1, 6)  # of standardised columns
RAREST = 3  # rows of a class that can be learned


class LinearReader:
    """Ridge regression on the rows of one representation, for any number of labels of these rows."""

    def __init__(self, learned: np.ndarray):
        """Decompose `learned`, (n, k)."""
        self.mean, spread = learned.mean(axis=0), learned.std(axis=0)
        self.spread = np.where(spread > 1e-9, spread, 1.0)
        self.left, self.values, self.right = np.linalg.svd(self._standardised(learned), full_matrices=False)
        squares = self.values[:, None] ** 2
        self.shrinking = squares / (squares + PENALTIES)  # (k, penalties)
        self.leverage = 1 / len(learned) + self.left**2 @ self.shrinking  # (n, penalties)

    def read(self, labels: np.ndarray, tested: np.ndarray, *, probability: bool) -> np.ndarray:
        """Return predictions (m,) for rows `tested`, (m, k), from labels (n,), which are 0 or 1 for a probability."""
        if probability and min(labels.sum(), len(labels) - labels.sum()) < RAREST:
            return np.full(len(tested), labels.mean())
        centred = labels - labels.mean()
        along = self.left.T @ centred
        residuals = (centred[:, None] - self.left @ (self.shrinking * along[:, None])) / (1 - self.leverage)
        best = int(np.mean(residuals**2, axis=0).argmin())
        weights = along * self.values / (self.values**2 + PENALTIES[best])
        answers = self._standardised(tested) @ self.right.T @ weights
        if not probability:
            return labels.mean() + answers
        # Less the mean of the other rows: what is left out lowers it, and would seem to be told by its absence.
        left_out = labels - residuals[:, best] - (labels.sum() - labels) / (len(labels) - 1)
        return _probabilities(left_out, labels, answers)

    def _standardised(self, rows: np.ndarray) -> np.ndarray:
        return (rows - self.mean) / self.spread


def _probabilities(scores: np.ndarray, labels: np.ndarray, answers: np.ndarray) -> np.ndarray:
    """Return the probabilities of answers by the sigmoid that fits the scores; how often 1 occurs where scores mislead."""
    from sklearn.linear_model import LogisticRegression

    if (scale := scores.std()) > 1e-12:
        sigmoid = LogisticRegression().fit(scores[:, None] / scale, labels.astype(int))
        if sigmoid.coef_[0, 0] > 0:
            return sigmoid.predict_proba(answers[:, None] / scale)[:, 1]
    return np.full(len(answers), labels.mean())
