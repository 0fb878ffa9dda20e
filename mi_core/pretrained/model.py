"""A trained model: materials in; values, intervals, domain flags and nearest training compounds out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.descriptors.formulas import element_fractions
from mi_core.descriptors.own_columns import known_number
from mi_core.evaluation.domain import N_NEAREST
from mi_core.evaluation.groups import group_among

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd
    from sklearn.pipeline import Pipeline

    from mi_core.descriptors.sites import IndexedSites
    from mi_core.evaluation.conformal import ConformalIntervals
    from mi_core.evaluation.domain import DomainIndex
    from mi_core.pretrained.card import ModelCard
    from mi_core.structures.material import Material


@dataclass(frozen=True, slots=True)
class Predictions:
    """What one model says of n materials.

    Attributes
    ----------
    value, lower, upper : dict of (n,) arrays by target key, in the target's unit
    in_domain : dict of (n,) bool arrays by target key
        Near the training set, and no greater error expected than for most held-out compounds.
    nearest : (n, 3)
        Rows in `TrainedModel.training` of the nearest training compounds; (n, 0) where they were not asked for.
    """

    value: dict[str, np.ndarray]
    lower: dict[str, np.ndarray]
    upper: dict[str, np.ndarray]
    in_domain: dict[str, np.ndarray]
    nearest: np.ndarray


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """A fitted pipeline with its calibration and its training set (`training`: id, formula and true values).

    grouping : names the group of a material within which its intervals were calibrated; None for families of anions.
    """

    card: ModelCard
    pipeline: Pipeline
    intervals: dict[str, ConformalIntervals]
    domain: DomainIndex
    training: pd.DataFrame
    grouping: Callable[[Material], str] | None = None

    def predict(self, materials: list[Material], *, with_nearest: bool = True) -> Predictions:
        """Predict all materials; InputError if one of them cannot be described (the caller finds out which).

        with_nearest : whether the nearest training compounds are told; without them it is quicker, and all else is the same
        """
        means, scales, representation = pipeline_outputs(self.pipeline, materials)
        distance, nearest = self._nearest(materials, representation, with_nearest)
        near = self.domain.inside(distance, [atomic_numbers(material) for material in materials])
        near &= within_ranges(materials, self.card.domain.get("ranges", {}))
        named = None if self.grouping is None else [self.grouping(material) for material in materials]
        value, lower, upper, in_domain = {}, {}, {}, {}
        for column, (key, target) in enumerate(self.card.targets.items()):
            intervals, scale = self.intervals[key], scales[:, column]
            groups = named or [group_among(material, intervals.by_family) for material in materials]
            mean = at_least(target["minimum"], means[:, column])  # about which intervals were calibrated
            numbers = (mean, *intervals.bounds(mean, scale, groups))
            value[key], lower[key], upper[key] = (at_least(target["minimum"], n) for n in numbers)
            in_domain[key] = near & (scale <= intervals.largest_scale)
        return Predictions(value, lower, upper, in_domain, nearest)

    def domain_of(self, given: bool) -> DomainIndex:
        """Return the index of the training rows as described with, or without, the numbers that may be missing."""
        return described_alike(self.domain, len(self.training), given)

    def _nearest(
        self, materials: list[Material], representation, rows_wanted: bool
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return distances and numbers of the nearest training rows among those described alike, both (n, 3).

        Where the rows are not wanted, distances are (n, 1), and numbers (n, 0).
        """
        optional = self.card.domain.get("groups", {}).get("optional", [])
        if not optional:
            return _nearest_in(self.domain, representation, rows_wanted)
        given = np.isfinite([[known_number(m, name) for name in optional] for m in materials]).all(axis=1)
        n = min(N_NEAREST, len(self.training)) if rows_wanted else 0
        distance, nearest = np.empty((len(materials), max(n, 1))), np.empty((len(materials), n), dtype=int)
        for rows, index in ((given, self.domain_of(given=True)), (~given, self.domain_of(given=False))):
            if rows.any():
                distance[rows], nearest[rows] = _nearest_in(index, representation[rows], rows_wanted)
        return distance, nearest


def _nearest_in(index: DomainIndex, representation, rows_wanted: bool) -> tuple[np.ndarray, np.ndarray]:
    if rows_wanted:
        return index.nearest(representation)
    return index.nearest_distance(representation)[:, None], np.empty((len(representation), 0), dtype=int)


def described_alike(index: DomainIndex, n: int, given: bool) -> DomainIndex:
    """Return the n training rows of an index with, or without, the numbers that may be missing.

    index : of n rows, or of the same rows twice, first with these numbers and then without.
    """
    if len(index.points) == n:
        return index
    return index.part(slice(n) if given else slice(n, None))


def within_ranges(materials: list[Material], ranges: Mapping[str, Sequence[float]]) -> np.ndarray:
    """Return (n,) bool, whether the numbers beside each material lie in the ranges that training knew."""
    inside = np.ones(len(materials), dtype=bool)
    for name, (lowest, highest) in ranges.items():
        values = np.array([known_number(material, name) for material in materials])
        inside &= (values >= lowest) & (values <= highest)
    return inside


def pipeline_outputs(pipeline: Pipeline, materials: list[Material] | IndexedSites):
    """Return means (n, t), expected errors (n, t) and representation (n, f) of a fitted pipeline."""
    return estimator_outputs(pipeline[-1], pipeline[:-1].transform(materials))


def estimator_outputs(estimator, features):
    """Return the same of a fitted estimator and n described materials."""
    means, scales, representation = estimator.outputs(features)
    n = len(representation)
    return means.reshape(n, -1), scales.reshape(n, -1), representation


def at_least(minimum: float | None, values: np.ndarray) -> np.ndarray:
    """Return values not below the physical minimum of their target."""
    return values if minimum is None else np.maximum(values, minimum)


def atomic_numbers(material: Material) -> np.ndarray:
    """Return the distinct atomic numbers of a material."""
    return element_fractions(material.formula).atomic_numbers
