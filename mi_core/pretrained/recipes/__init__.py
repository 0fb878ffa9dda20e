"""The models that ship: a new one is one file here and one line below."""

from __future__ import annotations

from mi_core.errors import InputError
from mi_core.pretrained.recipes import (
    castelli,
    composition,
    mp_perovskites,
    oqmd,
    perovskite_hull,
    wolverton,
)
from mi_core.words import did_you_mean

RECIPES = {
    recipe.name: recipe
    for recipe in (
        wolverton.TWO_POPULATIONS,
        wolverton.EXTRA_TREES,
        castelli.RECIPE,
        oqmd.RECIPE,
        perovskite_hull.RECIPE,
        mp_perovskites.RECIPE,
        composition.RECIPE,
    )
}


def find_recipe(name: str):
    """Return the recipe of that name; InputError names the ones there are and the closest."""
    if name in RECIPES:
        return RECIPES[name]
    raise InputError(
        f"Model {name!r} has no recipe; choose one of {', '.join(RECIPES)}.{did_you_mean(name, RECIPES)}"
    )
