"""An existing alloy: typed, or chosen by its designation."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.alloys.compositions.composition import format_composition, parse_composition
from mi_core.alloys.specification.names import why_not_offered
from mi_core.alloys.web.cached import design_database
from mi_core.alloys.web.view import view
from mi_core.errors import InputError
from mi_core.web.shell.frame import show_error

if TYPE_CHECKING:
    from collections.abc import Sequence

UNITS = {"wt": "wt%", "at": "at%"}


def choose_alloy(elements: Sequence[str], *, key: str = "alloy") -> None:
    """Offer a field to type a composition and a list of designations; what is chosen goes into the view."""
    unit_key, name_key, problem_key = f"{key}_unit", f"{key}_designation", f"{key}_problem"
    st.session_state.setdefault(unit_key, "wt")
    text = _text(st.session_state[unit_key])
    # a field of its own for each alloy: in one field, an older text that the browser sends would count as newly typed
    text_key = f"{key}_typed_{text}"

    def typed() -> None:
        if text != _text(st.session_state[unit_key]) or text == st.session_state[text_key]:
            return  # nobody typed: the browser still tells of a field that is gone
        try:
            why = partial(why_not_offered, database=design_database())
            typed_text, unit = st.session_state[text_key], st.session_state[unit_key]
            _take(parse_composition(typed_text, unit, elements, why), unit_key)
            st.session_state.pop(problem_key, None)
        except InputError as problem:
            st.session_state[problem_key] = text_key, str(problem)

    def chosen() -> None:
        from mi_core.alloys.compositions.designations import DESIGNATIONS

        name = st.session_state[name_key]
        for designation in DESIGNATIONS:
            if designation.name == name:
                view().alloy = {e: v for e, v in designation.nominal_wt.items() if e in elements and v}

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            "Composition (aluminium is the balance)", text, key=text_key, on_change=typed, width=360,
            placeholder="Mg=1.0, Si=0.6",
        )  # fmt: skip
        st.segmented_control(
            "Unit",
            list(UNITS),
            format_func=UNITS.get,
            key=unit_key,
            required=True,
            label_visibility="collapsed",
        )
        st.selectbox(
            "Or a designation", _names(), index=None, key=name_key, on_change=chosen, width=220,
            placeholder="6061, A356 …", help="Its nominal composition, as far as the database has the elements.",
        )  # fmt: skip
    typed_in, problem = st.session_state.get(problem_key, ("", ""))
    if typed_in == text_key:  # else the alloy has come from elsewhere since
        show_error(problem)


def _take(percent: dict[str, float], unit_key: str) -> None:
    if st.session_state[unit_key] == "at":
        from mi_core.alloys.compositions.composition import at_to_wt

        percent = at_to_wt(percent)
    view().alloy = {symbol: round(value, 4) for symbol, value in percent.items() if value}


def _text(unit: str) -> str:
    if unit == "at":
        from mi_core.alloys.compositions.composition import wt_to_at

        return format_composition(wt_to_at(view().alloy)).replace(",", ", ")
    return format_composition(view().alloy).replace(",", ", ")


def _names() -> list[str]:
    from mi_core.alloys.compositions.designations import DESIGNATIONS

    return [designation.name for designation in DESIGNATIONS]
