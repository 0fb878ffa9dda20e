"""Random forest: L. Breiman, Mach. Learn. 45, 5 (2001)."""

from __future__ import annotations

from dataclasses import dataclass

from mi_core.regressors.packed_trees import ScikitLearnTrees


@dataclass(eq=False, repr=False)
class RandomForest(ScikitLearnTrees):
    """Trees on bootstrap samples of the rows, best thresholds among some of the columns; Breiman's answer is their mean."""

    grown_by = "RandomForestRegressor"
    max_features: float = 0.66
    center: str = "mean"
