"""The card of a comparison, for people: what was compared on which rows by which rules, and how to repeat it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.comparison.web.shown import split_words, title_of
from mi_core.inputs import FORMULA, KINDS
from mi_core.pretrained.system import SYSTEM as MODELS
from mi_core.web.components.formulas import escaped
from mi_core.web.shell.workspace import show_job, workspace_id

if TYPE_CHECKING:
    from mi_core.comparison.store import Comparison, ComparisonCard


def comparison_card(comparison: Comparison) -> None:
    """Show the essentials in a line, and the rest folded."""
    card = comparison.card
    st.subheader(escaped(title_of(card)), anchor=False)
    st.markdown(" · ".join(essentials(card)))
    with st.expander("Card: rows, protocol, versions", icon=":material/badge:"):
        _rows(card)
        _protocol(card)
        _provenance(card)
        _repeat(comparison)


def essentials(card: ComparisonCard) -> list[str]:
    """Return what decides how the numbers are to be read."""
    protocol, folds = card["protocol"], card["folds"]
    way = f"{len(folds)} folds" if len(folds) > 1 else f"hold-out of {folds[0]['n_test']:,} rows"
    return [
        f"**{card['rows']:,}** rows",
        f"**{way}**, {split_words(card)}",
        f"seed {protocol['seed']}",
        feature_words(card),
        "tuned inside the training folds" if protocol["tune"] else "default hyper-parameters",
        *_learned_at_once(card),
    ]


def _learned_at_once(card: ComparisonCard) -> list[str]:
    others = card.get("learned_with")
    return [f"networks learned it together with {escaped(', '.join(others))}"] if others else []


def feature_words(card: ComparisonCard) -> str:
    """Return which features were read."""
    own = card.get("own_columns")
    return _described(card) + (f" and own columns ({', '.join(map(escaped, own))})" if own else "")


def _described(card: ComparisonCard) -> str:
    features = card["protocol"]["features"]
    if not isinstance(features, str):
        return f"{len(features)} chosen properties"
    kind = KINDS.get(card["reads"], FORMULA)  # cards of before that word say "composition"
    return kind.features.get(features, features)


def _rows(card: ComparisonCard) -> None:
    origin, dropped = card["dataset"], card["dropped"]
    name = origin.get("dataset") or origin.get("table", "")
    st.markdown(f"**Rows.** {dropped['rows_in']:,} rows of `{name}` read, {dropped['rows_out']:,} kept.")
    lines = [f"- {escaped(step['sentence'])}" for step in dropped["steps"] if step["sentence"]]
    st.markdown("\n".join(lines) or "- Nothing was dropped.")
    if dropped["rows_out"] > card["rows"]:
        st.markdown(f"- {card['rows']:,} of them drawn at random by the seed.")
    if "dataset" in origin:
        st.page_link(
            MODELS.page,
            label=f"Data-set card of {name}",
            icon=":material/table_chart:",
            query_params={"dataset": name},
        )


def _protocol(card: ComparisonCard) -> None:
    st.markdown("**Folds**, the same for all regressors")
    st.dataframe(
        card["folds"],
        hide_index=True,
        height=min(38 + 35 * len(card["folds"]), 250),
        column_config={
            "fold": None,
            "name": "Fold",
            "n_train": st.column_config.NumberColumn("Training rows", format="localized"),
            "n_test": st.column_config.NumberColumn("Test rows", format="localized"),
        },
    )
    st.json(card["protocol"], expanded=False)


def _provenance(card: ComparisonCard) -> None:
    origin = card["made"]
    versions = ", ".join(f"{library} {version}" for library, version in origin["versions"].items())
    st.markdown(f"Made on {origin['date']} with Python {origin['python']}, {versions}.")
    if origin["command"]:
        st.markdown("**Repeat it**")
        st.code(origin["command"], language="bash", wrap_lines=True)
    if digest := card["dataset"].get("sha256"):
        st.caption(f"SHA-256 of the table: {digest}")


def _repeat(comparison: Comparison) -> None:
    """Offer the same comparison as a job, of the rows that this machine has."""
    from mi_core.jobs.service import submit

    card = comparison.card
    if "problem" not in card:
        return
    if st.button("Repeat it as a job", icon=":material/replay:", key=f"repeat_{comparison.name}"):
        params = {"problem": card["problem"], "models": list(card["models"]), "protocol": card["protocol"]}
        with st.spinner("Starting …"):
            job = submit(workspace_id(), "compare", params, f"{card['target']['title']}, again")
        show_job("compare", job.id)
        st.rerun()
