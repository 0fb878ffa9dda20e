"""The choice of a registered data set: its target, and what its card offers to choose besides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.comparison.web.chosen import Chosen, SplitChoice
from mi_core.inputs import kinds_in
from mi_core.pretrained.system import SYSTEM as MODELS
from mi_core.targets import TARGETS

if TYPE_CHECKING:
    from mi_core.datasets.card import DatasetCard


def choose_dataset() -> Chosen:
    """Offer the data sets of materials with targets, a target, and the choices of the card."""
    from mi_core.comparison.sources import own_columns, reference
    from mi_core.datasets.registry import list_datasets

    cards = {card.name: card for card in list_datasets() if card.targets and not card.of_molecules}
    left, right = st.columns(2)
    name = left.selectbox(
        "Data set",
        list(cards),
        format_func=lambda name: cards[name].title.partition(" (")[0],
        key="compare_dataset",
        persist_state="session",
    )
    card = cards[name]
    target = right.selectbox(
        "Property",
        list(card.targets),
        format_func=lambda key: TARGETS[key].heading,
        key=f"compare_target_{name}",
        persist_state="session",
    )
    _say_where(card)
    chosen = reference(
        name,
        target,
        beside=_choose_beside(card),
        learned_with=_choose_learned_with(card, target),
        switches=_choose_switches(card),
    )
    own = own_columns(chosen)
    if conditions := TARGETS[target].conditions:
        meant = ", ".join(card.columns[name].meaning.lower() for name in conditions)
        st.caption(f"It depends on {meant}, which the regressors read beside the material.")
    title = f"{TARGETS[target].title} · {card.title.partition(' (')[0]}"
    kinds = frozenset(kind.key for kind in kinds_in(card.columns))
    return Chosen(chosen, title, kinds, own, tuple(_split_by(card, name) for name in card.kept_together))


def _say_where(card: DatasetCard) -> None:
    """Say how large the table is, where its card is, and whether it has to be fetched or computed first."""
    from mi_core.datasets.loading import find_table
    from mi_core.datasets.registry import find_dataset

    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{card.published_rows:,} rows as published", width="content")
        st.page_link(
            MODELS.page,
            label="Its card, with traps",
            icon=":material/table_chart:",
            query_params={"dataset": card.name},
        )
    if find_table(card) is None:
        sources = [find_dataset(name) for name in card.origin.tables]
        if sources and all(map(find_table, sources)):
            names = " and ".join(source.title.partition(" (")[0] for source in sources)
            st.info(
                f"This table is computed from {names}, which takes minutes the first time.",
                icon=":material/calculate:",
            )
        else:
            st.info(
                "This table is not on this machine: the comparison fetches it first, if its source answers.",
                icon=":material/cloud_download:",
            )


def _choose_beside(card: DatasetCard) -> list[str]:
    """Offer the columns of numbers that the card allows to learn from."""
    if not card.beside:
        return []
    return st.multiselect(
        "Numbers to learn from beside the material",
        card.beside,
        format_func=lambda name: f"{card.columns[name].meaning} ({card.columns[name].unit or '1'})",
        key=f"compare_beside_{card.name}",
        persist_state="session",
        placeholder="none",
        help="Regressors that cannot read them are left out. A model learnt from such a number needs it to predict.",
    )


def _choose_learned_with(card: DatasetCard, target: str) -> list[str]:
    """Offer the other targets of the table, which networks can learn at the same time."""
    others = [key for key in card.targets if key != target and not TARGETS[key].conditions]
    if not others or TARGETS[target].conditions:
        return []
    return st.multiselect(
        "Targets that networks learn at the same time",
        others,
        format_func=lambda key: TARGETS[key].title,
        key=f"compare_learned_with_{card.name}_{target}",
        persist_state="session",
        placeholder="none",
        help="What is known of one target may help with another. Only networks on crystals can; all others learn the "
        "property alone.",
    )


def _choose_switches(card: DatasetCard) -> list[str]:
    """Offer the further cleaning steps of the card."""
    return [
        name
        for name, rules in card.switches.items()
        if st.toggle(
            name.replace("_", " ").capitalize(),
            key=f"compare_switch_{card.name}_{name}",
            persist_state="session",
            help=" ".join(f"Leaves rows out: {rule.parameters.get('reason', rule.rule)}." for rule in rules),
        )
    ]


def _split_by(card: DatasetCard, column: str) -> SplitChoice:
    """Return the split by a column, in the words of the card."""
    meaning = card.columns[column].meaning
    words = f"Rows that agree in {column} stay together: the error on a new {column}. That is: {meaning}."
    return SplitChoice(f"Same {column} together", words, "column", {"kept_together": column})
