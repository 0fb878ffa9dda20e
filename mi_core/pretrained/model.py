"""A trained model: materials in; values, intervals, domain flags and nearest training compounds out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.evaluation.families import family

if TYPE_CHECKING:
    import pandas as pd
    from sklearn.pipeline import Pipeline

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
    in_domain : (n,) bool
    distance, nearest : (n, 3)
        Distance to, and row in `TrainedModel.training` of, the nearest training compounds.
    """

    value: dict[str, np.ndarray]
    lower: dict[str, np.ndarray]
    upper: dict[str, np.ndarray]
    in_domain: np.ndarray
    distance: np.ndarray
    nearest: np.ndarray


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """A fitted pipeline with its calibration and its training set (`training`: id, formula and true values)."""

    card: ModelCard
    pipeline: Pipeline
    intervals: dict[str, ConformalIntervals]
    domain: DomainIndex
    training: pd.DataFrame

    def predict(self, materials: list[Material]) -> Predictions:
        """Predict all materials; InputError if one of them cannot be described (the caller finds out which)."""
        means, scales, representation = pipeline_outputs(self.pipeline, materials)
        distance, nearest = self.domain.nearest(representation)
        elements = [atomic_numbers(material) for material in materials]
        families = [family(numbers) for numbers in elements]
        value, lower, upper = {}, {}, {}
        for column, (key, target) in enumerate(self.card.targets.items()):
            bounds = self.intervals[key].bounds(means[:, column], scales[:, column], families)
            numbers = (means[:, column], *bounds)
            value[key], lower[key], upper[key] = (at_least(target["minimum"], n) for n in numbers)
        in_domain = self.domain.inside(distance, elements)
        return Predictions(value, lower, upper, in_domain, distance, nearest)


def pipeline_outputs(pipeline: Pipeline, materials: list[Material]):
    """Return means (n, t), expected errors (n, t) and representation (n, f) of a fitted pipeline."""
    estimator = pipeline[-1]
    features = pipeline[:-1].transform(materials)
    means, scales, representation = estimator.outputs(features)
    return means.reshape(len(materials), -1), scales.reshape(len(materials), -1), representation


def at_least(minimum: float | None, values: np.ndarray) -> np.ndarray:
    """Return values not below the physical minimum of their target."""
    return values if minimum is None else np.maximum(values, minimum)


def atomic_numbers(material: Material) -> np.ndarray:
    """Return the distinct atomic numbers of a material."""
    from mi_core.descriptors.formulas import element_fractions

    return element_fractions(material.formula).atomic_numbers
