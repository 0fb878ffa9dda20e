"""The results of the Predict page: the table, which models answered from what, and the part asked for."""

from __future__ import annotations

from itertools import islice

import streamlit as st

from mi_core.prediction.basis import basis_sentences, one_composition
from mi_core.prediction.conditions import sentences_on_columns
from mi_core.prediction.words import COVERAGE, INSIDE
from mi_core.web.cards.model import model_card_dialog
from mi_core.web.components.formulas import escaped, pretty_formula
from mi_core.web.crystals import session
from mi_core.web.prediction.choices import choose_table
from mi_core.web.prediction.detail import prediction_detail
from mi_core.web.prediction.downloads import prediction_downloads
from mi_core.web.prediction.figures import prediction_figures
from mi_core.web.prediction.table import prediction_table
from mi_core.web.prediction.view import PAGE, RESULT_PARTS
from mi_core.words import counted

SHARING = 4  # ids named of the materials that share an answer
HOW_FAR_TO_TRUST = (
    f"The interval beside a value holds the true value for {COVERAGE} of the compounds that a model did not learn from; "
    f"the value need not lie in its middle. “{INSIDE.capitalize()}” means that the material resembles the compounds it "
    "learnt from; outside, the interval promises nothing."
)


def results(frame, cards: dict, known: dict) -> None:
    """Show table, downloads, and the part asked for; `known` are the targets by key."""
    target = choose_table(frame, known)
    looked_at = frame if target is None else frame[frame["target"] == target]
    shared = one_composition(looked_at, cards)
    answered_from_less(basis_sentences(looked_at, cards), shared)
    if said := sentences_on_columns(session.current_materials()):
        st.caption(" ".join(map(escaped, said)))
    prediction_table(frame, target, cards, known)
    st.caption(HOW_FAR_TO_TRUST)
    prediction_downloads(frame, cards, known)
    part = PAGE.choose_part(RESULT_PARTS)
    if part == "figures":
        prediction_figures(frame, target, known)
    elif part == "models":
        models_that_answered(frame, cards, known)
    elif (material := session.selected_material()) is not None:
        others = [
            row_id
            for row_id in one_composition(frame, cards).get(material.formula, [])
            if row_id != material.id
        ]
        prediction_detail(material, frame[frame["id"] == material.id], cards, known, others)


def models_that_answered(frame, cards: dict, known: dict) -> None:
    """Say which models answered, what they were trained on, and how well they do."""
    answered = frame[frame["model"] != ""].groupby("model", sort=False)
    for name, rows in answered:
        card = cards[name]
        with st.container(border=True):
            st.markdown(f"**{card.title}** answered {len(rows):,} of {len(frame):,}.")
            st.markdown(card.summary)
            errors = (
                f"{known[key].title} {card.targets[key]['metrics']['mae']:.3g} {known[key].unit}".rstrip()
                for key in dict.fromkeys(rows["target"])
            )
            st.caption("Mean absolute error on held-out rows: " + " · ".join(errors))
            if st.button("Model card", key=f"card_{name}", icon=":material/badge:"):
                model_card_dialog(card)


def answered_from_less(sentences: list[str], shared: dict[str, list[str]]) -> None:
    """Say which numbers were not read from the crystal, and which materials (ids by formula) therefore share theirs."""
    if sentences:
        st.caption("  \n".join(sentences))
    if shared:
        groups = "; ".join(
            f"{_listed(ids)} ({pretty_formula(formula)})" for formula, ids in islice(shared.items(), 3)
        )
        rest = f"; and {counted(len(shared) - 3, 'more composition')}" if len(shared) > 3 else ""
        st.info(
            f"**One composition, one answer:** {groups}{rest}. Their values with † are the same and do not tell them apart.",
            icon=":material/content_copy:",
        )


def _listed(ids: list[str]) -> str:
    """Return "quartz and coesite", or the first of many and their number."""
    shown = [escaped(row_id) for row_id in ids[:SHARING]]
    rest = len(ids) - len(shown)
    last = f"{rest:,} more" if rest else shown.pop()
    return f"{', '.join(shown)} and {last}"
