"""Extremely randomised trees, the best regressor of Schmidt et al. for perovskite stability.

P. Geurts, D. Ernst, L. Wehenkel, Mach. Learn. 63, 3 (2006); J. Schmidt et al., Chem. Mater. 29, 5090 (2017).
"""

from __future__ import annotations

from dataclasses import dataclass

from mi_core.regressors.packed_trees import ScikitLearnTrees


@dataclass(eq=False, repr=False)
class ExtraTrees(ScikitLearnTrees):
    """Extremely randomised trees that answer with the middle of their trees and say how far these are apart.

    One row a leaf keeps the conditional distribution of y, on which `center="median"` relies.
    """

    grown_by = "ExtraTreesRegressor"


def schmidt_pipeline(properties=None, **options):
    """Return the paper's model: selected element properties of the three sites, then extremely randomised trees."""
    from sklearn.pipeline import make_pipeline

    from mi_core.descriptors.sites import SiteProperties

    return make_pipeline(SiteProperties(properties), ExtraTrees(**options))
