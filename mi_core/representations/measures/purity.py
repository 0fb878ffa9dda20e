"""Purity of neighbourhoods: how many of the nearest points of other groups carry the same label."""

from __future__ import annotations

import numpy as np

from mi_core.representations.measures.distances import by_rows
from mi_core.representations.measures.measure import Labelled, Measure

K = 10


def neighbour_purity(points: Labelled, k: int = K) -> float:
    """Return the mean share of the k nearest points of other groups that carry a point's label, from 0 to 1.

    Of a point's own group none is asked: atoms of one frame are near each other whatever the network learned. NaN where
    all points are of one group.
    """
    # Points may coincide, as atoms of one element do at the input: in a random order none of them is preferred.
    order = np.random.default_rng(0).permutation(len(points.labels))
    values, labels, groups = (part[order] for part in points)
    k = min(k, len(labels))

    def share(rows: np.ndarray, distances: np.ndarray, others: np.ndarray) -> np.ndarray:
        distances = np.where(others, distances, np.inf)
        nearest = np.argpartition(distances, k - 1, axis=1)[:, :k]
        asked = np.take_along_axis(others, nearest, axis=1)
        same = labels[nearest] == labels[rows, None]
        return _ratio((same & asked).sum(axis=1), asked.sum(axis=1))

    shares = by_rows(Labelled(values, labels, groups), share)
    return float(np.nanmean(shares)) if np.isfinite(shares).any() else float("nan")


def purity_by_chance(points: Labelled) -> float:
    """Return the mean share of all points of other groups that carry a point's label."""
    table = np.zeros((points.groups.max() + 1, points.labels.max() + 1))
    np.add.at(table, (points.groups, points.labels), 1)
    same = table.sum(axis=0)[points.labels] - table[points.groups, points.labels]
    others = len(points.labels) - table.sum(axis=1)[points.groups]
    shares = _ratio(same, others)
    return float(np.nanmean(shares)) if np.isfinite(shares).any() else float("nan")


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Return part / whole, NaN where the whole is nothing."""
    return np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0)


MEASURE = Measure(
    "purity",
    f"Purity of the {K} nearest",
    f"Share of the {K} nearest points of other groups that carry the same label.",
    neighbour_purity,
    purity_by_chance,
)
