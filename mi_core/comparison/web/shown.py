"""The comparison that the page looks at, read once."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from mi_core.comparison import store

SPLITS = {
    "random": "rows held out at random",
    "grouped": "whole compositions held out",
    "column": "rows of one {group} held out together",
    "leave_element_out": "one element left out at a time",
}


def shown_comparison(folder: Path) -> store.Comparison:
    """Return the comparison of a folder, the best model first; InputError when there is none."""
    card = folder / "card.yaml"
    return _read(folder, card.stat().st_mtime_ns if card.is_file() else 0)


@st.cache_resource(max_entries=12, show_spinner="Reading the comparison …")
def _read(folder: Path, written: int) -> store.Comparison:  # noqa: ARG001 - a rewritten comparison is read anew
    return store.read_comparison(folder).best_first()


def split_words(card: store.ComparisonCard) -> str:
    """Return what was held out, for people."""
    return SPLITS[card["protocol"]["split"]].format(group=card["dataset"].get("group", "group"))


def title_of(card: store.ComparisonCard) -> str:
    """Return property, table and split of a comparison, which tell it from others."""
    from mi_core.datasets.registry import find_dataset

    origin = card["dataset"]
    name = origin.get("table", "")
    if "dataset" in origin:
        name = find_dataset(origin["dataset"]).title.partition(" (")[0]
    return f"{card['target']['title']} · {name} · {split_words(card)}"


def stored_titles() -> dict[str, str]:
    """Return the comparisons that ship, name → title; empty when none does."""
    folder = store.STORED
    return _titles(folder, tuple(sorted(str(path) for path in folder.glob(f"*/{store.CARD}"))))


@st.cache_data(max_entries=2, show_spinner=False)
def _titles(folder: Path, cards: tuple[str, ...]) -> dict[str, str]:  # noqa: ARG001 - part of the key
    folders = [Path(card).parent for card in cards]
    return {folder.name: title_of(store.read_comparison_card(folder)) for folder in folders}
