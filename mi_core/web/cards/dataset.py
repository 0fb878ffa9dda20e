"""The card of a data set, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mi_core.datasets.card import DatasetCard
    from mi_core.pretrained.card import ModelCard


def dataset_card(card: DatasetCard, models: Iterable[ModelCard]) -> None:
    """Show what a table holds, under which licence, its traps, its cleaning and switches, and the models trained on it."""
    st.subheader(card.title, anchor=False)
    st.markdown(card.description)
    st.markdown(f"**{card.published_rows:,}** rows as published · **Licence**: {card.licence}")
    st.markdown("  \n".join(f"Cite {c.text}, [{c.doi}](https://doi.org/{c.doi})" for c in card.citation))
    st.markdown("**Columns**")
    answers = {column: TARGETS[key].title for key, column in card.targets.items()}
    st.dataframe(
        [
            {"Column": key, "Trains": answers.get(key, ""), "Unit": c.unit or "–", "Meaning": c.meaning}
            for key, c in card.columns.items()
        ],
        hide_index=True,
        column_config={"Meaning": st.column_config.TextColumn(width="large")},
    )
    st.markdown("**Traps**")
    st.markdown("\n".join(f"- {trap}" for trap in card.traps))
    _cleaning(card, [model for model in models if model.dataset["name"] == card.name])
    for name, steps in card.switches.items():
        rules = ", ".join(
            f"{step.rule.replace('_', ' ')} {step.parameters.get('column', '')}" for step in steps
        )
        st.caption(f"Only when asked for, as **{name.replace('_', ' ')}**: {rules}.")


def _cleaning(card: DatasetCard, models: list[ModelCard]) -> None:
    """Show what cleaning dropped, as the models' cards recorded it; without a model, only the rules."""
    st.markdown("**Cleaning**")
    if not models:
        rules = (step.rule.replace("_", " ") for step in card.cleaning)
        st.markdown("\n".join(f"- {rule}" for rule in rules) or "None.")
        st.caption("No model that ships was trained on this table.")
        return
    lines = str(models[0].dataset["cleaning"]).splitlines()
    st.markdown("\n".join(f"- {line}" for line in lines if line.strip()))
    trained = ", ".join(f"**{model.title}**" for model in models)
    st.markdown(f"Trained on it: {trained}.")
