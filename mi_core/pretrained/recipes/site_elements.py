"""Decomposition energy of ABX3 perovskites from the elements on their sites: of oxides, and of any X for screening."""

from __future__ import annotations

from mi_core.inputs.sites import SITES
from mi_core.pretrained.recipe import Recipe
from mi_core.pretrained.recipes.scopes import common_element_on_x, oxide_perovskite


def extra_trees():
    """Eleven properties of each site's element → extremely randomised trees, as Schmidt et al. (2017)."""
    from mi_core.regressors.extra_trees import schmidt_pipeline

    return schmidt_pipeline()


def two_populations():
    """Properties of A and B → Gaussian processes and forests for relaxed and unrelaxed cells."""
    from mi_core.regressors.perovskite_hull import hull_pipeline

    return hull_pipeline()


def more_properties():
    """Thirty properties of each site's element → extremely randomised trees.

    In five folds by composition these 90 numbers err less than the 33 that were chosen on oxides alone (0.132 against 0.137
    eV/atom), and choosing eleven anew on these data costs as much.
    """
    from mi_core.regressors.extra_trees import schmidt_pipeline
    from mi_core.regressors.perovskite_hull import FEW_PROPERTIES, MORE_PROPERTIES

    return schmidt_pipeline(FEW_PROPERTIES + MORE_PROPERTIES, n_estimators=100)


TARGETS = ("e_decomposition_ev_per_atom",)

WOLVERTON_EXTRA_TREES = Recipe(
    name="wolverton-extra-trees",
    title="Extremely randomised trees for perovskite oxides",
    summary=(
        "The model of Schmidt et al. (2017): 11 element properties on each of the three sites, and extremely randomised "
        "trees, trained on the computed perovskite oxides of Emery & Wolverton (2017). Negative means more stable than "
        "all competing phases."
    ),
    kind=SITES,
    dataset="wolverton_perovskite_oxides",
    targets=TARGETS,
    pipeline=extra_trees,
    scope=oxide_perovskite,
    preference=5,
)

WOLVERTON_TWO_POPULATIONS = Recipe(
    name="wolverton-two-populations",
    title="Gaussian processes and forests for perovskite oxides",
    summary=(
        "Learns the perovskite oxides of Emery & Wolverton (2017), whose distorted cells were relaxed only near the hull, "
        "as the two populations that they are. It reads the elements on A and B. Negative means more stable than all "
        "competing phases."
    ),
    kind=SITES,
    dataset="wolverton_perovskite_oxides",
    targets=TARGETS,
    pipeline=two_populations,
    scope=oxide_perovskite,
    preference=10,
)

ANY_X = Recipe(
    name="perovskite-hull-extra-trees",
    title="Extremely randomised trees for perovskites of any X",
    summary=(
        "The regressor of Schmidt et al. (2017), extremely randomised trees, on 30 element properties of each of the three "
        "sites, trained on published and computed hull energies of oxides, halides, hydrides, antiperovskites and "
        "intermetallic ABX3. Oxides are distorted perovskites where that lowers the energy; all others are cells of five "
        "atoms, mostly cubic. Nitrides ABN3 and chalcogenides are almost absent and refused. Negative means more stable "
        "than all competing phases."
    ),
    kind=SITES,
    dataset="perovskite_hull_energies",
    targets=TARGETS,
    pipeline=more_properties,
    scope=common_element_on_x,
    preference=3,
    split="grouped",
)
