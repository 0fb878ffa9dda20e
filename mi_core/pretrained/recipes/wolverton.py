"""Decomposition energy of perovskite oxides ABO3 from the elements on A and B."""

from __future__ import annotations

from mi_core.inputs.sites import SITES
from mi_core.pretrained.recipe import Recipe
from mi_core.pretrained.recipes.scopes import oxide_perovskite


def extra_trees():
    """Eleven properties of each site's element → extremely randomised trees, as Schmidt et al. (2017)."""
    from mi_core.regressors.extra_trees import schmidt_pipeline

    return schmidt_pipeline()


def two_populations():
    """Properties of A and B → Gaussian processes and forests for relaxed and unrelaxed cells."""
    from mi_core.regressors.perovskite_hull import hull_pipeline

    return hull_pipeline()


COMMON = {
    "kind": SITES,
    "dataset": "wolverton_perovskite_oxides",
    "targets": ("e_decomposition_ev_per_atom",),
    "scope": oxide_perovskite,
}

EXTRA_TREES = Recipe(
    name="wolverton-extra-trees",
    title="Extremely randomised trees for perovskite oxides",
    summary=(
        "The model of Schmidt et al. (2017): 11 element properties on each of the three sites, and extremely randomised "
        "trees, trained on the computed perovskite oxides of Emery & Wolverton (2017). Negative means more stable than "
        "all competing phases."
    ),
    pipeline=extra_trees,
    preference=5,
    **COMMON,
)

TWO_POPULATIONS = Recipe(
    name="wolverton-two-populations",
    title="Gaussian processes and forests for perovskite oxides",
    summary=(
        "Learns the perovskite oxides of Emery & Wolverton (2017), whose distorted cells were relaxed only near the hull, "
        "as the two populations that they are. It reads the elements on A and B. Negative means more stable than all "
        "competing phases."
    ),
    pipeline=two_populations,
    preference=10,
    **COMMON,
)
