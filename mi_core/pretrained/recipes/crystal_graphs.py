"""Energies and gaps of ABX3 crystals from their crystal graph, one model per database."""

from __future__ import annotations

from functools import partial

from mi_core.inputs.crystals import CRYSTAL
from mi_core.pretrained.recipe import Recipe
from mi_core.pretrained.recipes.scopes import perovskite_crystal


def pipeline(**settings):
    """Crystal graph → average of two CGCNN networks with a head per target."""
    from mi_core.regressors.cgcnn import cgcnn_pipeline

    return cgcnn_pipeline(
        atom_features=64,
        edge_features=41,
        update_edges=False,
        n_networks=2,
        batch_size=64,
        learning_rate=2e-3,
        **settings,
    )


def perovskite_of_four_anions(material) -> str | None:
    """Take perovskites of the anions that Castelli's data hold."""
    return perovskite_crystal(material, anions=frozenset({"F", "N", "O", "S"}))


CASTELLI = Recipe(
    name="castelli-cgcnn",
    title="CGCNN for perovskite cells (Castelli)",
    summary=(
        "Crystal graph networks trained on DFT formation energies of cubic-family ABX3 cells with O, N, F and S anions "
        "(Castelli 2012), per cell of five atoms and relative to the reference phases of that work."
    ),
    kind=CRYSTAL,
    dataset="castelli_perovskites",
    targets=("e_form_ev_per_cell",),
    pipeline=partial(pipeline, n_convolutions=3, epochs=100, weight_decay=0.05),
    scope=perovskite_of_four_anions,
    preference=10,
)

OQMD = Recipe(
    name="oqmd-cgcnn",
    title="CGCNN for ABX3 crystals (OQMD)",
    summary=(
        "Crystal graph networks trained on OQMD formation energies and PBE gaps of ABX3 perovskites of any distortion and "
        "any anion. OQMD's reference energies differ from those of the Materials Project: on perovskites of mp_perovskites "
        "the formation energies of this model lie 0.2 eV/atom higher on average."
    ),
    kind=CRYSTAL,
    dataset="oqmd_perovskites",
    targets=("e_form_oqmd_ev_per_atom", "gap_oqmd_ev"),
    pipeline=partial(pipeline, n_convolutions=4, epochs=80),
    scope=perovskite_crystal,
    preference=10,
)
