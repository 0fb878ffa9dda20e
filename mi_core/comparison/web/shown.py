"""The comparison that the page looks at, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.regressors.registry import BASELINES

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.comparison.store import Comparison
    from mi_core.targets import Target

SPLITS = {
    "random": "rows held out at random",
    "grouped": "whole compositions held out",
    "column": "groups of a column held out",
    "leave_element_out": "one element left out at a time",
}


@dataclass(frozen=True)
class Shown:
    """A comparison with what its figures ask for; models stand best first."""

    comparison: Comparison

    @property
    def name(self) -> str:
        """Key for widgets and files."""
        return self.comparison.name

    @property
    def card(self) -> dict:
        """Origin, protocol, folds, what was dropped."""
        return self.comparison.card

    @property
    def target(self) -> Target:
        """The property that was predicted."""
        return self.comparison.target

    @property
    def titles(self) -> dict[str, str]:
        """Titles of the models by name."""
        return self.card["models"]

    @property
    def baselines(self) -> list[str]:
        """Names of the models that are baselines."""
        return [model for model in self.models if model in BASELINES]

    @cached_property
    def summary(self) -> pd.DataFrame:
        """The table of models, best first."""
        return self.comparison.summary()

    @cached_property
    def models(self) -> list[str]:
        """Names, best first."""
        return self.summary["model"].tolist()

    @cached_property
    def predictions(self) -> pd.DataFrame:
        """Every tested row, best model first."""
        return self._best_first(self.comparison.predictions)

    @cached_property
    def learning(self) -> pd.DataFrame:
        """The learning curves, best model first."""
        return self._best_first(self.comparison.learning)

    @cached_property
    def by_element(self) -> pd.DataFrame:
        """Errors by model, element and site."""
        return self.comparison.error_by_element()

    def _best_first(self, frame: pd.DataFrame) -> pd.DataFrame:
        place = {model: number for number, model in enumerate(self.models)}
        return frame.sort_values(
            "model", key=lambda names: names.map(place), kind="stable", ignore_index=True
        )

    def title(self, model: str) -> str:
        """Return the title of a model."""
        return self.titles.get(model, model)


def shown_comparison(folder: Path) -> Shown:
    """Return the comparison of a folder; InputError when there is none."""
    card = folder / "card.yaml"
    return _read(folder, card.stat().st_mtime_ns if card.is_file() else 0)


@st.cache_resource(max_entries=4, show_spinner="Reading the comparison …")
def _read(folder: Path, written: int) -> Shown:  # noqa: ARG001 - a rewritten comparison is read anew
    from mi_core.comparison.store import read_comparison

    return Shown(read_comparison(folder))


def title_of(card: dict) -> str:
    """Return property, table and split of a comparison, which tell it from others."""
    from mi_core.datasets.registry import find_dataset

    origin = card["dataset"]
    name = origin.get("table", "")
    if "dataset" in origin:
        name = find_dataset(origin["dataset"]).title.partition(" (")[0]
    return f"{card['target']['title']} · {name} · {SPLITS[card['protocol']['split']]}"


def stored_titles() -> dict[str, str]:
    """Return the comparisons that ship, name → title; empty when none does."""
    from mi_core.comparison import store

    folder = store.STORED
    return _titles(folder, tuple(sorted(str(path) for path in folder.glob(f"*/{store.CARD}"))))


@st.cache_data(max_entries=2, show_spinner=False)
def _titles(folder: Path, cards: tuple[str, ...]) -> dict[str, str]:  # noqa: ARG001 - part of the key
    from mi_core.comparison.store import read_comparison_card

    folders = [Path(card).parent for card in cards]
    return {folder.name: title_of(read_comparison_card(folder)) for folder in folders}


def stored_folder(name: str) -> Path:
    """Return the folder of a comparison that ships."""
    from mi_core.comparison.store import STORED

    return STORED / name
