"""Formation energy and gap of ABX3 crystals of any distortion from their crystal graph."""

from __future__ import annotations

from mi_core.inputs.crystals import CRYSTAL
from mi_core.pretrained.recipe import Recipe
from mi_core.pretrained.recipes.scopes import perovskite_crystal


def pipeline():
    """Crystal graph → average of two CGCNN networks with two heads."""
    from mi_core.regressors.cgcnn import cgcnn_pipeline

    return cgcnn_pipeline(
        atom_features=64,
        edge_features=41,
        n_convolutions=4,
        update_edges=False,
        n_networks=2,
        epochs=80,
        batch_size=64,
        learning_rate=2e-3,
    )


RECIPE = Recipe(
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
    pipeline=pipeline,
    scope=perovskite_crystal,
    preference=10,
)
