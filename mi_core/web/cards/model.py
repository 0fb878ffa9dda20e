"""The card of a trained model, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.inputs import KINDS
from mi_core.pretrained.system import SYSTEM as MODELS
from mi_core.targets import target_of
from mi_core.web.cards.metrics import metrics_table
from mi_core.web.components.formulas import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from mi_core.pretrained.card import ModelCard


def model_cards(own_folders: Iterable[Path] = (), *, system: str | None = None) -> dict[str, ModelCard]:
    """Return the cards of the models that ship, of one system or all, by name, and of those in the user's own folders."""
    from mi_core.pretrained.store import list_models, readable_models

    cards = {card.name: card for card in list_models(system=system)}
    for folder in own_folders:
        for card in readable_models(folder, system)[0]:
            cards.setdefault(card.name, card)  # of two of one name the one that ships counts
    return cards


def no_model_yet() -> None:
    """Say that there is no trained model, and how to get one."""
    st.info(
        "No model is trained yet. Train one with `python -m mi_core train mp-composition-network`.",
        icon=":material/info:",
    )


def takes(card: ModelCard) -> str:
    """Return what a model takes, in words."""
    return KINDS[card.takes].title if card.takes in KINDS else f"a {card.takes}"


def property_title(card: ModelCard, key: str) -> str:
    """Return the title of a property that a model predicts."""
    return target_of(key, card.targets[key]).title


@st.dialog("Model card", width="large")
def model_card_dialog(card: ModelCard) -> None:
    """Show the card over the page."""
    model_card(card)


def model_card(card: ModelCard, *, open_dataset: Callable[[str], None] | None = None) -> None:
    """Show what the model answers, how well, from what it was trained and how to repeat that.

    open_dataset : shows a data-set card by name, on the page that has them; elsewhere a link leads there.
    """
    st.subheader(card.title, anchor=False)
    st.markdown(card.summary)
    _when_it_answers(card)
    _metrics(card)
    _training_set(card, open_dataset)
    st.markdown("**Train it again**")
    commands = (record["command"] for record in (card.training, card.training.get("calibrated")) if record)
    st.code("\n".join(commands), language="bash")
    with st.expander("How it was made"):
        _circumstances(card)


def _when_it_answers(card: ModelCard) -> None:
    """Say it where another model is the default."""
    from mi_core.prediction.routing import default_instead

    if other := default_instead(card.name):
        st.info(
            f"Answers only when you choose it: for the same materials, **{other.title}** answers by default.",
            icon=":material/info:",
        )


def _metrics(card: ModelCard) -> None:
    """Show the errors on held-out rows, and on those held out or described in other ways, and of other data sets."""
    from mi_core.datasets.registry import list_datasets

    about = {
        key: {"Property": property_title(card, key), "Unit": record["unit"]}
        for key, record in card.targets.items()
    }
    st.markdown(f"**On held-out rows of `{card.dataset['name']}`**")
    metrics_table([(about[key], record["metrics"]) for key, record in card.targets.items()])
    for words in dict.fromkeys(record.get("measured") for record in card.targets.values()):
        if words:
            st.caption(words)
    further = [
        (name, about[key], found)
        for key, record in card.targets.items()
        for name, found in record.get("measured_on", {}).items()
    ]
    datasets = {dataset.name for dataset in list_datasets()}
    _metrics_on(
        [one for one in further if one[0] in datasets],
        "Data set",
        "**On rows of other data sets**",
        "Those rows that training never saw, and for which this model answers by default.",
    )
    _metrics_on(
        [one for one in further if one[0] not in datasets],
        "Which rows",
        "**On rows held out or described otherwise, or some of them alone**",
        _ways(card),
    )


def _metrics_on(further: list[tuple[str, dict, dict]], head: str, title: str, caption: str) -> None:
    """Show a table of metrics of rows that no weight was fitted to, under a title; nothing for no rows."""
    if not further:
        return
    st.markdown(title)
    metrics_table([({head: name} | about, found) for name, about, found in further])
    if caption:
        st.caption(caption)


def _ways(card: ModelCard) -> str:
    """Return what the names of these rows mean, for models whose intervals widen with the distance; else ""."""
    if "groups" not in card.domain:
        return ""
    if "folds" in card.split:
        return (
            "All rows again, each answered by a model that had learned the others (by rows), or nothing of its paper (by "
            "paper) or of its host (by host)."
        )
    given = " and ".join(card.domain["groups"]["optional"])
    return f"Where nothing else is said, the held-out rows were answered without {given}." if given else ""


def _training_set(card: ModelCard, open_dataset: Callable[[str], None] | None) -> None:
    from mi_core.datasets.registry import list_datasets

    name = card.dataset["name"]
    elements = f", with **{len(known)}** elements" if (known := card.domain.get("elements")) else ""
    st.markdown(
        f"Takes **{takes(card)}**. Trained on **{card.split['sizes']['train']:,}** rows of `{name}`, {_held_out(card)}"
        f"{elements}."
    )
    if name not in {dataset.name for dataset in list_datasets()}:
        return
    label, icon = f"Data-set card of {name}", ":material/table_chart:"
    if open_dataset is None:
        st.page_link(MODELS.page, label=label, icon=icon, query_params={"dataset": name})
    else:
        st.button(
            label,
            icon=icon,
            type="tertiary",
            key=f"dataset_of_{card.name}",
            on_click=open_dataset,
            args=(name,),
        )


def _held_out(card: ModelCard) -> str:
    """Return which rows were held out, in words."""
    split, sizes = card.split, card.split["sizes"]
    how = f"{split['kind']} split" + (f", seed {split['seed']}" if "seed" in split else "")
    if "folds" in split:
        return f"judged and calibrated in {split['folds']} folds, each by a model that learned the others ({how})"
    if "test" in sizes:
        return f"**{sizes['validation']:,}** others for validation and **{sizes['test']:,}** for the test ({how})"
    if not sizes["validation"]:
        return "none held out"
    return f"judged and calibrated on **{sizes['validation']:,}** others ({how})"


def _circumstances(card: ModelCard) -> None:
    training = card.training
    versions = ", ".join(f"{library} {version}" for library, version in training["versions"].items())
    minutes = training["seconds"] / 60
    st.markdown(
        f"Made on {training['date']} in {minutes:,.1f} minutes on {training['machine']}, revision "
        f"`{training['revision']}`, with {versions}."
    )
    st.markdown("**Cleaning of the data set**")
    st.markdown("\n".join(f"- {line}" for line in str(card.dataset["cleaning"]).splitlines() if line.strip()))
    for name, seen in card.domain.items():
        if isinstance(seen, list):
            what, _, unit = name.partition("_")
            st.markdown(f"**{what.capitalize()}{unit and f' ({unit.upper()})'} seen in training**")
            st.markdown(escaped(" ".join(map(str, seen))))
    st.markdown("**Pipeline**")
    st.json(card.pipeline, expanded=1)
    st.markdown("**Files**")
    st.code("\n".join(f"{digest}  {file}" for file, digest in card.files.items()), language=None)
    table = card.dataset["sha256"]
    tables = table.items() if isinstance(table, dict) else [("the table it was trained on", table)]
    st.caption("SHA-256. " + " ".join(f"Of {escaped(name)}: {digest}." for name, digest in tables))
