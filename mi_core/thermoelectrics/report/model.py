"""What a report says of the model that answered: what it learned, under which licence, and how far it errs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mi_core.datasets.registry import find_dataset
from mi_core.errors import InputError
from mi_core.pretrained.card import read_model_card
from mi_core.thermoelectrics.learned import learned_rows, model_folder
from mi_core.thermoelectrics.trust import repeated_by, split_scores, split_table, split_words

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.datasets.card import DatasetCard
    from mi_core.pretrained.card import ModelCard


class AnsweringModel(NamedTuple):
    """The model's card, its data set's (None where it has none), and its errors, of `trust.split_table`, with words."""

    card: ModelCard
    dataset: DatasetCard | None
    errors: pd.DataFrame
    words: str


def answering_model() -> AnsweringModel:
    """Return what is known of the model in the store; InputError where it is not there."""
    card, rows = read_model_card(model_folder()), learned_rows()
    repeated = repeated_by(rows, card.targets)
    most = max(repeated.values(), key=lambda found: found.pairs)
    try:
        dataset = find_dataset(card.dataset["name"])
    except InputError:
        dataset = None
    return AnsweringModel(card, dataset, split_table(split_scores(card), repeated), split_words(most))
