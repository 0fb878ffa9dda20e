"""Gaussian process on ordered pairs of elements: what (A, B) have in common with (A', B') known before.

With Matérn similarity s(·,·) of two elements (ν = 5/2 on standardised properties, plus a part for identity, because no
list of properties says all about an element), the covariance of two pairs is

    k = w_A s(A,A') + w_B s(B,B') + w_AB s(A,A') s(B,B') + w_BA s(A,B') s(B,A')

effects of each element, their interaction, and kinship with the pair the other way round (w_BA ≤ w_AB, so that k stays
positive definite: it is then the sum of a product kernel and of its symmetrised form).
C. E. Rasmussen & C. K. I. Williams, Gaussian Processes for Machine Learning (2006), chapters 2, 4 and 5.4.
"""

from __future__ import annotations

import numpy as np
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.utils.validation import check_is_fitted, validate_data

SAME = 1e-9  # standardised distance below which two property vectors are the same element


class PairProcess(RegressorMixin, BaseEstimator):
    """Gaussian process regression on X = [properties of A, properties of B], (n, 2p).

    Parameters
    ----------
    length_scale : float
        Of the similarity, in units of the root mean square distance of standardised properties.
    identity : float
        Weight of being the same element, against being alike.
    weights : sequence of float
        w_A, w_B, w_AB, w_BA above; w_BA must not exceed w_AB.
    noise : float
        Variance of the noise, as a share of the variance of y.
    """

    def __init__(self, length_scale=0.7, identity=0.08, weights=(0.3, 0.3, 0.5, 0.2), noise=0.01):
        self.length_scale = length_scale
        self.identity = identity
        self.weights = weights
        self.noise = noise

    def fit(self, X, y):
        """Learn from X (n, 2p) and y (n,); cost grows with n³ (seconds for 4,000 rows)."""
        from scipy.linalg import cho_factor, cho_solve

        X, y = validate_data(self, X, y, y_numeric=True)
        self.elements_, self.pairs_ = index_elements(X)
        self.center_ = self.elements_.mean(axis=0)
        spread = self.elements_.std(axis=0)
        self.spread_ = np.where(spread > 0, spread, 1.0)
        self.mean_, self.deviation_ = float(y.mean()), float(y.std()) or 1.0
        target = (y - self.mean_) / self.deviation_
        own = self._similarity(self.elements_)
        covariance = self._covariance(own, self.pairs_)
        covariance.flat[:: len(y) + 1] += self.noise
        inverse = cho_solve(cho_factor(covariance, lower=True, overwrite_a=True), np.eye(len(y)))
        self.coefficients_ = inverse @ target
        left_out = target - self.coefficients_ / inverse.diagonal()
        self.leave_one_out_ = self.mean_ + self.deviation_ * left_out
        return self

    def predict(self, X) -> np.ndarray:
        """Return the posterior mean, (n,)."""
        check_is_fitted(self)
        elements, pairs = index_elements(validate_data(self, X, reset=False))
        covariance = self._covariance(self._similarity(elements), pairs)
        return self.mean_ + self.deviation_ * (covariance @ self.coefficients_)

    def _similarity(self, elements: np.ndarray) -> np.ndarray:
        """Similarity of each of `elements` to each training element, (m, m_train)."""
        scale = self.spread_ * self.length_scale * np.sqrt(elements.shape[1])
        ours, theirs = (elements - self.center_) / scale, (self.elements_ - self.center_) / scale
        distance = np.sqrt(((ours[:, None] - theirs[None]) ** 2).sum(axis=-1))
        r = np.sqrt(5) * distance
        alike = (1 + r + r * r / 3) * np.exp(-r)
        return (alike + self.identity * (distance < SAME)) / (1 + self.identity)

    def _covariance(self, similarity: np.ndarray, pairs: np.ndarray) -> np.ndarray:
        """Covariance of `pairs`, indices into the rows of `similarity`, with the training pairs."""
        w_a, w_b, w_ab, w_ba = self.weights
        a, b = pairs[:, :1], pairs[:, 1:]
        known_a, known_b = self.pairs_[:, 0], self.pairs_[:, 1]
        on_a, on_b = similarity[a, known_a], similarity[b, known_b]
        crossed = similarity[a, known_b] * similarity[b, known_a]
        return w_a * on_a + w_b * on_b + w_ab * on_a * on_b + w_ba * crossed


def index_elements(X: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the distinct property vectors in X (n, 2p) and the pairs as indices into them, (n, 2)."""
    half = X.shape[1] // 2
    elements, index = np.unique(np.vstack([X[:, :half], X[:, half:]]), axis=0, return_inverse=True)
    return elements, index.reshape(2, -1).T


def exchanged(X: np.ndarray) -> np.ndarray:
    """Return the pairs the other way round."""
    half = X.shape[1] // 2
    return np.hstack([X[:, half:], X[:, :half]])
