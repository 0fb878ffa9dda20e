"""The choices of the Predict page: properties, models and table."""

from __future__ import annotations

import streamlit as st

from mi_core.prediction.definitions import default_targets
from mi_core.prediction.words import INSIDE, OUTSIDE
from mi_core.web.crystals import session
from mi_core.web.prediction.view import turn, view

ALL = "all"
AUTOMATIC = "automatic"


def choose_targets(catalogue, fitting: dict) -> list[str]:
    """Offer the properties that apply; those predicted unasked are chosen, also when none is."""
    key = f"predict_targets_{turn()}_{'-'.join(fitting)}"
    wanted = view().targets
    unasked = default_targets(catalogue, session.current_materials(), fitting)
    st.session_state.setdefault(key, [t for t in fitting if t in (wanted or unasked)] or unasked)
    chosen = st.pills(
        "Properties",
        list(fitting),
        selection_mode="multi",
        format_func=lambda target: catalogue.targets[target].title,
        key=key,
        wrap=True,
    )
    targets = [target for target in fitting if target in chosen] or unasked
    view().targets = None if targets == unasked else targets
    return targets


def choose_models(catalogue, fitting: dict, targets: list[str], cards: dict) -> dict[str, str]:
    """Offer for each property the models that can answer; "automatic" gives each material the one meant for it."""
    wanted, chosen = view().models, {}
    st.caption("Automatic: the model meant for each material.")
    for target in targets:
        # A choice of its own and not None, for which the box would show that nothing is chosen.
        options = [AUTOMATIC, *(recipe.name for recipe in fitting[target])]
        key = f"predict_model_{turn()}_{target}_{len(options)}"
        st.session_state.setdefault(key, wanted.get(target) if wanted.get(target) in options else AUTOMATIC)
        name = st.selectbox(
            catalogue.targets[target].title,
            options,
            format_func=lambda name: "Automatic" if name == AUTOMATIC else cards[name].title,
            key=key,
        )
        if name != AUTOMATIC:
            chosen[target] = name
    view().models = chosen
    return chosen


def choose_table(frame, known: dict) -> str | None:
    """Offer all properties side by side (None) or one in full; beside it, in badges, how far to trust them."""
    titles = {ALL: "All properties"} | {key: known[key].title for key in dict.fromkeys(frame["target"])}
    key = f"predict_table_{turn()}_{'-'.join(titles)}"
    st.session_state.setdefault(key, view().show if view().show in titles else ALL)
    predicted = frame["value"].notna()
    inside = int((frame["in_domain"] & predicted).sum())
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        show = st.selectbox(
            "Table",
            list(titles),
            format_func=titles.__getitem__,
            key=key,
            label_visibility="collapsed",
            width=260,
        )
        st.badge(f"{inside:,} {INSIDE}", icon=":material/check:", color="green")
        if outside := int(predicted.sum()) - inside:
            st.badge(f"{outside:,} {OUTSIDE}", icon=":material/warning:", color="orange")
        if failed := int((~predicted).sum()):
            st.badge(f"{failed:,} without a prediction, see remarks", icon=":material/block:", color="red")
    view().show = "" if show == ALL else show
    return None if show == ALL else show
