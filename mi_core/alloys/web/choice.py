"""An existing alloy: typed, or chosen by its designation."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.alloys.compositions.composition import (
    at_to_wt,
    format_composition,
    parse_composition,
    wt_to_at,
)
from mi_core.alloys.specification.names import why_not_offered
from mi_core.alloys.web.cached import design_database
from mi_core.alloys.web.view import PAGE
from mi_core.errors import InputError
from mi_core.web.shell.frame import show_error

if TYPE_CHECKING:
    from collections.abc import Sequence

UNITS = {"wt": "wt%", "at": "at%"}


def choose_alloy(elements: Sequence[str], *, key: str = "alloy") -> None:
    """Offer a field to type a composition and a list of designations; what is chosen goes into the view."""
    from mi_core.alloys.compositions.designations import DESIGNATIONS

    designations = {designation.name: designation for designation in DESIGNATIONS}
    unit_key, name_key, problem_key = f"{key}_unit", f"{key}_designation", f"{key}_problem"
    st.session_state.setdefault(unit_key, "wt")
    text = _text(st.session_state[unit_key])
    # a field of its own for each alloy: in one field, an older text that the browser sends would count as newly typed
    text_key = f"{key}_typed_{text}"

    def typed() -> None:
        unit = st.session_state[unit_key]
        if text != _text(unit) or text == st.session_state[text_key]:
            return  # nobody typed: the browser still tells of a field that is gone
        try:
            _show_typed(st.session_state[text_key], unit, elements)
            st.session_state.pop(problem_key, None)
        except InputError as problem:
            st.session_state[problem_key] = text_key, str(problem)

    def chosen() -> None:
        if designation := designations.get(st.session_state[name_key]):
            PAGE.now().alloy = {e: v for e, v in designation.nominal_wt.items() if e in elements and v}

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            "Composition (aluminium is the balance)", text, key=text_key, on_change=typed, width=360,
            placeholder="Mg=1.0, Si=0.6",
        )  # fmt: skip
        st.segmented_control(
            "Unit",
            list(UNITS),
            format_func=lambda unit: UNITS[unit],
            key=unit_key,
            required=True,
            label_visibility="collapsed",
        )
        st.selectbox(
            "Or a designation", list(designations), index=None, key=name_key, on_change=chosen, width=220,
            placeholder="6061, A356 …", help="Its nominal composition, as far as the database has the elements.",
        )  # fmt: skip
    typed_in, problem = st.session_state.get(problem_key, ("", ""))
    if typed_in == text_key:  # else the alloy has come from elsewhere since
        show_error(problem)


def _show_typed(text: str, unit: str, elements: Sequence[str]) -> None:
    """Have the page show the alloy of a text; InputError for what cannot be read or is not offered."""
    percent = parse_composition(text, unit, elements, partial(why_not_offered, database=design_database()))
    if unit == "at":
        percent = at_to_wt(percent)
    PAGE.now().alloy = {symbol: round(value, 4) for symbol, value in percent.items() if value}


def _text(unit: str) -> str:
    wt = PAGE.now().alloy
    return format_composition(wt_to_at(wt) if unit == "at" else wt).replace(",", ", ")
