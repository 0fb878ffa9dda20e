"""Ridge regression in the space of a Matérn kernel, whose answers for its own training rows leave each of them out.

Landmarks keep the cost linear in the rows: C. K. I. Williams & M. Seeger, Adv. Neural Inf. Process. Syst. 13, 682 (2001).
The leave-one-out residual of a ridge is r / (1 - h), h the leverage: R. D. Cook, Technometrics 19, 15 (1977).
"""

from __future__ import annotations

import numpy as np

JITTER = 1e-6  # on the diagonal of the landmarks' kernel, which nearly equal rows make singular


class KernelAnswers:
    """Kernel ridge on standardised columns Z (n, d).

    Parameters
    ----------
    length_scale : float
        Of the Matérn kernel (ν = 5/2), in units of √d, the distance of rows that differ by one spread in every one of the
        d columns that vary.
    noise : float
        Variance of the noise as a share of the variance of a label.
    n_landmarks : int
        Rows that span the space; cost grows with n · n_landmarks².
    """

    def __init__(self, length_scale: float, noise: float, n_landmarks: int):
        self.length_scale = length_scale
        self.noise = noise
        self.n_landmarks = n_landmarks

    def fit(self, Z: np.ndarray, labels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """Learn labels (n,) and return what is answered for each row when it is left out, (n,)."""
        from scipy.linalg import cho_factor, cho_solve, cholesky, solve_triangular

        self.n_varying_ = max(1, int((np.ptp(Z, axis=0) > 0).sum()))
        chosen = rng.permutation(len(Z))[: self.n_landmarks]
        self.landmarks_ = Z[np.sort(chosen)].astype(np.float32)
        own = self._kernel(self.landmarks_)
        own.flat[:: len(own) + 1] += JITTER
        factor = cholesky(own, lower=True)
        self.mean_ = float(labels.mean())
        features = solve_triangular(factor, self._kernel(Z).T, lower=True).T  # (n, m)
        normal = features.T @ features
        normal.flat[:: len(normal) + 1] += self.noise
        solved = cho_factor(normal, lower=True)
        weights = cho_solve(solved, features.T @ (labels - self.mean_))
        self.weights_ = solve_triangular(factor, weights, lower=True, trans="T")  # of the landmarks
        leverage = np.einsum("nm,mn->n", features, cho_solve(solved, features.T))
        residual = labels - self.mean_ - features @ weights
        return labels - residual / np.maximum(1 - leverage, 1e-6)

    def predict(self, Z: np.ndarray) -> np.ndarray:
        """Return the answers for new rows, (n,)."""
        return self.mean_ + self._kernel(Z) @ self.weights_

    def _kernel(self, Z: np.ndarray) -> np.ndarray:
        """Matérn similarity of rows to landmarks, (n, m)."""
        from scipy.spatial.distance import cdist

        r = cdist(Z, self.landmarks_) * (np.sqrt(5 / self.n_varying_) / self.length_scale)
        return (1 + r + r * r / 3) * np.exp(-r)
