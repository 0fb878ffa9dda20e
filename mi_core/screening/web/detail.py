"""One candidate: what the model says of it, what is known near it, and its crystal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.figures.neighbours import neighbours_figure
from mi_core.prediction.system import SYSTEM as PREDICTION
from mi_core.prediction.words import COVERAGE, INSIDE, domain_text, interval_text, value_text
from mi_core.screening.chemistry.lattice import candidate_material
from mi_core.screening.known import HELP, known_entries
from mi_core.screening.predictor import TARGET, default_card
from mi_core.screening.web.view import PAGE
from mi_core.targets import TARGETS
from mi_core.web.cards.model import model_cards
from mi_core.web.components.formulas import entry_link, escaped, pretty_formula
from mi_core.web.crystals import session

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.pretrained.card import ModelCard
    from mi_core.structures.material import Material


def compound(frame: pd.DataFrame, card: ModelCard) -> None:
    """Show the compound of the view's row."""
    row = frame[frame["formula"] == PAGE.now().row].iloc[0]
    a, b, x = row["a"], row["b"], row["x"]
    material = candidate_material(a, b, x)
    st.header(pretty_formula(row["formula"]), anchor=False)
    _badges(row)
    left, right = st.columns(2, gap="medium")
    with left.container(border=True, height="stretch"):
        _prediction(row, card)
        left_below = st.container()
    beside = right.container(border=True, height="stretch")
    _to_predict(material)
    from mi_core.web.crystals.crystal_panel import crystal_panel

    for warning in material.warnings:
        st.caption(f":material/info: {warning}")
    crystal_panel(material, key="screening_crystal", height=440)
    with beside:  # last: on a fresh server the models must be loaded first
        _neighbours(material, row, card)
    with left_below:
        _answer_on_predict(material, row, card)


def prediction_remark(target: str, model: str) -> str:
    """Say of a prediction on the Predict page that Screening has another model for it; "" where it has not."""
    card = default_card() if target == TARGET else None
    if card is None or card.name == model:
        return ""
    return f"Screening ranks by another model, **{escaped(card.title)}**, whose number may differ."


def _badges(row: pd.Series) -> None:
    words = domain_text(row["in_domain"])
    inside = words == INSIDE
    with st.container(horizontal=True, gap="small"):
        st.badge(
            words,
            icon=":material/check:" if inside else ":material/warning:",
            color="green" if inside else "orange",
        )
        st.badge(
            "composition known" if row["known"] else "composition not among the known ones", color="blue"
        )
        st.badge("charges balance" if row["charge_balanced"] else "charges do not balance", color="gray")


def _prediction(row: pd.Series, card: ModelCard) -> None:
    import math

    target = TARGETS[TARGET]
    st.metric(f"{target.title} ({target.unit})", value_text(target, row["value"]), help=target.definition)
    st.caption(f"{COVERAGE} interval {interval_text(target, row['lower'], row['upper'])} · by {card.title}")
    facts = {
        "Goldschmidt's t": ("tolerance_factor", 3, "usually 0.8 to 1.1 for perovskites"),
        "Bartel's τ": ("bartel_tau", 2, "perovskite below 4.18"),
        "Lattice constant, estimated": ("lattice_a", 3, "Å, cubic cell"),
    }
    lines = [
        f"**{name}** {row[column]:.{digits}f} ({remark})"
        if math.isfinite(row[column])
        else f"**{name}** not defined: Shannon lists no radii for these ions"
        for name, (column, digits, remark) in facts.items()
    ]
    st.markdown("  \n".join(lines))
    entries = known_entries(row["a"], row["b"], row["x"])
    if entries:
        named = " · ".join(f"{entry_link(e.id)} in {escaped(e.dataset)}" for e in entries[:4])
        others = f" and {len(entries) - 4} more" if len(entries) > 4 else ""
        st.caption(f"Entries of this composition: {named}{others}.", help=HELP)


def _neighbours(material: Material, row: pd.Series, card: ModelCard) -> None:
    st.markdown("**Nearest training compounds**, with their true values")
    with st.spinner("Loading the model …", show_time=False):
        prediction = _predicted(row["formula"], str(card.files), material, card.name)
    if prediction["error"]:
        st.caption(escaped(prediction["error"]))
        return
    st.plotly_chart(
        neighbours_figure(prediction, TARGETS[TARGET]),
        key="screening_neighbours",
        config={"displayModeBar": False},
    )


def _answer_on_predict(material: Material, row: pd.Series, card: ModelCard) -> None:
    """Say it where another model answers for the compound on the Predict page, so that one name has two numbers."""
    answer = _predicted(row["formula"], str(card.files), material, None)
    if answer["error"] or answer["model"] == card.name:
        return
    meet = answer["lower"] <= row["upper"] and row["lower"] <= answer["upper"]
    advice = "" if meet else " The two intervals do not overlap: trust neither before it is computed."
    st.caption(
        f"On the Predict page another model answers for it, **{escaped(model_cards()[answer['model']].title)}**: "
        f"{value_text(TARGETS[TARGET], answer['value'])}, {COVERAGE} interval "
        f"{interval_text(TARGETS[TARGET], answer['lower'], answer['upper'])}, {domain_text(answer['in_domain'])}.{advice}"
    )


@st.cache_data(max_entries=256, show_spinner=False)
def _predicted(formula: str, files: str, _material: Material, model: str | None) -> pd.Series:  # noqa: ARG001 - both name the cached row
    from mi_core.prediction.predict import predict

    return predict([_material], [TARGET], model=model).iloc[0]


def _to_predict(material: Material) -> None:
    if st.button("Predict its other properties", icon=":material/query_stats:", key="screening_to_predict"):
        session.restore()
        held = {row.id for row in session.current_materials()}
        if material.id not in held:
            session.add_materials([material])
        session.select(material.id)
        st.switch_page(PREDICTION.page)
