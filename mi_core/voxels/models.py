"""The trained models that read voxels, as the catalogue has them, and what they read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mi_core.pretrained.card import ModelCard
    from mi_core.pretrained.catalogue import Catalogue

NETWORKS = "mi_core.regressors.voxels."  # where the last steps of such models' pipelines live
HARTREE = "hartree_ev_per_atom"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a model on voxels: names of model and target, and the column of the target among the model's."""

    model: str
    target: str
    column: int

    @property
    def key(self) -> str:
        """Both names in one word."""
        return f"{self.model}:{self.target}"


def voxel_answers(catalogue: Catalogue, cards: Mapping[str, ModelCard]) -> dict[str, Answer]:
    """Return, by key, what models on voxels answer, of those that the catalogue holds; their weights are not loaded."""
    found = {}
    for model in catalogue.models:
        card = cards.get(model.name)
        if card is None or not reads_voxels(card):
            continue
        for column, target in enumerate(card.targets):
            answer = Answer(card.name, target, column)
            found[answer.key] = answer
    return found


def reads_voxels(card: ModelCard) -> bool:
    """Return whether the model's pipeline ends in a network on voxels."""
    return bool(card.pipeline) and card.pipeline[-1]["class"].startswith(NETWORKS)


def learned_filtered(card: ModelCard) -> bool:
    """Return whether the model learned filtered densities beside those of free atoms."""
    return card.pipeline[-1]["class"].endswith(".HartreeVoxelRegressor")


def field_of(card: ModelCard) -> str:
    """Return the one field whose moduli the model reads; InputError for a model that reads several."""
    fields = tuple(card.pipeline[0]["parameters"].get("fields", ("electrons",)))
    if len(fields) != 1:
        raise InputError(
            f"{card.title} reads the moduli of {len(fields)} fields, {', '.join(fields)}, and derivatives are drawn of "
            "models that read one density; choose another model."
        )
    return fields[0]
