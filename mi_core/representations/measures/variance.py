"""Variance between labels over variance within them (R. A. Fisher, Ann. Eugen. 7, 179 (1936), as ratio of traces)."""

from __future__ import annotations

import numpy as np

from mi_core.representations.measures.measure import Labelled, Measure


def variance_ratio(points: Labelled) -> float:
    """Return Σ n_l |m_l - m|² / Σ |x - m_l|² over labels l; infinite where points of each label coincide.

    NaN where all points coincide. Groups play no part.
    """
    sizes = np.bincount(points.labels)[:, None]
    sums = np.zeros((len(sizes), points.values.shape[1]))
    np.add.at(sums, points.labels, points.values)
    means = sums / sizes
    between = float((sizes * (means - points.values.mean(axis=0)) ** 2).sum())
    within = float(((points.values - means[points.labels]) ** 2).sum())
    if within <= 1e-20 * between:
        return float("inf") if between > 0 else float("nan")
    return between / within


def ratio_by_chance(points: Labelled) -> float:
    """Return (labels - 1) / (n - labels), the ratio of degrees of freedom, as of independent points."""
    labels, n = points.labels.max() + 1, len(points.labels)
    return float((labels - 1) / (n - labels)) if n > labels else float("inf")


MEASURE = Measure(
    "variance_ratio",
    "Variance between over within labels",
    "Squared distances of the labels' means from the common mean, over those of points from the mean of their label.",
    variance_ratio,
    ratio_by_chance,
)
