"""What an answer was read from: the crystal, or less than the crystal, so that different crystals get the same answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.inputs import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from mi_core.inputs.kind import Basis
    from mi_core.pretrained.card import ModelCard


def bases() -> list[Basis]:
    """Return all that is less than a crystal, in the order of the marks."""
    return sorted((kind.basis for kind in KINDS.values() if kind.basis), key=lambda basis: basis.mark)


def basis_of(model: str, cards: Mapping[str, ModelCard]) -> Basis | None:
    """Return what less than a crystal this model answers from; None for models of crystals and where none answered."""
    card = cards.get(model)
    return KINDS[card.takes].basis if card is not None and card.takes in KINDS else None


def marks(models: pd.Series, cards: Mapping[str, ModelCard]) -> list[str]:
    """Return " †", " ‡" or "" for the number of each model."""
    found = (basis_of(model, cards) for model in models)
    return [f" {basis.mark}" if basis else "" for basis in found]


def bases_in(frame: pd.DataFrame, cards: Mapping[str, ModelCard]) -> dict[Basis, int]:
    """Return the bases of a prediction frame, in the order of the marks, and the materials that each answers for."""
    answered = frame[frame["value"].notna()]
    ids = {name: set(rows["id"]) for name, rows in answered.groupby("model", sort=False)}
    found = {}
    for basis in bases():
        of_it = set().union(*(rows for name, rows in ids.items() if basis_of(name, cards) == basis))
        if of_it:
            found[basis] = len(of_it)
    return found


def one_composition(frame: pd.DataFrame, cards: Mapping[str, ModelCard]) -> dict[str, list[str]]:
    """Return by reduced formula the ids of two or more materials that got one answer because they share a composition."""
    by_formula = [name for name in cards if (basis := basis_of(name, cards)) and basis.same_for_formula]
    rows = frame[frame["value"].notna() & frame["model"].isin(by_formula)]
    # at another temperature, or with a gap beside it, a composition has another answer
    shared = rows[rows.duplicated(["formula", "target", "model", "value"], keep=False)]
    ids = shared.drop_duplicates(["formula", "id"]).groupby("formula", sort=False)["id"]
    return {formula: of_it.tolist() for formula, of_it in ids}


def basis_sentences(frame: pd.DataFrame, cards: Mapping[str, ModelCard]) -> list[str]:
    """Return what must be said above a table with such answers: "† from composition – … (2 of 5 materials)"."""
    total = frame["id"].nunique()
    return [
        f"{basis.mark} {basis.words} ({count:,} of {total:,} material{'s' if total > 1 else ''})"
        for basis, count in bases_in(frame, cards).items()
    ]
