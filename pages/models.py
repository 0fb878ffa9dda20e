"""Models: what can be predicted, how well, and from which data."""

from __future__ import annotations

import streamlit as st

from mi_core.datasets.registry import list_datasets
from mi_core.errors import InputError
from mi_core.targets import TARGETS
from mi_core.web.cards.dataset import dataset_card
from mi_core.web.cards.model import COVERAGE_HELP, TAKES, model_card, model_cards, three_digits
from mi_core.web.shell.address import is_arrival, write_parameters

MODELS, DATASETS = "Trained models", "Data sets"


BY_DEFAULT, ON_REQUEST, WHEN_CHOSEN = "by default", "on request", "when chosen"


def overview(cards: dict) -> None:
    """Show a row per property and model, preferred ones first: the error, and that of the best constant answer."""
    rows = [_row(cards[name], key, answers(name, key)) for name, key in answering()]
    column = st.column_config
    st.dataframe(
        rows,
        hide_index=True,
        column_config={
            "Answers": column.TextColumn(
                width=105,  # pixels: guessed from the text it is cut off
                help="By default: of the models that are meant for a material, the uppermost answers. On request: "
                "where the property is chosen. When chosen: only if the model is, on the Predict page.",
            ),
            "Mean abs. error": column.NumberColumn(help="On rows that training never saw"),
            "Coverage": column.NumberColumn(format="%.0f %%", help=COVERAGE_HELP),
            "Better than median": column.ProgressColumn(
                format="%.0f %%",
                min_value=0,
                max_value=100,
                help="By how much the error is smaller than that of always answering the median",
            ),
        },
    )


def answering() -> list[tuple[str, str]]:
    """Return the model and property of every row of the overview."""
    from mi_core.prediction.routing import trained_recipes

    return [(recipe.name, key) for key in TARGETS for recipe in trained_recipes() if key in recipe.targets]


def answers(name: str, key: str) -> str:
    """Say when a model gives this property."""
    from mi_core.prediction.routing import default_instead

    if default_instead(name):
        return WHEN_CHOSEN
    return BY_DEFAULT if TARGETS[key].by_default else ON_REQUEST


def _row(card, key: str, answers: str) -> dict:
    metrics = card.targets[key]["metrics"]
    return {
        "Property": TARGETS[key].title,
        "Model": card.title,
        "Answers": answers,
        "Mean abs. error": three_digits(metrics["mae"]),
        "Unit": card.targets[key]["unit"],
        "Coverage": 100 * metrics["coverage"],
        "Better than median": 100 * (1 - metrics["mae"] / metrics["baseline_mae"]),
        "Takes": TAKES.get(card.takes, card.takes),
        "Trained on": f"{card.split['sizes']['train']:,} rows",
    }


def choose(options: dict[str, str], parameter: str) -> str:
    """Offer a choice of cards and keep it in the address."""
    key = f"{parameter}_chosen"
    wanted = st.query_params.get(parameter)
    if is_arrival(key) and wanted in options:
        st.session_state[key] = wanted
    st.session_state.setdefault(key, next(iter(options)))
    chosen = st.pills(
        "Card", list(options), format_func=options.get, required=True, key=key, label_visibility="collapsed"
    )
    write_parameters({parameter: chosen})
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
        names = dict.fromkeys([*(name for name, _ in answering()), *cards])
        chosen = cards[choose({name: cards[name].title for name in names}, "model")]
        model_card(chosen, open_dataset=open_dataset)


def open_dataset(name: str) -> None:
    """Go to the card of a data set."""
    st.session_state["models_part"], st.session_state["dataset_chosen"] = DATASETS, name


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
    if is_arrival("models_part"):
        for parameter, part in (("model", MODELS), ("dataset", DATASETS)):
            if parameter in st.query_params:
                st.session_state["models_part"] = part
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
