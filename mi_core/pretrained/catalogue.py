"""The models that may answer and the properties that can be asked for: those that ship, and those of the user's folders."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from mi_core.inputs import KINDS, find_kind
from mi_core.pretrained.card import CARD_FILE
from mi_core.pretrained.recipes import RECIPES
from mi_core.pretrained.store import load_model, models_folder, readable_models
from mi_core.targets import TARGETS, Target, target_of
from mi_core.words import find_named

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mi_core.pretrained.card import ModelCard
    from mi_core.pretrained.model import TrainedModel
    from mi_core.pretrained.recipe import Recipe
    from mi_core.structures.material import Material

    Candidate: TypeAlias = "Recipe | OwnModel"

#: Below every model that ships: where one of those is meant for a material, the user's own answers only when chosen.
PREFERENCE = -10


def own_models_folder(workspace: Path) -> Path:
    """Return where a workspace keeps its own models."""
    return workspace / "models"


@dataclass(frozen=True, slots=True)
class OwnModel:
    """A user's model as routing sees it; the attributes are those of `Recipe`."""

    name: str
    title: str
    targets: tuple[str, ...]
    scope: Callable[[Material], str | None]
    preference: int = PREFERENCE
    optional: tuple[str, ...] = ()


@dataclass(frozen=True)
class Catalogue:
    """The trained models and the targets that predictions choose among, as they were when first asked for.

    Attributes
    ----------
    folders : tuple of Path
        Folders of the user's own models, beside those that ship.
    """

    folders: tuple[Path, ...] = ()

    @cached_property
    def models(self) -> list[Candidate]:
        """The recipes whose model is in the store, preferred ones first, and last the user's own models."""
        folder = models_folder()
        present = [recipe for recipe in RECIPES.values() if (folder / recipe.name / CARD_FILE).is_file()]
        names = {recipe.name for recipe in present}
        own = [
            OwnModel(card.name, card.title, tuple(card.targets), find_kind(card.takes).why_not)
            for card, _ in self._own.values()
            if card.name not in names
        ]
        return sorted([*present, *own], key=lambda model: -model.preference)

    @cached_property
    def targets(self) -> dict[str, Target]:
        """The product's targets by key, then those of the user's own models."""
        own = {
            key: target_of(key, record)
            for card, _ in self._own.values()
            for key, record in card.targets.items()
        }
        return {**TARGETS, **own}

    @property
    def predicted(self) -> list[str]:
        """Keys of the targets that at least one model predicts, in their usual order."""
        return [key for key in self.targets if any(key in model.targets for model in self.models)]

    @property
    def problems(self) -> list[str]:
        """A sentence for each of the user's own models that cannot be read, and so does not answer."""
        return [problem for _, problems in self._read for problem in problems]

    def find(self, name: str) -> Candidate:
        """Return the model of that name; InputError names the ones there are and the closest."""
        models = {model.name: model for model in sorted(self.models, key=lambda model: model.name)}
        return find_named("Model", name, models, "(none is trained)")

    def load(self, name: str) -> TrainedModel:
        """Return the trained model of that name, of two the one that ships; InputError as `find`, or for broken files."""
        model = self.find(name)
        return load_model(name, self._own[name][1] if isinstance(model, OwnModel) else None)

    @cached_property
    def _own(self) -> dict[str, tuple[ModelCard, Path]]:
        """Card and folder of each of the user's own models by name; of two of one name the first counts."""
        found: dict[str, tuple[ModelCard, Path]] = {}
        for folder, (cards, _) in zip(self.folders, self._read, strict=True):
            for card in cards:
                found.setdefault(card.name, (card, folder))
        return found

    @cached_property
    def _read(self) -> list[tuple[list[ModelCard], list[str]]]:
        """The cards of each folder that can answer here, and a sentence for each other model."""
        read = []
        for folder in self.folders:
            cards, problems = readable_models(folder)
            problems += [
                f"The model {card.name!r} in {folder} takes {card.takes!r}, which is none of {', '.join(KINDS)}; train it "
                "again with this version."
                for card in cards
                if card.takes not in KINDS
            ]
            read.append(([card for card in cards if card.takes in KINDS], problems))
        return read
