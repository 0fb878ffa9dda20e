"""What an answer was read from: the crystal, or less than the crystal, so that different crystals get the same answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from mi_core.pretrained.card import ModelCard

FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class Basis:
    """Less than a crystal: the mark that stands at such numbers, and its meaning."""

    mark: str
    words: str


#: By what a model takes (`ModelCard.takes`); the answers of all other models belong to one crystal.
LESS_THAN_A_CRYSTAL = {
    FORMULA: Basis("†", "from composition – the same for all polymorphs"),
    "sites": Basis("‡", "from the elements on A, B and X – the same for all distortions"),
}


def basis_of(model: str, cards: Mapping[str, ModelCard]) -> Basis | None:
    """Return what less than a crystal this model answers from; None for models of crystals and where none answered."""
    card = cards.get(model)
    return LESS_THAN_A_CRYSTAL.get(card.takes) if card is not None else None


def marks(models: pd.Series, cards: Mapping[str, ModelCard]) -> list[str]:
    """Return " †", " ‡" or "" for the number of each model."""
    found = (basis_of(model, cards) for model in models)
    return [f" {basis.mark}" if basis else "" for basis in found]


def bases_in(frame: pd.DataFrame, cards: Mapping[str, ModelCard]) -> dict[Basis, int]:
    """Return the bases of a prediction frame, in the order of the marks, and the materials that each answers for."""
    answered = frame[frame["value"].notna()]
    ids = {name: set(rows["id"]) for name, rows in answered.groupby("model", sort=False)}
    found = {}
    for basis in LESS_THAN_A_CRYSTAL.values():
        of_it = set().union(*(rows for name, rows in ids.items() if basis_of(name, cards) == basis))
        if of_it:
            found[basis] = len(of_it)
    return found


def one_composition(frame: pd.DataFrame, cards: Mapping[str, ModelCard]) -> dict[str, list[str]]:
    """Return by reduced formula the ids of two or more materials that got one answer because they share a composition."""
    by_formula = [name for name, card in cards.items() if card.takes == FORMULA]
    rows = frame[frame["value"].notna() & frame["model"].isin(by_formula)]
    shared = rows[rows.duplicated(["formula", "target", "model"], keep=False)]
    ids = shared.drop_duplicates(["formula", "id"]).groupby("formula", sort=False)["id"]
    return {formula: of_it.tolist() for formula, of_it in ids}


def basis_sentences(frame: pd.DataFrame, cards: Mapping[str, ModelCard]) -> list[str]:
    """Return what must be said above a table with such answers: "† from composition – … (2 of 5 materials)"."""
    total = frame["id"].nunique()
    return [
        f"{basis.mark} {basis.words} ({count:,} of {total:,} material{'s' if total > 1 else ''})"
        for basis, count in bases_in(frame, cards).items()
    ]
