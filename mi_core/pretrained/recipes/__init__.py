"""The models that ship: a new one is one file here and one line below."""

from __future__ import annotations

import difflib

from mi_core.errors import InputError
from mi_core.pretrained.recipes import (
    castelli,
    composition,
    mp_perovskites,
    oqmd,
    perovskite_hull,
    wolverton,
)

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
    close = difflib.get_close_matches(name, RECIPES, n=1)
    hint = f" Did you mean {close[0]!r}?" if close else ""
    raise InputError(f"Model {name!r} has no recipe; choose one of {', '.join(RECIPES)}.{hint}")
