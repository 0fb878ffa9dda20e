"""Kernel ridges of tasks with few labels: near in descriptors, near in neighbourhoods of atoms.

The kernel is a mixture of Matérn's (ν = 3/2) of standardised descriptors and the similarity min/max of counts
(L. Ralaivola et al., Neural Netw. 18, 1093, 2005). Width, mixture and noise are those with the least squared
leave-one-out residual (G. C. Cawley & N. L. C. Talbot, Neural Netw. 17, 1467, 2004). Classes are learned as 0 and 1; a
logistic curve through the leave-one-out answers turns what is said of them into log odds.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from mi_core.descriptors.molecules.fingerprints import in_levels, similarity_of_levels
from mi_core.molecules.models.blend import logistic_fit
from mi_core.molecules.models.describing import tamed

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from mi_core.molecules.models.describing import Described

MOST_ROWS = 4000  # cost grows with their cube, and the file with them
WIDTHS, SHARES = (0.5, 1.0, 2.0), (0.0, 0.3, 0.6)
NOISES, NOISES_OF_CLASSES = (3e-3, 0.03, 0.1), (0.1, 0.3, 1.0)
STEP, LARGEST = 0.05, 6.0  # of standardised descriptors, which are kept as bytes


@dataclass(frozen=True)
class KernelBasis:
    """The molecules (n) that kernels of all tasks are spanned by, on one scale.

    mean, spread : (d,) of the tamed descriptors; rows : (n, d) int8, standardised, in units of STEP; counts : (n, 2048)
    uint8.
    """

    mean: np.ndarray
    spread: np.ndarray
    rows: np.ndarray
    counts: np.ndarray

    def compare(self, described: Described, places: np.ndarray) -> Compared:
        """Return how near m molecules are to some of the basis, for all tasks at once."""
        return Compared(
            squared_distances(self.standardised(described), self.rows[places].astype(np.float32) * STEP),
            similarity_of_levels(in_levels(described.counts), self._levels[places]),
        )

    @cached_property
    def _levels(self) -> csr_array:
        return in_levels(self.counts)

    def standardised(self, described: Described) -> np.ndarray:
        """Return descriptors on the scale of the basis, rounded as its own are, (m, d) float32."""
        return _in_bytes(described, self.mean, self.spread).astype(np.float32) * STEP


@dataclass(frozen=True, slots=True)
class Compared:
    """Squared distances in descriptors, and similarities of counts, (m, n) each."""

    distances: np.ndarray
    similarities: np.ndarray

    def columns(self, chosen: np.ndarray) -> Compared:
        """Return the same to some of the basis."""
        return Compared(self.distances[:, chosen], self.similarities[:, chosen])

    def kernel(self, width: float, share: float) -> np.ndarray:
        """Return the mixed kernel, (m, n)."""
        return (1 - share) * matern(self.distances / width**2) + share * self.similarities


@dataclass(frozen=True, slots=True)
class KernelRidge:
    """What was learned of one task.

    places : (n,) of the basis; weights : (n,); settings : width of Matérn's kernel, share of the counts' similarity, mean of
    the labels, and slope and offset of what is said (1 and 0 for numbers).
    """

    places: np.ndarray
    weights: np.ndarray
    settings: np.ndarray

    @property
    def tells(self) -> bool:
        """Whether it tells molecules apart."""
        return bool(self.settings[3] > 0)

    def predict(self, compared: Compared) -> np.ndarray:
        """Return values, of classes log odds, (m,), of molecules compared with this task's places."""
        # Python's numbers leave float32 as it is, numpy's would make float64 of it.
        width, share, middle, slope, offset = self.settings.tolist()
        return slope * (compared.kernel(width, share) @ self.weights + middle) + offset


def basis(described: Described) -> KernelBasis:
    """Return the basis of some molecules."""
    raw = tamed(described.descriptors)
    spread = raw.std(axis=0)
    mean, spread = raw.mean(axis=0), np.where(spread > 0, spread, np.inf)  # what never varied tells nothing
    return KernelBasis(mean, spread, _in_bytes(described, mean, spread), described.counts)


def _in_bytes(described: Described, mean: np.ndarray, spread: np.ndarray) -> np.ndarray:
    scaled = np.clip((tamed(described.descriptors) - mean) / spread, -LARGEST, LARGEST)
    return np.round(scaled / STEP).astype(np.int8)


def learn(compared: Compared, places: np.ndarray, labels: np.ndarray, *, classification: bool) -> KernelRidge:
    """Return the ridge of molecules compared with each other (n, n), at places of the basis, with labels (n,)."""
    typical, middle = float(np.sqrt(np.median(compared.distances))), float(labels.mean())
    best = None
    for width, share in product(WIDTHS, SHARES):
        kernel = compared.kernel(width * typical, share)
        for noise in NOISES_OF_CLASSES if classification else NOISES:
            inverse = np.linalg.inv(kernel + noise * np.eye(len(labels), dtype=kernel.dtype))
            weights = inverse @ (labels - middle)
            left_out = labels - weights / np.diag(inverse)
            loss = float(np.mean((left_out - labels) ** 2))
            if best is None or loss < best[0]:
                best = (loss, weights, left_out, (width * typical, share, middle))
    assert best is not None
    _, weights, left_out, settings = best
    slope, offset = _curve(labels, left_out) if classification else (1.0, 0.0)
    return KernelRidge(places, weights.astype(np.float32), np.array([*settings, slope, offset]))


def _curve(labels: np.ndarray, left_out: np.ndarray) -> tuple[float, float]:
    """Return slope and offset of the logistic curve through answers for rows that were left out.

    Of a rare class that nothing tells apart the answers fall where the label is 1, as the mean of the others is lower then;
    the curve never falls, so that nothing is said of it.
    """
    slope, offset, _ = logistic_fit(labels, left_out)
    if slope > 0:
        return slope, offset
    share = labels.mean()
    return 0.0, float(np.log(share / (1 - share)))


def matern(squared: np.ndarray) -> np.ndarray:
    """Return Matérn's kernel of smoothness 3/2 for squared distances in units of the width."""
    distance = np.sqrt(3 * squared)
    return (1 + distance) * np.exp(-distance)


def squared_distances(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return squared Euclidean distances, (n, m)."""
    return np.maximum((a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1) - 2 * a @ b.T, 0)
