"""The trained models of the catalogue that can be looked into."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mi_core.errors import InputError
from mi_core.pretrained.pipelines import STEP, named
from mi_core.representations.network import LayeredNetwork
from mi_core.representations.networks import adapter_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mi_core.pretrained.card import ModelCard
    from mi_core.pretrained.model import TrainedModel
    from mi_core.representations.networks.adapter import Adapter


def looked_into(cards: Iterable[ModelCard]) -> dict[str, ModelCard]:
    """Return, by name, the cards of models whose networks show their layers; no weights are loaded."""
    return {card.name: card for card in cards if _adapter(card) is not None}


def layered_network(model: TrainedModel) -> LayeredNetwork:
    """Return a trained model as one whose layers can be seen; InputError for a model that shows none."""
    adapter = _adapter(model.card)
    if adapter is None:
        raise InputError(
            f"The model {model.card.name!r} is no network whose layers can be seen; choose another one."
        )
    regressor = getattr(model.pipeline[-1], "network_", model.pipeline[-1])  # of a blend the network
    return LayeredNetwork(model.card.name, model.pipeline[:-1].transform, regressor, adapter())


def kinds_of(card: ModelCard) -> tuple[str, ...]:
    """Return the kinds of points that a model has states of; none where it shows no layers."""
    adapter = _adapter(card)
    return () if adapter is None else adapter.of


def _adapter(card: ModelCard) -> type[Adapter] | None:
    if not card.pipeline:
        return None
    step: Any = card.pipeline[-1]
    inner = step["parameters"].get("network")
    blended = isinstance(inner, dict) and set(inner) == STEP
    estimator = named(inner["class"] if blended else step["class"], "name classes")
    return adapter_of(estimator) if isinstance(estimator, type) else None
