"""Which model answers for a material and a target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.pretrained.card import CARD_FILE, CRYSTALS
from mi_core.pretrained.extra import list_extra_models
from mi_core.pretrained.recipes import RECIPES
from mi_core.pretrained.store import find_model_folder, models_folder
from mi_core.targets import definition_among, find_target, known_targets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mi_core.pretrained.recipe import Recipe
    from mi_core.structures.material import Material


def trained_recipes() -> list[Recipe]:
    """Return the recipes whose model is in the store, preferred ones first, and last the user's own in use."""
    folder = models_folder()
    present = [recipe for recipe in RECIPES.values() if (folder / recipe.name / CARD_FILE).is_file()]
    own = [model for model in list_extra_models() if model.name not in {recipe.name for recipe in present}]
    return sorted([*present, *own], key=lambda recipe: -recipe.preference)


def stored_targets() -> list[str]:
    """Return the targets that at least one model in the store predicts, in their usual order."""
    predicted = {key for recipe in trained_recipes() for key in recipe.targets}
    return [key for key in known_targets() if key in predicted]


def default_instead(name: str) -> Recipe | None:
    """Return the recipe that answers by default for all that this one is meant for, so that it must be chosen."""
    own = RECIPES.get(name)
    for other in trained_recipes():
        if own is None or other is own:
            break
        if other.scope is own.scope and set(own.targets) <= set(other.targets):
            return other
    return None


def candidate_recipes(targets: list[str] | None, model: str | None) -> tuple[list[str], list[Recipe]]:
    """Return the checked targets and the recipes that may answer for them; InputError for unknown or unfit names."""
    recipes = trained_recipes()
    if model is not None:
        find_model_folder(model, system=CRYSTALS)
        recipes = [recipe for recipe in recipes if recipe.name == model]
    offered = [key for key in known_targets() if any(key in recipe.targets for recipe in recipes)]
    if not targets:
        return [key for key in offered if find_target(key).by_default] or offered, recipes
    wanted = [definition_among(find_target(key).key, offered) for key in dict.fromkeys(targets)]
    for key in wanted:
        if key not in offered:
            source = f"Model {model!r}" if model else "The store"
            raise InputError(
                f"{source} does not predict {key!r}; choose among {', '.join(offered)}, or another model."
            )
    return wanted, recipes


def recipes_by_target(
    targets: list[str] | None = None, model: str | Mapping[str, str] | None = None
) -> dict[str, list[Recipe]]:
    """Return for each target the recipes that may answer, preferred ones first.

    `model` names one for all targets, or for some of them (target key → name); InputError as `candidate_recipes`.
    """
    if model is None or isinstance(model, str):
        wanted, recipes = candidate_recipes(targets, model)
        return {key: [r for r in recipes if key in r.targets] for key in wanted}
    wanted, recipes = candidate_recipes(targets, None)
    chosen = [candidate_recipes([key], model[key]) if key in model else ([key], recipes) for key in wanted]
    return {key: [r for r in listed if key in r.targets] for (key,), listed in chosen}


def recipes_that_fit(
    materials: Sequence[Material], candidates: Mapping[str, list[Recipe]]
) -> dict[str, list[Recipe]]:
    """Return for each target those of its recipes that are meant for at least one of the materials."""
    usable = [material for material in materials if material.usable]
    recipes = {recipe.name: recipe for listed in candidates.values() for recipe in listed}
    fits = {name: any(recipe.scope(m) is None for m in usable) for name, recipe in recipes.items()}
    return {key: [recipe for recipe in listed if fits[recipe.name]] for key, listed in candidates.items()}


def choose(material: Material, target: str, recipes: list[Recipe]) -> Recipe | str:
    """Return the recipe that answers, or the sentence of the preferred one that says why none does."""
    if not material.usable:
        return material.error
    reasons = []
    for recipe in recipes:
        if target in recipe.targets:
            reason = recipe.scope(material)
            if reason is None:
                return recipe
            reasons.append(reason)
    return reasons[0]
