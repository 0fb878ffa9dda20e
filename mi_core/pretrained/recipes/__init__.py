"""The models that ship: a new one is a recipe in a file here and one line below."""

from __future__ import annotations

from mi_core.errors import InputError
from mi_core.pretrained.recipes import (
    composition,
    crystal_graphs,
    crystals,
    mp_perovskites,
    site_elements,
    thermoelectrics,
    transport,
    transport_crystals,
    voxels,
)
from mi_core.words import did_you_mean

RECIPES = {
    recipe.name: recipe
    for recipe in (
        site_elements.WOLVERTON_TWO_POPULATIONS,
        site_elements.WOLVERTON_EXTRA_TREES,
        crystal_graphs.CASTELLI,
        crystal_graphs.OQMD,
        site_elements.ANY_X,
        mp_perovskites.RECIPE,
        composition.RECIPE,
        crystals.CASTELLI,
        crystals.CRYSTALS,
        crystals.UNIVERSAL,
        crystals.PEROVSKITES,
        transport.RECIPE,
        transport_crystals.RECIPE,
        thermoelectrics.RECIPE,
        voxels.HARTREE,
        voxels.FORMATION_ENERGY,
    )
}


def find_recipe(name: str):
    """Return the recipe of that name; InputError names the ones there are and the closest."""
    if name in RECIPES:
        return RECIPES[name]
    raise InputError(
        f"Model {name!r} has no recipe; choose one of {', '.join(RECIPES)}.{did_you_mean(name, RECIPES)}"
    )
