"""The data sets that the product knows, one YAML card each, those of molecules in a folder of their own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from mi_core.cards import read_card
from mi_core.datasets.card import DatasetCard
from mi_core.errors import InputError
from mi_core.words import did_you_mean

CARDS = Path(__file__).parent / "cards"


@cache
def _cards() -> dict[str, DatasetCard]:
    cards = {
        path.stem: read_card(DatasetCard, path)
        for path in sorted(CARDS.rglob("*.yaml"), key=lambda path: path.stem)
    }
    for stem, card in cards.items():
        if card.name != stem:
            raise InputError(
                f"Data-set card {stem}.yaml names itself {card.name!r}; file and name must agree."
            )
    return cards


def list_datasets() -> list[DatasetCard]:
    """Return the cards of all data sets, sorted by name."""
    return list(_cards().values())


def find_dataset(name: str) -> DatasetCard:
    """Return the card of that name; InputError names the allowed ones and the closest."""
    cards = _cards()
    if name in cards:
        return cards[name]
    raise InputError(
        f"Data set {name!r} is not known; choose one of {', '.join(cards)}.{did_you_mean(name, cards)}"
    )
