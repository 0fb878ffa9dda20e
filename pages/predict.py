"""Predict: choose properties, read values with intervals, look at one material or at all in a figure."""

from __future__ import annotations

from itertools import islice

import streamlit as st

from mi_core.prediction.words import COVERAGE, INSIDE, OUTSIDE
from mi_core.targets import TARGETS
from mi_core.web.cards.model import model_card_dialog, model_cards
from mi_core.web.components.formulas import plain, pretty_formula
from mi_core.web.crystals import intake, session
from mi_core.web.crystals.formula_intake import formula_intake
from mi_core.web.prediction import predictions
from mi_core.web.prediction.own_models import own_models
from mi_core.web.prediction.url import follow_link, left_out, turn, view, write_link

SHARING = 4  # ids named of the materials that share an answer
AT_ONCE = 100  # materials that are predicted without asking: a second or two
ALL = "all"
AUTOMATIC = "automatic"
HOW_FAR_TO_TRUST = (
    f"The interval beside a value holds the true value for {COVERAGE} of the compounds that a model did not learn from; "
    f"the value need not lie in its middle. “{INSIDE.capitalize()}” means that the material resembles the compounds it "
    "learnt from; outside, the interval promises nothing."
)
PARTS = {"details": "Selected material", "figures": "Figures", "models": "Models"}


def empty_state() -> None:
    """Show the ways in while there is nothing to predict."""
    left, middle, right = st.columns(3, gap="large")
    with left:
        st.subheader("Bring crystals", anchor=False)
        intake.file_intake()
    with middle:
        st.subheader("Or type formulas", anchor=False)
        formula_intake(button="Predict")
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


def choose_targets(fitting: dict) -> list[str]:
    """Offer the properties that apply; those predicted unasked are chosen, also when none is."""
    key = f"predict_targets_{turn()}_{'-'.join(fitting)}"
    wanted = view().targets
    unasked = predictions.default_targets(fitting)
    st.session_state.setdefault(key, [t for t in fitting if t in (wanted or unasked)] or unasked)
    chosen = st.pills(
        "Properties",
        list(fitting),
        selection_mode="multi",
        format_func=lambda target: TARGETS[target].title,
        key=key,
        wrap=True,
    )
    targets = [target for target in fitting if target in chosen] or unasked
    view().targets = None if targets == unasked else targets
    return targets


def choose_models(fitting: dict, targets: list[str], cards: dict) -> dict[str, str]:
    """Offer for each property the models that can answer; "automatic" gives each material the one meant for it."""
    wanted, chosen = view().models, {}
    st.caption("Automatic: the model meant for each material.")
    for target in targets:
        # A choice of its own and not None, for which the box would show that nothing is chosen.
        options = [AUTOMATIC, *(recipe.name for recipe in fitting[target])]
        key = f"predict_model_{turn()}_{target}_{len(options)}"
        st.session_state.setdefault(key, wanted.get(target) if wanted.get(target) in options else AUTOMATIC)
        name = st.selectbox(
            TARGETS[target].title,
            options,
            format_func=lambda name: "Automatic" if name == AUTOMATIC else cards[name].title,
            key=key,
        )
        if name != AUTOMATIC:
            chosen[target] = name
    view().models = chosen
    return chosen


def predict_missing(targets: list[str], models: dict[str, str]) -> None:
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
        targets,
        models,
        lambda done, total: bar.progress(done / total, text=f"{done:,} of {total:,} predicted"),
    )
    place.empty()


def choose_table(frame) -> str | None:
    """Offer all properties side by side (None) or one in full; beside it, in badges, how far to trust them."""
    titles = {ALL: "All properties"} | {key: TARGETS[key].title for key in dict.fromkeys(frame["target"])}
    key = f"predict_table_{turn()}_{'-'.join(titles)}"
    st.session_state.setdefault(key, view().show if view().show in titles else ALL)
    made = frame["value"].notna()
    inside = int((frame["in_domain"] & made).sum())
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        show = st.selectbox(
            "Table", list(titles), format_func=titles.get, key=key, label_visibility="collapsed", width=260
        )
        st.badge(f"{inside:,} {INSIDE}", icon=":material/check:", color="green")
        if outside := int(made.sum()) - inside:
            st.badge(f"{outside:,} {OUTSIDE}", icon=":material/warning:", color="orange")
        if failed := int((~made).sum()):
            st.badge(f"{failed:,} without a prediction, see remarks", icon=":material/block:", color="red")
    view().show = "" if show == ALL else show
    return None if show == ALL else show


def choose_part() -> str:
    """Offer what is shown below the table."""
    key = f"predict_part_{turn()}"
    st.session_state.setdefault(key, view().part if view().part in PARTS else "details")
    part = st.segmented_control(
        "Part", list(PARTS), format_func=PARTS.get, required=True, key=key, label_visibility="collapsed"
    )
    view().part = "" if part == "details" else part
    return part


def models_that_answered(frame, cards: dict) -> None:
    """Say which models answered, what they were trained on, and how well they do."""
    answered = frame[frame["model"] != ""].groupby("model", sort=False)
    for name, rows in answered:
        card = cards[name]
        with st.container(border=True):
            st.markdown(f"**{card.title}** answered {len(rows):,} of {len(frame):,}.")
            st.markdown(card.summary)
            errors = (
                f"{TARGETS[key].title} {card.targets[key]['metrics']['mae']:.3g} {TARGETS[key].unit}".rstrip()
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
        told = "; ".join(
            f"{_listed(ids)} ({pretty_formula(formula)})" for formula, ids in islice(shared.items(), 3)
        )
        more = f"; and {len(shared) - 3:,} more compositions" if len(shared) > 3 else ""
        st.info(
            f"**One composition, one answer:** {told}{more}. Their values with † are the same and do not tell them apart.",
            icon=":material/content_copy:",
        )


def _listed(ids: list[str]) -> str:
    """Return "quartz and coesite", or the first of many and their number."""
    shown = [plain(row_id) for row_id in ids[:SHARING]]
    rest = len(ids) - len(shown)
    last = f"{rest:,} more" if rest else shown.pop()
    return f"{', '.join(shown)} and {last}"


def results(frame, cards: dict) -> None:
    """Show table, downloads, and the part asked for."""
    from mi_core.prediction.basis import basis_sentences, one_composition
    from mi_core.web.prediction.downloads import prediction_downloads
    from mi_core.web.prediction.table import prediction_table

    target = choose_table(frame)
    looked_at = frame if target is None else frame[frame["target"] == target]
    shared = one_composition(looked_at, cards)
    answered_from_less(basis_sentences(looked_at, cards), shared)
    prediction_table(frame, target, cards)
    st.caption(HOW_FAR_TO_TRUST)
    prediction_downloads(frame, cards)
    part = choose_part()
    if part == "figures":
        from mi_core.web.prediction.figures import prediction_figures

        prediction_figures(frame, target)
    elif part == "models":
        models_that_answered(frame, cards)
    elif (material := session.selected_material()) is not None:
        from mi_core.web.prediction.detail import prediction_detail

        others = [
            row_id
            for row_id in one_composition(frame, cards).get(material.formula, [])
            if row_id != material.id
        ]
        prediction_detail(material, frame[frame["id"] == material.id], cards, others)


def say_what_is_wrong(fitting: dict, cards: dict) -> None:
    """Explain why nothing can be predicted, and stop."""
    if not cards:
        st.info(
            "No model is trained yet. Train one with `python -m mi_core train mp-composition-network`.",
            icon=":material/info:",
        )
    elif not fitting:
        st.warning("None of these materials can be predicted:", icon=":material/warning:")
        for row in session.current_materials()[:20]:
            st.markdown(f"- **{plain(row.id)}**: {plain(row.error or 'no model takes it')}")
    write_link()
    st.stop()


def page() -> None:
    """Gather materials and choices, predict, show."""
    intake.restore()
    follow_link()
    st.title("Predict", anchor=False)
    if not session.current_materials():
        write_link()  # a reload would bring back what was cleared
        empty_state()
        return
    models_place = toolbar()
    cards, fitting = model_cards(), predictions.fitting_recipes()
    if not fitting:
        say_what_is_wrong(fitting, cards)
    targets = choose_targets(fitting)
    with models_place:
        models = choose_models(fitting, targets, cards)
    predict_missing(targets, models)
    frame = predictions.current(targets, models)
    if len(frame):
        results(frame, cards)
    write_link()
    if missing := left_out():
        st.caption(
            f":material/link: The address reproduces this view. The {missing:,} uploaded materials are kept in your "
            "workspace, on this machine: whoever has the address with the workspace in it sees them."
        )


with own_models():
    page()
