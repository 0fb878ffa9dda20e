"""Ridge regression whose penalty is that with the least leave-one-out error, found in closed form.

G. H. Golub, M. Heath, G. Wahba, Technometrics 21, 215 (1979); A. E. Hoerl & R. W. Kennard, Technometrics 12, 55 (1970).
With the singular values s and vectors U of the centred columns, the leverage of row i is 1/n + Σ U²ᵢₖ s²ₖ / (s²ₖ + α), and
its error when it is left out is its residual over one less the leverage.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from mi_core.regressors.numeric import NumericRegressor, within_reach

#: Penalties, in units of the mean square of the singular values.
PENALTIES = 10.0 ** np.arange(-3.0, 2.25, 0.5)
_LEAST = 1e-6  # of 1 - leverage


class Spectrum(NamedTuple):
    """Singular values (k,) and vectors, left (n, k) and right (d, k), of centred rows (n, d)."""

    singular: np.ndarray
    left: np.ndarray
    right: np.ndarray


def spectrum(rows: np.ndarray) -> Spectrum:
    """Return the spectrum of centred rows by way of the smaller of their two products."""
    n, d = rows.shape
    squares, vectors = np.linalg.eigh(rows @ rows.T if n < d else rows.T @ rows)
    kept = squares > 1e-10 * max(float(squares.max(initial=0.0)), np.finfo(float).tiny)
    values, vectors = np.sqrt(squares[kept]), vectors[:, kept]
    if n < d:
        return Spectrum(values, vectors, rows.T @ vectors / values)
    return Spectrum(values, rows @ vectors / values, vectors)


def left_out(found: Spectrum, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the penalties tried, (a,), and what is answered for each row when it is left out, (n, a).

    labels : (n,), not centred.
    """
    n = len(labels)
    penalties = PENALTIES * max(float(np.mean(found.singular**2)) if len(found.singular) else 1.0, 1e-12)
    shrunk = found.singular[:, None] ** 2 / (found.singular[:, None] ** 2 + penalties)
    centred = labels - labels.mean()
    fitted = found.left @ (shrunk * (found.left.T @ centred)[:, None])
    leverage = 1 / n + (found.left**2) @ shrunk
    residual = (centred[:, None] - fitted) / np.maximum(1 - leverage, _LEAST)
    return penalties, labels[:, None] - residual


class LeftOutRidge(NumericRegressor):
    """Ridge on standardised columns, its penalty settled by leaving each row out; the mean of y is not penalised.

    The error to expect is the root of the leave-one-out mean square, larger for rows that are far from those learned.
    """

    def learn(self, X, y):
        """Settle the penalty and the weights."""
        rows = self.standardised(X)
        found = spectrum(rows)
        penalties, answers = left_out(found, y)
        errors = np.mean((answers - y[:, None]) ** 2, axis=0)
        best = int(np.argmin(errors))
        self.penalty_, self.left_out_ = float(penalties[best]), answers[:, best]
        self.error_ = float(np.sqrt(errors[best]))
        self.intercept_ = float(y.mean())
        self.axes_ = found.right.astype(np.float32)
        self.squares_ = found.singular**2
        self.weights_ = found.right @ (
            found.singular / (self.squares_ + self.penalty_) * (found.left.T @ (y - y.mean()))
        )
        self.furthest_ = np.abs(rows).max(axis=0)

    def answer(self, X):
        """Return w·x + b for every row, columns bounded as `within_reach` says."""
        rows = within_reach(self.standardised(X), self.furthest_)
        leverage = ((rows @ self.axes_) ** 2 / (self.squares_ + self.penalty_)).sum(axis=1)
        return rows @ self.weights_ + self.intercept_, self.error_ * np.sqrt(1 + leverage)
