"""Kernel ridge of one task with few labels: near in descriptors, near in neighbourhoods of atoms.

The kernel is a mixture of Matérn's (ν = 3/2) of standardised descriptors and the similarity min/max of counts
(L. Ralaivola et al., Neural Netw. 18, 1093, 2005). Width, mixture and noise are those with the least squared
leave-one-out residual (G. C. Cawley & N. L. C. Talbot, Neural Netw. 17, 1467, 2004).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from mi_core.molecules.models.describing import tamed

if TYPE_CHECKING:
    from mi_core.molecules.models.describing import Described

MOST_ROWS = 1200  # cost grows with their cube, and the file with them
WIDTHS, SHARES, NOISES = (0.5, 1.0, 2.0, 4.0), (0.0, 0.3, 0.6), (1e-3, 1e-2, 3e-2, 0.1)
LARGEST = 6.0  # standardised descriptors


@dataclass(frozen=True, slots=True)
class KernelRidge:
    """What was learned: scales of the descriptors, the rows (n), their weights, and the settings of the kernel.

    rows : (n, d) float16, standardised; counts : (n, 2048) uint8; weights : (n,); settings : width of Matérn's kernel,
    share of the counts' similarity, mean of the labels.
    """

    mean: np.ndarray
    spread: np.ndarray
    rows: np.ndarray
    counts: np.ndarray
    weights: np.ndarray
    settings: np.ndarray

    def predict(self, described: Described) -> np.ndarray:
        """Return values, (m,)."""
        width, share, middle = self.settings
        z = _standardised(described.descriptors, self.mean, self.spread)
        near = matern(squared_distances(z, self.rows.astype(np.float32)) / width**2)
        alike = similarity(described.counts, self.counts)
        return ((1 - share) * near + share * alike) @ self.weights + middle


def learn(described: Described, labels: np.ndarray) -> KernelRidge:
    """Return the ridge of n molecules with labels (n,)."""
    raw = tamed(described.descriptors)
    mean, spread = raw.mean(axis=0), raw.std(axis=0)
    spread = np.where(spread > 0, spread, np.inf)  # what never varied tells nothing
    z = _standardised(described.descriptors, mean, spread).astype(np.float16)
    distances = squared_distances(z.astype(np.float32), z.astype(np.float32))
    alike = similarity(described.counts, described.counts)
    typical, middle = float(np.sqrt(np.median(distances))), float(labels.mean())
    best = None
    for width, share in product(WIDTHS, SHARES):
        kernel = (1 - share) * matern(distances / (width * typical) ** 2) + share * alike
        for noise in NOISES:
            inverse = np.linalg.inv(kernel + noise * np.eye(len(labels)))
            weights = inverse @ (labels - middle)
            loss = float(np.mean((weights / np.diag(inverse)) ** 2))
            if best is None or loss < best[0]:
                best = (loss, weights, np.array([width * typical, share, middle]))
    assert best is not None
    return KernelRidge(mean, spread, z, described.counts, best[1].astype(np.float32), best[2])


def _standardised(descriptors: np.ndarray, mean: np.ndarray, spread: np.ndarray) -> np.ndarray:
    return np.clip((tamed(descriptors) - mean) / spread, -LARGEST, LARGEST).astype(np.float32)


def matern(squared: np.ndarray) -> np.ndarray:
    """Return Matérn's kernel of smoothness 3/2 for squared distances in units of the width."""
    distance = np.sqrt(3 * squared)
    return (1 + distance) * np.exp(-distance)


def squared_distances(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return squared Euclidean distances, (n, m)."""
    return np.maximum((a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1) - 2 * a @ b.T, 0)


def similarity(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return Σ min / Σ max of counts (n, d) and (m, d), (n, m) float64; 1 for equal ones."""
    total = a.sum(axis=1, dtype=float)[:, None] + b.sum(axis=1, dtype=float)
    common = np.zeros(total.shape)
    for level in range(1, int(max(a.max(initial=0), b.max(initial=0))) + 1):
        # Σ min(x, y) = Σ over levels of [x ≥ level][y ≥ level], each a product of matrices.
        columns = np.flatnonzero((a >= level).any(axis=0) & (b >= level).any(axis=0))
        if not len(columns):
            break
        common += (a[:, columns] >= level).astype(np.float32) @ (b[:, columns] >= level).astype(np.float32).T
    return common / np.maximum(total - common, 1)
