"""A Gaussian process whose length and noise are those with the least leave-one-out error, found in closed form.

C. E. Rasmussen & C. K. I. Williams, Gaussian Processes for Machine Learning (MIT Press, 2006), sections 2.2 and 5.4.2.
"""

from __future__ import annotations

import numpy as np

from mi_core.regressors.numeric import NumericRegressor, within_reach

LENGTHS = (0.7, 1.4, 2.8)  # in units of √d, the distance of rows that differ by one spread in all d columns
NOISES = (0.01, 0.03, 0.1, 0.3, 1.0)  # variance, as a share of that of the labels


def matern(distance: np.ndarray, length: float) -> np.ndarray:
    """Return the similarity of rows at some distances, ν = 5/2."""
    r = np.sqrt(5.0) * distance / length
    return (1 + r + r * r / 3) * np.exp(-r)


class LeftOutProcess(NumericRegressor):
    """A Gaussian process with a Matérn kernel on standardised columns; the error to expect is its standard deviation."""

    def learn(self, X, y):
        """Settle length and noise, and keep the inverse of the kernel with that noise."""
        from scipy.spatial.distance import cdist

        rows = self.standardised(X)
        varying = max(1, int((np.ptp(rows, axis=0) > 0).sum()))
        self.furthest_, self.rows_ = np.abs(rows).max(axis=0), (rows / np.sqrt(varying)).astype(np.float32)
        self.unit_ = float(np.sqrt(varying))
        self.mean_, self.label_spread_ = float(y.mean()), float(y.std()) or 1.0
        labels = (y - self.mean_) / self.label_spread_
        distance = cdist(self.rows_, self.rows_)
        best = np.inf
        for length in LENGTHS:
            values, vectors = np.linalg.eigh(matern(distance, length))
            seen = vectors.T @ labels
            for noise in NOISES:
                weighed = 1 / (np.maximum(values, 0.0) + noise)
                residual = (vectors @ (weighed * seen)) / ((vectors**2) @ weighed)
                if (error := float(np.mean(residual**2))) < best:
                    best, self.length_, self.noise_ = error, length, noise
                    # the variance that makes the left-out errors as large as they are expected to be
                    self.variance_ = float(np.mean(residual**2 * ((vectors**2) @ weighed)))
                    self.left_out_ = (labels - residual) * self.label_spread_ + self.mean_
                    self.inverse_ = (vectors * weighed) @ vectors.T
        self.weights_ = self.inverse_ @ labels

    def answer(self, X):
        """Return mean and standard deviation of a new label."""
        from scipy.spatial.distance import cdist

        rows = within_reach(self.standardised(X), self.furthest_) / self.unit_
        likeness = matern(cdist(rows, self.rows_), self.length_)
        unknown = np.clip(1 - np.einsum("ij,ij->i", likeness @ self.inverse_, likeness), 0.0, 1.0)
        scale = self.label_spread_ * np.sqrt(self.variance_ * (unknown + self.noise_))
        return self.mean_ + self.label_spread_ * (likeness @ self.weights_), scale
