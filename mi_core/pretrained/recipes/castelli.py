"""Formation energy of ABX3 perovskite cells from their crystal graph."""

from __future__ import annotations

from mi_core.inputs.crystals import CRYSTAL
from mi_core.pretrained.recipe import Recipe
from mi_core.pretrained.recipes.scopes import perovskite_crystal


def pipeline():
    """Crystal graph → average of two CGCNN networks."""
    from mi_core.regressors.cgcnn import cgcnn_pipeline

    return cgcnn_pipeline(
        atom_features=64,
        edge_features=41,
        n_convolutions=3,
        update_edges=False,
        n_networks=2,
        epochs=100,
        batch_size=64,
        learning_rate=2e-3,
        weight_decay=0.05,
    )


def scope(material) -> str | None:
    """Take perovskites of the anions that were trained on."""
    return perovskite_crystal(material, anions=frozenset({"F", "N", "O", "S"}))


RECIPE = Recipe(
    name="castelli-cgcnn",
    title="CGCNN for perovskite cells (Castelli)",
    summary=(
        "Crystal graph networks trained on DFT formation energies of cubic-family ABX3 cells with O, N, F and S anions "
        "(Castelli 2012), per cell of five atoms and relative to the reference phases of that work."
    ),
    kind=CRYSTAL,
    dataset="castelli_perovskites",
    targets=("e_form_ev_per_cell",),
    pipeline=pipeline,
    scope=scope,
    preference=10,
)
