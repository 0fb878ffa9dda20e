"""From answers for molecules that were not learned to weights, intervals, bands and thresholds of a task."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.evaluation.conformal import ROWS_OF_A_FAMILY, calibrate
from mi_core.evaluation.domain import HELD_OUT_SHARE
from mi_core.molecules.models.bands import ProbabilityBands, band
from mi_core.molecules.models.blend import best_weights
from mi_core.molecules.models.tasks_model import groups_of

if TYPE_CHECKING:
    from mi_core.evaluation.conformal import ConformalIntervals

EDGES = (0.7, 0.55, 0.4, 0.3)  # Tanimoto, between groups


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Molecules (n) of one task with what each member says that did not learn them.

    truth, scale, similarity : (n,), the last to the molecules that were learned; members : (m, n), of classes log odds.
    """

    truth: np.ndarray
    members: np.ndarray
    scale: np.ndarray
    similarity: np.ndarray


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What a task's answers are made with, and the answers (n,) for the rows that this was learned from."""

    weights: np.ndarray
    joined: np.ndarray
    intervals: ConformalIntervals | None
    bands: ProbabilityBands | None
    edges: tuple[float, ...]
    least_similar: float


def calibrate_task(held: HeldOut, *, classification: bool) -> Calibrated:
    """Return weights, intervals or bands, and the least similarity of the domain."""
    weights = best_weights(held.truth, held.members, classification=classification)
    joined = weights @ held.members
    edges = filled_edges(held.similarity)
    least = float(np.quantile(held.similarity, 1 - HELD_OUT_SHARE))
    if classification:
        return Calibrated(weights, joined, None, band(held.truth, joined), edges, least)
    groups = groups_of(held.similarity, edges)
    intervals = calibrate(held.truth, joined, held.scale, groups)
    return Calibrated(weights, joined, intervals, None, edges, least)


def filled_edges(similarity: np.ndarray) -> tuple[float, ...]:
    """Return those of EDGES between which, and beyond which, enough molecules lie for a quantile of their own.

    The least similar molecules are never joined with more similar ones unless they are too few.
    """
    edges: list[float] = []
    rest = similarity
    for edge in reversed(EDGES):
        if (rest < edge).sum() >= ROWS_OF_A_FAMILY and (rest >= edge).sum() >= ROWS_OF_A_FAMILY:
            edges.append(edge)
            rest = rest[rest >= edge]
    return tuple(reversed(edges))
