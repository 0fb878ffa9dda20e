"""Which model answers for a material and a target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.pretrained.catalogue import Catalogue
from mi_core.pretrained.recipes import RECIPES
from mi_core.targets import definition_among, find_target

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mi_core.pretrained.catalogue import Candidate
    from mi_core.structures.material import Material


def default_instead(name: str) -> Candidate | None:
    """Return the recipe that answers by default for all that this one is meant for, so that it must be chosen."""
    own = RECIPES.get(name)
    for other in Catalogue().models:
        if own is None or other is own:
            break
        if other.scope is own.scope and set(own.targets) <= set(other.targets):
            return other
    return None


def candidate_recipes(
    catalogue: Catalogue, targets: list[str] | None, model: str | None
) -> tuple[list[str], list[Candidate]]:
    """Return the checked targets and the recipes that may answer for them; InputError for unknown or unfit names."""
    known = catalogue.targets
    recipes = catalogue.models if model is None else [catalogue.find(model)]
    offered = [key for key in known if any(key in recipe.targets for recipe in recipes)]
    if not targets:
        return [key for key in offered if known[key].by_default] or offered, recipes
    predicted = {key: known[key] for key in offered}
    for key in targets:
        find_target(key, known if key in known else predicted)  # what no model answers is not offered
    wanted = [definition_among(key, offered) for key in dict.fromkeys(targets)]
    for key in wanted:
        if key not in offered:
            source = f"Model {model!r}" if model else "The store"
            raise InputError(
                f"{source} does not predict {key!r}; choose among {', '.join(offered)}, or another model."
            )
    return wanted, recipes


def recipes_by_target(
    catalogue: Catalogue, targets: list[str] | None = None, model: str | Mapping[str, str] | None = None
) -> dict[str, list[Candidate]]:
    """Return for each target the recipes that may answer, preferred ones first.

    `model` names one for all targets, or for some of them (target key → name); InputError as `candidate_recipes`.
    """
    by_target = {} if model is None or isinstance(model, str) else model
    wanted, recipes = candidate_recipes(catalogue, targets, model if isinstance(model, str) else None)
    chosen = [
        candidate_recipes(catalogue, [key], by_target[key]) if key in by_target else ([key], recipes)
        for key in wanted
    ]
    return {key: [r for r in listed if key in r.targets] for (key,), listed in chosen}


def recipes_that_fit(
    materials: Sequence[Material], candidates: Mapping[str, list[Candidate]]
) -> dict[str, list[Candidate]]:
    """Return for each target those of its recipes that are meant for at least one of the materials."""
    usable = [material for material in materials if material.usable]
    recipes = {recipe.name: recipe for listed in candidates.values() for recipe in listed}
    fits = {name: any(recipe.scope(m) is None for m in usable) for name, recipe in recipes.items()}
    return {key: [recipe for recipe in listed if fits[recipe.name]] for key, listed in candidates.items()}


def choose(material: Material, target: str, recipes: list[Candidate]) -> Candidate | str:
    """Return the recipe that answers, or the sentence of the preferred one that says why none does."""
    if material.error is not None:
        return material.error
    reasons = []
    for recipe in recipes:
        if target in recipe.targets:
            reason = recipe.scope(material)
            if reason is None:
                return recipe
            reasons.append(reason)
    return reasons[0]
