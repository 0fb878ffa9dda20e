"""The card of a trained model, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Callable

    from mi_core.pretrained.card import ModelCard

TAKES = {"structure": "a crystal structure", "formula": "a formula", "sites": "the elements on the sites"}
COVERAGE_HELP = (
    "Share of true values inside their 90 % intervals, on rows that training never saw; it should be 90 %"
)
_MODELS_PAGE = "pages/models.py"


def model_cards() -> dict[str, ModelCard]:
    """Return the cards of all trained models by name, the user's own in use included."""
    from mi_core.pretrained.store import EXTRA_FOLDERS, models_folder

    folders = (models_folder(), *EXTRA_FOLDERS.get())
    paths = [path for folder in folders for path in sorted(folder.glob("*/card.yaml"))]
    return _read(tuple((str(path.parent), path.stat().st_mtime_ns) for path in paths))


@st.cache_data(max_entries=8, show_spinner=False)
def _read(written: tuple[tuple[str, int], ...]) -> dict[str, ModelCard]:
    """Return the cards of these folders; the times are part of the key, so that a rewritten card is read anew."""
    from pathlib import Path

    from mi_core.pretrained.card import read_model_card

    cards: dict[str, ModelCard] = {}
    for folder, _ in written:
        card = read_model_card(Path(folder))
        cards.setdefault(card.name, card)  # of two of one name the one that ships counts
    return cards


def three_digits(value: float | None) -> float | None:
    """Return the number to three significant digits, which is more than an error of a model carries."""
    return None if value is None else float(f"{value:.3g}")


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
    _measured_on(card)
    _training_set(card, open_dataset)
    st.markdown("**Train it again**")
    commands = (made["command"] for made in (card.training, card.training.get("calibrated")) if made)
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
    rows = [
        {"Property": TARGETS[key].title, "Coverage": 100 * target["metrics"]["coverage"]}
        | {"Mean abs. error": three_digits(target["metrics"]["mae"]), "Unit": target["unit"]}
        | {
            name: three_digits(target["metrics"].get(metric))
            for name, metric in (
                ("RMSE", "rmse"),
                ("R²", "r2"),
                ("Always the median", "baseline_mae"),
                ("Error inside", "mae_inside"),
                ("Error outside", "mae_outside"),
            )
        }
        | {"Held-out rows": target["metrics"]["n"]}
        for key, target in card.targets.items()
    ]
    st.markdown(f"**On held-out rows of `{card.dataset['name']}`**")
    number = st.column_config.NumberColumn
    st.dataframe(
        rows,
        hide_index=True,
        column_config={
            "Mean abs. error": number(help="On rows that training never saw"),
            "RMSE": number(help="Root of the mean squared error, over all held-out rows together"),
            "R²": number(format="%.3f", help="Over all held-out rows together"),
            "Always the median": number(help="Mean absolute error of the best constant answer"),
            "Coverage": number(format="%.0f %%", help=COVERAGE_HELP),
            "Error inside": number(help="Mean absolute error of held-out rows inside the training domain"),
            "Error outside": number(help="Mean absolute error of held-out rows outside the training domain"),
            "Held-out rows": number(format="localized"),
        },
    )


def _measured_on(card: ModelCard) -> None:
    """Show errors and coverage on further data sets, inside and outside the domain."""
    rows = [
        {"Data set": name, "Property": TARGETS[key].title, "Coverage": _per_cent(found["coverage"])}
        | {"Mean abs. error": three_digits(found["mae"]), "Unit": target["unit"]}
        | {"Mean width": three_digits(found["mean_width"])}
        | {
            "Error inside": three_digits(found["mae_inside"]),
            "Error outside": three_digits(found["mae_outside"]),
        }
        | {"Rows": found["n"], "Rows outside": found["n_outside"]}
        for key, target in card.targets.items()
        for name, found in target.get("measured_on", {}).items()
    ]
    if not rows:
        return
    st.markdown("**On rows of other data sets that training never saw, where this model answers by default**")
    number = st.column_config.NumberColumn
    st.dataframe(
        rows,
        hide_index=True,
        column_config={
            "Coverage": number(format="%.0f %%", help=COVERAGE_HELP),
            "Mean width": number(help="Of the 90 % intervals"),
            "Error inside": number(help="Mean absolute error of rows inside the training domain"),
            "Error outside": number(help="Mean absolute error of rows outside the training domain"),
        },
    )


def _per_cent(part: float | None) -> float | None:
    return None if part is None else 100 * part


def _training_set(card: ModelCard, open_dataset: Callable[[str], None] | None) -> None:
    name, sizes = card.dataset["name"], card.split["sizes"]
    how = f"{card.split['kind']} split, seed {card.split['seed']}"
    judged = (
        f"judged and calibrated in {card.split['folds']} folds, each by a model that learned the others ({how})"
        if "folds" in card.split
        else f"judged and calibrated on **{sizes['validation']:,}** others ({how})"
    )
    st.markdown(
        f"Takes **{TAKES.get(card.takes, card.takes)}**. Trained on **{sizes['train']:,}** rows of `{name}`, {judged}, "
        f"with **{len(card.domain['elements'])}** elements."
    )
    label, icon = f"Data-set card of {name}", ":material/table_chart:"
    if open_dataset is None:
        st.page_link(_MODELS_PAGE, label=label, icon=icon, query_params={"dataset": name})
    else:
        st.button(
            label,
            icon=icon,
            type="tertiary",
            key=f"dataset_of_{card.name}",
            on_click=open_dataset,
            args=(name,),
        )


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
    st.markdown("**Elements seen in training**")
    st.markdown(" ".join(card.domain["elements"]))
    st.markdown("**Pipeline**")
    st.json(card.pipeline, expanded=1)
    st.markdown("**Files**")
    st.code("\n".join(f"{digest}  {file}" for file, digest in card.files.items()), language=None)
    st.caption(f"SHA-256. The table it was trained on: {card.dataset['sha256']}.")
