"""A way in for materials without a crystal: typed formulas."""

from __future__ import annotations

import re

import streamlit as st

from mi_core.web.crystals import session
from mi_core.web.shell.frame import errors_shown

_ROUND = "formula_round"  # a new number empties the box


def formula_intake(button: str = "Add formulas") -> None:
    """Show the box for formulas, one a line or separated by commas."""
    turn = st.session_state.get(_ROUND, 0)
    with st.form(f"formula_form_{turn}", border=False):
        text = st.text_area(
            "Formulas",
            height=100,
            placeholder="SrTiO3, LiFePO4\nNaCl",
            help="One a line, or separated by commas. A formula has no crystal, so models that need one do not answer.",
            key=f"formula_text_{turn}",
        )
        sent = st.form_submit_button(button, icon=":material/science:")
    if not sent:
        return
    from mi_core.prediction.formulas import split_formulas

    with errors_shown():  # the materials stay
        if not (formulas := split_formulas(text)):
            st.info("Write at least one formula, such as SrTiO3.", icon=":material/info:")
            return
        add_formulas(formulas)
        st.session_state[_ROUND] = turn + 1
        st.rerun()


def add_formulas(formulas: list[str]) -> None:
    """Add the formulas that the session does not hold yet."""
    session.restore()
    held = typed_formulas()
    session.add_formulas([formula for formula in formulas if formula not in held])


def typed_formulas() -> list[str]:
    """Return the formulas that were typed in this session."""
    from mi_core.prediction.formulas import TYPED

    # where the id of a typed row was taken already, it got a number behind a dash, which ends no formula
    return [re.sub(r"-\d+$", "", row.id) for row in session.current_materials() if row.source == TYPED]
