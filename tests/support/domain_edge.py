"""Candidates about whose domain two computations must agree: a distance at the threshold may round to either side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mi_core.screening.triples import Triples

ROUNDING = 2e-3  # of a distance in single precision, from norms that cancel


def away_from_the_edge(candidates: Triples, model: str | None = None) -> np.ndarray:
    """Return (n,) bool: whether a candidate's nearest training compound is clearly nearer or farther than the threshold."""
    from mi_core.pretrained.model import pipeline_outputs
    from mi_core.screening.predictor import find_predictor

    predictor = find_predictor(model)
    distance = predictor.trained.domain.nearest_distance(
        pipeline_outputs(predictor.trained.pipeline, candidates)[2]
    )
    clear = np.abs(distance - predictor.trained.domain.threshold) > ROUNDING
    assert clear.mean() > 0.98, "nearly all candidates must be compared"
    return clear
