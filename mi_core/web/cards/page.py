"""The page of all trained models of all systems, and of the data sets: overviews, and one card at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.datasets.registry import list_datasets
from mi_core.targets import TARGETS, find_target
from mi_core.web.cards.dataset import dataset_card
from mi_core.web.cards.metrics import COVERAGE_HELP, metrics_table, three_significant, to_decimals
from mi_core.web.cards.model import model_card, model_cards, no_model_yet, property_title, takes
from mi_core.web.components.segmented_choice import segmented_choice
from mi_core.web.shell.parameters import Parameter, known, one_of
from mi_core.web.shell.view import PageView

if TYPE_CHECKING:
    from mi_core.pretrained.card import ModelCard

MODELS, DATASETS = "Trained models", "Data sets"
CARD_KINDS = {MODELS: MODELS, DATASETS: DATASETS}
BY_DEFAULT, ON_REQUEST, WHEN_CHOSEN = "by default", "on request", "when chosen"


def overview(cards: dict[str, ModelCard]) -> None:
    """Show how good the models of one system are: those that answer on the Predict page, and others by what they take."""
    predictors = answering(cards)
    if predictors:
        _predictors([_row(cards[name], key, answers(name, key)) for name, key in predictors])
    others = [card for name, card in cards.items() if name not in dict(predictors)]
    for taken in dict.fromkeys(card.takes for card in others):
        metrics_table(
            [
                (
                    {"Model": card.title, "Takes": takes(card)}
                    | {"Property": property_title(card, key), "Unit": record["unit"]},
                    record["metrics"],
                )
                for card in others
                if card.takes == taken
                for key, record in card.targets.items()
            ]
        )


def _predictors(rows: list[dict]) -> None:
    """Show a row per property and model, preferred ones first: the error, and that of the best constant answer."""
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


def answering(cards: dict[str, ModelCard]) -> list[tuple[str, str]]:
    """Return the model and the property of every row of the overview, preferred models first."""
    from mi_core.pretrained.catalogue import Catalogue  # with scikit-learn, while the page has its title

    recipes = [recipe for recipe in Catalogue().models if recipe.name in cards]
    return [(recipe.name, key) for key in TARGETS for recipe in recipes if key in recipe.targets]


def answers(name: str, key: str) -> str:
    """Say when a model gives this property."""
    from mi_core.prediction.routing import default_instead

    if default_instead(name):
        return WHEN_CHOSEN
    return BY_DEFAULT if find_target(key).by_default else ON_REQUEST


def _row(card, key: str, answers: str) -> dict:
    metrics = card.targets[key]["metrics"]
    return {
        "Property": property_title(card, key),
        "Model": card.title,
        "Answers": answers,
        "Mean abs. error": three_significant(metrics["mae"]),
        "Unit": card.targets[key]["unit"],
        "Coverage": 100 * metrics["coverage"],
        "Better than median": to_decimals(100 * (1 - metrics["mae"] / metrics["baseline_mae"]), 0),
        "Takes": takes(card),
        "Trained on": f"{card.split['sizes']['train']:,} rows",
    }


def choose(options: dict[str, str], chosen: str, key: str) -> str:
    """Offer a choice of cards."""
    return st.pills(
        "Card",
        list(options),
        format_func=options.__getitem__,
        default=chosen if chosen in options else next(iter(options)),
        required=True,
        key=f"{key}_{PAGE.turn()}",
        label_visibility="collapsed",
    )


def choose_system(cards: dict[str, ModelCard]) -> str:
    """Offer the systems that have models; that of the model in the view is chosen."""
    systems = {card.system: card.system.capitalize() for card in cards.values()}
    shown = cards.get(PAGE.now().model)
    chosen = next(iter(systems)) if shown is None else shown.system
    if len(systems) == 1:
        return chosen
    return segmented_choice("System", systems, chosen, key=f"models_system_{PAGE.turn()}")


def show_models(cards: dict[str, ModelCard]) -> None:
    """Show the models of a system side by side, and one card."""
    if not cards:
        no_model_yet()
        return
    system = choose_system(cards)
    of_system = {name: card for name, card in cards.items() if card.system == system}
    overview(of_system)
    with st.container(border=True):
        names = dict.fromkeys([*(name for name, _ in answering(of_system)), *of_system])
        titles = {name: of_system[name].title for name in names}
        PAGE.now().model = chosen = choose(titles, PAGE.now().model, f"model_of_{system}")
        model_card(of_system[chosen], open_dataset=open_dataset)


def open_dataset(name: str) -> None:
    """Go to the card of a data set."""
    PAGE.show(View(DATASETS, PAGE.now().model, name))


def show_datasets(cards: dict) -> None:
    """Show one data-set card."""
    datasets = {card.name: card for card in list_datasets()}
    titles = {name: card.title.partition(" (")[0] for name, card in datasets.items()}
    PAGE.now().dataset = chosen = choose(titles, PAGE.now().dataset, "dataset_chosen")
    with st.container(border=True):
        dataset_card(datasets[chosen], cards.values())


@dataclass
class View:
    """The page's choices; the address names the card of the part that is open."""

    part: str = MODELS
    model: str = ""
    dataset: str = ""


PAGE = PageView(
    "models",
    View,
    [
        one_of("part", CARD_KINDS, when=lambda _: False),
        Parameter("model", lambda text: known(text, model_cards()), when=lambda view: view.part == MODELS),
        Parameter(
            "dataset",
            lambda text: known(text, [card.name for card in list_datasets()]),
            when=lambda view: view.part == DATASETS,
        ),
    ],
    adapt=lambda asked: asked | ({"part": DATASETS} if "dataset" in asked else {}),
)


def page() -> None:
    """Show models or data sets, as the address or the switch says."""
    with PAGE.in_address():
        st.title("Models and data", anchor=False)
        st.markdown(
            "Every number on the Predict page comes from one of these models, and every model from these data; the models "
            "of alloys have their data set on their own page."
        )
        cards = model_cards()
        if PAGE.choose_part(CARD_KINDS) == MODELS:
            show_models(cards)
        else:
            show_datasets(cards)
