"""The user's own models: found in folders beside those that ship, and answering what they were trained for."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.pretrained.card import CARD_FILE, ModelCard, read_model_card
from mi_core.pretrained.store import EXTRA_FOLDERS
from mi_core.targets import OWN_TARGETS, TARGETS, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mi_core.structures.material import Material

OWN_MODELS = "models"
#: Below every model that ships: where one of those is meant for a material, the user's own answers only when chosen.
PREFERENCE = -10


@dataclass(frozen=True, slots=True)
class ExtraModel:
    """A user's model as routing sees it; the attributes are those of `Recipe`."""

    name: str
    title: str
    summary: str
    takes: str
    targets: tuple[str, ...]
    scope: Callable[[Material], str | None]
    preference: int = PREFERENCE


def own_models_folder(workspace: Path) -> Path:
    """Return where a workspace keeps its own models."""
    return workspace / OWN_MODELS


@contextmanager
def extra_models(*folders: Path) -> Iterator[list[ExtraModel]]:
    """Let predictions inside the block use the models of these folders too; yields them.

    The setting belongs to the running thread (a context variable), so that users do not see each other's models.
    """
    folders_token = EXTRA_FOLDERS.set(tuple(folders))
    targets_token = OWN_TARGETS.set(own_targets(_cards()))
    try:
        yield list_extra_models()
    finally:
        OWN_TARGETS.reset(targets_token)
        EXTRA_FOLDERS.reset(folders_token)


def list_extra_models() -> list[ExtraModel]:
    """Return the user's own models in use, by name."""
    return [
        ExtraModel(card.name, card.title, card.summary, card.takes, tuple(card.targets), SCOPES[card.takes])
        for card in _cards()
    ]


def own_targets(cards: list[ModelCard]) -> dict[str, Target]:
    """Return the properties on these cards that are not the product's."""
    return {
        key: Target(
            key, record.get("title", key), record.get("symbol", key), record["unit"], record["minimum"]
        )
        for card in cards
        for key, record in card.targets.items()
        if key not in TARGETS
    }


def _cards() -> list[ModelCard]:
    found = (path for folder in EXTRA_FOLDERS.get() for path in sorted(folder.glob(f"*/{CARD_FILE}")))
    return [read_model_card(path.parent) for path in found]


def any_crystal(material: Material) -> str | None:
    """Take every ordered crystal."""
    name = material.formula or material.id
    if material.structure is None:
        return f"{name} has no crystal structure, and this model needs one; give a CIF or POSCAR file."
    if not material.structure.is_ordered:
        return f"{name} has partly occupied sites, and this model needs one element on each; give an ordered supercell."
    return None


def any_formula(material: Material) -> str | None:
    """Take everything with a formula."""
    return (
        None
        if material.formula
        else f"{material.id} has no formula; give a crystal or a formula such as SrTiO3."
    )


def any_perovskite(material: Material) -> str | None:
    """Take perovskites whose sites the user named or whose crystal shows them."""
    from mi_core.descriptors.sites import site_elements

    if material.sites is None and material.structure is None:
        name = material.formula or material.id
        return f"{name} is a bare formula, which does not tell A from B; give a crystal, or a table with a_site and b_site."
    try:
        site_elements(material)
    except InputError as error:
        return f"This model takes ABX3 perovskites only. {error}"
    return None


SCOPES = {"structure": any_crystal, "formula": any_formula, "sites": any_perovskite}
