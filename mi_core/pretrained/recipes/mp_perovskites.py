"""Perovskite crystals in the energies of the Materials Project, learned as corrections of a network of another database."""

from __future__ import annotations

from mi_core.inputs.crystals import CRYSTAL
from mi_core.pretrained.recipe import Recipe
from mi_core.pretrained.recipes.scopes import perovskite_of_five_atoms


def pipeline():
    """What two models say of the crystal, and thirty properties of each site's element → trees that correct it."""
    from sklearn.pipeline import make_pipeline, make_union

    from mi_core.descriptors.sites import SiteProperties
    from mi_core.pretrained.answers import AnswersOfModels
    from mi_core.regressors.correcting_trees import CorrectingTrees
    from mi_core.regressors.perovskite_hull import FEW_PROPERTIES, MORE_PROPERTIES

    columns = make_union(AnswersOfModels(), SiteProperties(FEW_PROPERTIES + MORE_PROPERTIES))
    return make_pipeline(columns, CorrectingTrees())


RECIPE = Recipe(
    name="mp-perovskite-transfer",
    title="Perovskite cells of five atoms (Materials Project)",
    summary=(
        "Trees that correct the OQMD's crystal graph network, and place its energies above the hull that the composition "
        "network knows, trained on the perovskites and antiperovskites of the Materials Project. It sees the crystal, and "
        "so tells a cubic cell from the ground state of the same composition. For cells of five atoms; perovskites whose "
        "tilts or shifts need a larger cell are answered from their composition, as all other crystals are."
    ),
    kind=CRYSTAL,
    dataset="mp_perovskites",
    targets=(
        "e_form_ev_per_atom",
        "e_above_hull_ev_per_atom",
        "gap_ev",
    ),  # as the first columns of AnswersOfModels
    pipeline=pipeline,
    scope=perovskite_of_five_atoms,
    preference=25,  # for gaps, which the model of all crystals knows less well here
    never_negative=frozenset({"e_above_hull_ev_per_atom"}),
    split="grouped",
    folds=10,
    only_in_scope=True,
)
