"""The networks that can be looked into: trained models of the catalogue, and those that systems offer of their own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mi_core import workbench
from mi_core.errors import InputError
from mi_core.inputs import find_kind
from mi_core.prediction.conditions import why_not_with
from mi_core.pretrained.store import list_models
from mi_core.representations.asked import Asked, Offered
from mi_core.representations.trained import layered_network, looked_into
from mi_core.system import load
from mi_core.words import find_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.pretrained.card import ModelCard
    from mi_core.pretrained.catalogue import Catalogue
    from mi_core.representations.network import LayeredNetwork
    from mi_core.structures.material import Material


def offered_networks(catalogue: Catalogue) -> dict[str, Offered]:
    """Return by name the networks of models that ship, then those of systems; no weights are loaded."""
    present = {model.name for model in catalogue.models}
    cards = {name: card for name, card in looked_into(list_models()).items() if name in present}
    own = [load(name) for system in workbench.SYSTEMS for name in system.layered_models]
    return {name: _of_card(card, catalogue) for name, card in cards.items()} | {one.name: one for one in own}


def find_network(name: str, catalogue: Catalogue) -> Offered:
    """Return the network of that name; InputError names the ones there are, and tells a model that is no network."""
    offered = offered_networks(catalogue)
    if name not in offered and any(model.name == name for model in catalogue.models):
        raise InputError(
            f"Model {name!r} is no network, and so has no layers; choose one of {', '.join(offered)}."
        )
    return find_named("Network", name, offered, "(none is trained)")


def _of_card(card: ModelCard, catalogue: Catalogue) -> Offered:
    return Offered(
        card.name, card.title, partial(_read, card, catalogue), partial(_load, card.name, catalogue)
    )


def _load(name: str, catalogue: Catalogue) -> LayeredNetwork:
    return layered_network(catalogue.load(name))


def _read(card: ModelCard, catalogue: Catalogue, paths: Sequence[str]) -> list[Asked]:
    from mi_core.structures.reading import read_materials

    optional = catalogue.find(card.name).optional

    def why_not(material: Material) -> str:
        if material.error:
            return material.error
        return find_kind(card.takes).why_not(material) or why_not_with(material, optional) or ""

    return [
        Asked(material.id, material.formula, material.source, material, why_not(material))
        for material in read_materials(paths)
    ]
