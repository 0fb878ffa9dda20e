"""The models of alloys: the surrogate, the generators side by side, and the data set that they learnt from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from mi_core.alloys.dataset.card import read_card
from mi_core.alloys.models.trained_store import SURROGATE, SYSTEM
from mi_core.alloys.web.cached import TRAIN
from mi_core.alloys.web.evaluation import evaluation
from mi_core.errors import InputError
from mi_core.web.cards.model import model_card, model_cards
from mi_core.web.components.formulas import escaped

if TYPE_CHECKING:
    from mi_core.pretrained.card import ModelCard


def models_part() -> None:
    """Show evaluation, cards, and the data set."""
    st.subheader("Which generator proposes best", anchor=False)
    evaluation()
    st.subheader("Cards", anchor=False)
    cards = model_cards(system=SYSTEM)
    if cards:
        _cards(cards)
    else:
        st.info(f"No model of alloys is trained yet. Train them with `{TRAIN}`.", icon=":material/info:")
    st.subheader("Data set", anchor=False)
    _data_set()


def _cards(cards: dict[str, ModelCard]) -> None:
    names = sorted(cards, key=lambda name: name != SURROGATE)  # the surrogate first
    chosen = st.pills(
        "Card",
        names,
        default=names[0],
        required=True,
        format_func=lambda name: cards[name].title,
        key="alloy_card",
        label_visibility="collapsed",
    )
    with st.container(border=True):
        model_card(cards[chosen])


def _data_set() -> None:
    try:
        card = read_card()
    except InputError as problem:
        st.info(str(problem), icon=":material/info:")
        return
    with st.container(border=True):
        st.markdown(
            f"**{card['title']}**: **{card['alloys']:,}** alloys × {len(card['temperatures_k'])} temperatures = "
            f"{card['points']:,} points, of which {card['points_failed']:,} did not converge and stay unknown; "
            f"{len(card['phases'])} phases occur. Computed with {card['database']['name']} in {card['cpu_hours']:g} "
            "CPU hours."
        )
        left, right = st.columns(2, gap="large")
        sampling = card["sampling"]
        counts = {"Alloys": st.column_config.NumberColumn(format="localized")}
        left.dataframe(
            [{"Series": name, "Alloys": number} for name, number in sampling["series"].items()],
            hide_index=True,
            column_config=counts,
        )
        right.dataframe(
            [
                {"Alloying elements": str(number), "Alloys": alloys}
                for number, alloys in sampling["alloying_elements"].items()
            ],
            hide_index=True,
            column_config=counts,
        )
        _check(card["spot_check"])
        st.markdown("**Make it again**")
        st.code(card["made"]["command"], language="bash")
        with st.expander("Database, engine, files"):
            st.markdown(escaped(card["database"]["source"]))
            st.json(card["engine"], expanded=1)
            st.code("\n".join(f"{digest}  {name}" for name, digest in card["files"].items()), language=None)
            st.caption(
                f"{card['licence']} Made on {card['made']['date']}. SHA-256 of the database: {card['database']['sha256']}"
            )


def _check(check: dict[str, Any]) -> None:
    """Show what came of recomputing random points with finer grids."""
    answered = check["points"] - check["without_answer_in_one"]
    st.markdown(
        "**Spot check**, random points computed again with all phases, finer grids, and the lowest of several starts"
    )
    rows = [
        ("Points, of so many element systems", f"{check['points']}, {check['element_systems']}"),
        ("Without an answer in one of both", str(check["without_answer_in_one"])),
        ("Same Gibbs energy within 0.1 J/mol", f"{check['energy_within_0.1_j_per_mol']} of {answered}"),
        ("Same phase fractions within 0.001", f"{check['fractions_within_0.001']} of {answered}"),
        ("Highest Gibbs energy above the finer one", f"{check['highest_above_j_per_mol']:.3g} J/mol"),
        ("Largest difference of a fraction", f"{check['largest_fraction_difference']:.3g}"),
    ]
    st.dataframe([{"Checked": name, "Found": found} for name, found in rows], hide_index=True)
