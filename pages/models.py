"""Models: what can be predicted, how well, and from which data."""

from __future__ import annotations

import streamlit as st

from mi_core.datasets.registry import list_datasets
from mi_core.errors import InputError
from mi_core.targets import TARGETS
from mi_core.web.dataset_card import dataset_card
from mi_core.web.model_card import TAKES, model_card, model_cards

MODELS, DATASETS = "Trained models", "Data sets"


def overview(cards: dict) -> None:
    """Show a row per model and property: the error, and that of the best constant answer."""
    rows = [
        {
            "Model": card.title,
            "Takes": TAKES.get(card.takes, card.takes),
            "Property": TARGETS[key].title,
            "Unit": target["unit"],
            "Mean abs. error": target["metrics"]["mae"],
            "Better than the median by": 1 - target["metrics"]["mae"] / target["metrics"]["baseline_mae"],
            "Coverage of intervals": target["metrics"]["coverage"],
            "Trained on": f"{card.split['sizes']['train']:,} rows",
        }
        for card in cards.values()
        for key, target in card.targets.items()
    ]
    column = st.column_config
    st.dataframe(
        rows,
        hide_index=True,
        column_config={
            "Mean abs. error": column.NumberColumn(format="%.4f", help="On rows that training never saw"),
            "Better than the median by": column.ProgressColumn(
                format="percent",
                min_value=0,
                max_value=1,
                help="By how much the error is smaller than that of always answering the median",
            ),
            "Coverage of intervals": column.NumberColumn(
                format="percent", help="Share of true values inside their 90 % intervals, on held-out rows"
            ),
        },
    )


def choose(options: dict[str, str], parameter: str) -> str:
    """Offer a choice of cards and keep it in the address."""
    key = f"{parameter}_chosen"
    wanted = st.query_params.get(parameter)
    if wanted in options and st.session_state.get(f"{key}_followed") != wanted:
        st.session_state[key] = wanted
    st.session_state.setdefault(key, next(iter(options)))
    chosen = st.pills(
        "Card", list(options), format_func=options.get, required=True, key=key, label_visibility="collapsed"
    )
    st.session_state[f"{key}_followed"] = chosen
    if st.query_params.to_dict() != {parameter: chosen}:
        st.query_params.from_dict({parameter: chosen})
    return chosen


def show_models(cards: dict) -> None:
    """Show the comparison and one card."""
    if not cards:
        st.info(
            "No model is trained yet. Train one with `python -m mi_core train mp-composition-network`.",
            icon=":material/info:",
        )
        return
    overview(cards)
    with st.container(border=True):
        model_card(cards[choose({name: card.title for name, card in cards.items()}, "model")])


def show_datasets(cards: dict) -> None:
    """Show one data-set card."""
    datasets = {card.name: card for card in list_datasets()}
    chosen = choose({name: card.title.partition(" (")[0] for name, card in datasets.items()}, "dataset")
    with st.container(border=True):
        dataset_card(datasets[chosen], cards.values())


def page() -> None:
    """Show models or data sets, as the address or the switch says."""
    st.title("Models and data", anchor=False)
    st.markdown(
        "Every number on the Predict page comes from one of these models, and every model from these data."
    )
    asked = (
        "dataset" in st.query_params
        and st.session_state.get("dataset_chosen_followed") != st.query_params["dataset"]
    )
    if asked:
        st.session_state["models_part"] = DATASETS
    part = st.segmented_control(
        "Part",
        [MODELS, DATASETS],
        default=None if "models_part" in st.session_state else MODELS,
        required=True,
        key="models_part",
        label_visibility="collapsed",
    )
    cards = model_cards()
    if part == MODELS:
        show_models(cards)
    else:
        show_datasets(cards)


try:
    page()
except InputError as problem:
    st.error(str(problem), icon=":material/error:")
