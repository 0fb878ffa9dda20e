"""Design: wishes, proposals, and their verification."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.alloys.specification.check import check_specification
from mi_core.alloys.web.cached import design_database, own_database
from mi_core.alloys.web.design.generate import current_run, generate
from mi_core.alloys.web.design.start import start_from
from mi_core.alloys.web.design.wishes import edit_wishes, wishes_in_words
from mi_core.alloys.web.units import explain_kelvins, units
from mi_core.alloys.web.view import PAGE, set_spec, shown_beside
from mi_core.errors import InputError
from mi_core.web.components.formulas import escaped
from mi_core.web.shell.frame import show_error

if TYPE_CHECKING:
    from mi_core.alloys.specification.celsius import CelsiusQuestion
    from mi_core.alloys.specification.wishes import Specification


def design_part() -> None:
    """Specify, generate or search, look, verify."""
    own = own_database()
    if own is not None:
        st.info(
            f"Wishes, proposals and verification are those of **{escaped(own.name)}**; back to COST507 in Database.",
            icon=":material/database:",
        )
    start_from()
    complete = edit_wishes(shown_beside())
    with st.container(border=True):
        wishes_in_words()
        spec = _checked() if complete else None
        if own is None:
            generate(ready=spec is not None)
        else:
            from mi_core.alloys.web.design.search import follow_search, search

            search(own, spec)
            follow_search()
    if (proposed := current_run()) is not None:
        from mi_core.alloys.web.design.proposals import proposals_shown

        proposals_shown(proposed)


def _checked() -> Specification | None:
    """Return the wishes in the database's names where they can be worked on; what clashes or may be meant in °C is said."""
    from mi_core.alloys.specification.celsius import celsius_questions, outside_questions

    spec, database = PAGE.now().spec, design_database()
    if not (spec.phases or spec.composition_wt or spec.derived or spec.cost_per_kg):
        return None
    try:
        checked = check_specification(spec, database)
    except InputError as problem:  # the wishes stay, and what may help is asked below the sentence
        show_error(problem)
        explain_kelvins(str(problem))
        _ask(outside_questions(spec, database))
        return None
    if not units().celsius:
        _ask(celsius_questions(checked, database))
    return checked


def _ask(questions: list[CelsiusQuestion]) -> None:
    """Show questions, each with a button that writes the K."""
    for number, question in enumerate(questions):
        st.warning(escaped(question.text), icon=":material/device_thermostat:")
        st.button(
            f"Write {question.kelvins:g} K",
            icon=":material/swap_horiz:",
            key=f"alloy_celsius_{number}_{question.kelvins:g}",
            on_click=set_spec,
            args=(question.answered,),
        )
