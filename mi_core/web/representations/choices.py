"""What the page can look into: trained networks, and sets of points that systems ship."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mi_core.representations.point_sets import point_sets
from mi_core.representations.trained import looked_into
from mi_core.web.cards.model import model_cards
from mi_core.web.prediction.view import workspace_catalogue

if TYPE_CHECKING:
    from mi_core.pretrained.card import ModelCard
    from mi_core.pretrained.catalogue import Catalogue
    from mi_core.representations.mapped import PointSet


class Choices(NamedTuple):
    """All of it by name."""

    catalogue: Catalogue
    cards: dict[str, ModelCard]
    sets: dict[str, PointSet]

    @property
    def titles(self) -> dict[str, str]:
        """What people choose among; sets come first, since all of them is there at once."""
        return {name: one.title for name, one in (self.sets | self.cards).items()}


def all_choices() -> Choices:
    """Return what there is; nothing of it is loaded."""
    catalogue = workspace_catalogue()
    return Choices(catalogue, looked_into(model_cards(catalogue.folders).values()), point_sets())
