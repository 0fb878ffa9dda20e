"""Silhouettes: whether points lie nearer to those of their own label than to those of the next one.

P. J. Rousseeuw, J. Comput. Appl. Math. 20, 53 (1987), with points of a point's own group left out.
"""

from __future__ import annotations

import numpy as np

from mi_core.representations.measures.distances import by_rows
from mi_core.representations.measures.measure import Labelled, Measure

SHUFFLES = 3


def mean_silhouette(points: Labelled) -> float:
    """Return the mean of (b - a) / max(a, b), from -1 to 1; a: mean distance to the own label, b: to the nearest other one.

    0 counts for a point whose label, or any other, has no point in other groups.
    """
    of_label = np.eye(points.labels.max() + 1)[points.labels]  # (n, labels)

    def silhouettes(rows: np.ndarray, distances: np.ndarray, others: np.ndarray) -> np.ndarray:
        counts = others @ of_label
        sums = np.where(others, distances, 0.0) @ of_label
        means = np.divide(sums, counts, out=np.full(sums.shape, np.inf), where=counts > 0)
        own = (np.arange(len(rows)), points.labels[rows])
        a = means[own]
        means[own] = np.inf
        b = means.min(axis=1)
        known = np.isfinite(a) & np.isfinite(b) & (np.maximum(a, b) > 0)
        return np.divide(b - a, np.maximum(a, b), out=np.zeros(len(rows)), where=known)

    return float(by_rows(points, silhouettes).mean())


def silhouette_by_chance(points: Labelled) -> float:
    """Return the mean silhouette of shuffled labels: a little below 0, since the nearest of several others is compared."""
    rng = np.random.default_rng(0)
    shuffled = [points._replace(labels=rng.permutation(points.labels)) for _ in range(SHUFFLES)]
    return float(np.mean([mean_silhouette(one) for one in shuffled]))


MEASURE = Measure(
    "silhouette",
    "Silhouette",
    "How much nearer points are to their own label than to the next one: 1 if labels are far apart, 0 if they overlap.",
    mean_silhouette,
    silhouette_by_chance,
)
