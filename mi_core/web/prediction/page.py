"""Predict: choose properties, read values with intervals, look at one material or at all in a figure."""

from __future__ import annotations

import streamlit as st

from mi_core.pretrained.card import CRYSTALS
from mi_core.web.cards.model import model_cards, no_model_yet
from mi_core.web.components.formulas import escaped
from mi_core.web.crystals import intake, session
from mi_core.web.crystals.formula_intake import formula_intake
from mi_core.web.prediction import predictions
from mi_core.web.prediction.choices import choose_models, choose_targets
from mi_core.web.prediction.results import results
from mi_core.web.prediction.view import PAGE, left_out, load, workspace_catalogue

AT_ONCE = 100  # materials that are predicted without asking: a second or two


def empty_state() -> None:
    """Show the ways in while there is nothing to predict."""
    left, middle, right = st.columns(3, gap="large")
    with left:
        st.subheader("Bring crystals", anchor=False)
        intake.file_intake()
    with middle:
        st.subheader("Or type formulas", anchor=False)
        formula_intake("Predict")
    with right:
        st.subheader("Or start with examples", anchor=False)
        intake.example_intake()


def toolbar():
    """Show the ways in, folded, what there is, and the way to start over; return the place of the models' choice."""
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.popover("Add materials", icon=":material/add:"):
            intake.file_intake()
            formula_intake()
            st.caption("Examples")
            intake.example_intake()
        models = st.popover("Choose models", icon=":material/tune:")
        st.button("Clear", icon=":material/delete:", key="clear_predict", on_click=session.clear_materials)
        st.markdown(" · ".join(counts()), width="content")
    return models


def counts() -> list[str]:
    """Say how many materials of each kind there are."""
    rows = session.current_materials()
    failed = sum(not row.usable for row in rows)
    crystals = sum(row.structure is not None for row in rows)
    kinds = {"crystal": crystals, "formula": len(rows) - crystals - failed, "unusable input": failed}
    return [f"**{number:,}** {kind}{'s' if number > 1 else ''}" for kind, number in kinds.items() if number]


def predict_missing(catalogue, targets: list[str], models: dict[str, str]) -> None:
    """Predict what is not there yet: few materials at once, many after a click."""
    todo = predictions.pending(targets, models)
    if not todo:
        return
    place = st.empty()  # the question, then the bar, then nothing: a second click would find nothing to do
    if todo > AT_ONCE * len(targets):
        with place.container():
            st.markdown(f"{todo:,} predictions are to be made; a thousand crystals take some seconds.")
            label = f"Predict {todo:,} values"
            if not st.button(label, type="primary", icon=":material/play_arrow:", key="run"):
                return
    bar = place.progress(0.0, text="Loading the models …")
    predictions.make(
        catalogue,
        targets,
        models,
        lambda done, total: bar.progress(done / total, text=f"{done:,} of {total:,} predicted"),
    )
    place.empty()


def say_what_is_wrong(cards: dict) -> None:
    """Explain why nothing can be predicted."""
    if not cards:
        no_model_yet()
    else:
        st.warning("None of these materials can be predicted:", icon=":material/warning:")
        for row in session.current_materials()[:20]:
            st.markdown(f"- **{escaped(row.id)}**: {escaped(row.error or 'no model takes it')}")


def page() -> None:
    """Follow a link, and show what the session then holds."""
    intake.restore()
    with PAGE.in_address() as link:
        if link is not None:
            load(link)
        st.title("Predict", anchor=False)
        if session.current_materials():
            predict()
        else:
            empty_state()


def predict() -> None:
    """Gather choices, predict, show."""
    models_place = toolbar()
    catalogue = workspace_catalogue()
    for problem in catalogue.problems:
        st.warning(escaped(problem), icon=":material/warning:")
    cards, fitting = model_cards(catalogue.folders, system=CRYSTALS), predictions.fitting_recipes(catalogue)
    if not fitting:
        say_what_is_wrong(cards)
        return
    targets = choose_targets(catalogue, fitting)
    with models_place:
        models = choose_models(catalogue, fitting, targets, cards)
    predict_missing(catalogue, targets, models)
    frame = predictions.current(targets, models)
    if len(frame):
        results(frame, cards, catalogue.targets)
    if missing := left_out():
        st.caption(
            f":material/link: The address reproduces this view. The {missing:,} uploaded materials are kept in your "
            "workspace, on this machine: whoever has the address with the workspace in it sees them."
        )
