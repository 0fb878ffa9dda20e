"""Materials to look at: some of those that a model learned, with what is known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.datasets.loading import find_table, load_dataset
from mi_core.datasets.registry import find_dataset
from mi_core.inputs import find_kind

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.pretrained.card import ModelCard
    from mi_core.pretrained.model import TrainedModel
    from mi_core.structures.material import Material


def rows_at_hand(card: ModelCard) -> bool:
    """Whether training materials can be had without fetching anything: formulas ship, crystals are in their table."""
    return card.takes == "formula" or find_table(find_dataset(card.dataset["name"])) is not None


def training_sample(model: TrainedModel, n: int, seed: int = 0) -> tuple[list[Material], pd.DataFrame]:
    """Return at most n materials that the model learned, and the frame of their ids and true values; always the same ones.

    Materials that the model cannot read are left out. Nothing where the crystals are not at hand.
    """
    training = model.training.drop_duplicates("id")
    card = model.card
    if not rows_at_hand(card):
        return [], training.iloc[:0]
    chosen = np.random.default_rng(seed).permutation(len(training))[:n]
    rows = training.iloc[np.sort(chosen)].reset_index(drop=True)
    kind = find_kind(card.takes)
    table = rows if card.takes == "formula" else _with_columns(rows, card, kind.columns)
    materials = [m for m in kind.materials(table) if m.usable and kind.why_not(m) is None]
    kept = rows[rows["id"].isin({material.id for material in materials})].reset_index(drop=True)
    return materials, kept[["id", *(key for key in card.targets if key in kept)]]


def _with_columns(rows: pd.DataFrame, card: ModelCard, columns: tuple[str, ...]) -> pd.DataFrame:
    """Return the rows with further columns of their data set; those that it no longer has are left out."""
    table = load_dataset(card.dataset["name"]).frame
    return rows[["id"]].merge(table[["id", *columns]].drop_duplicates("id"), on="id")
