"""Potentials: ask one, learn your own, and how far each can be trusted."""

from __future__ import annotations

import streamlit as st

from mi_core.potentials.web.jobs import follow_job
from mi_core.potentials.web.view import PAGE, PARTS
from mi_core.web.crystals import intake

INTRODUCTIONS = {
    "ask": "Energies and forces of crystals and frames from an interatomic potential, with intervals, and a flag on atoms "
    "whose surroundings it never learned.",
    "barrier": "How much energy it takes to get from one arrangement of atoms to another, and the path of least energy.",
    "learn": "Bring frames with energies and forces of one or two elements, such as the steps of your own calculations: in "
    "minutes there is a potential, with intervals from frames that were held out.",
    "trust": "What each potential said of frames that were held out of its learning, and of phases that it may not know.",
}


def page() -> None:
    """Follow a link, and show the chosen part."""
    intake.restore()
    with PAGE.in_address():
        follow_job()
        st.title("Potentials", anchor=False)
        introduction = st.empty()
        part = PAGE.choose_part(PARTS)
        introduction.markdown(INTRODUCTIONS[part])
        _show(part)


def _show(part: str) -> None:
    """Show a part; each is imported when it is asked for."""
    if part == "ask":
        from mi_core.potentials.web.ask.part import ask_part

        ask_part()
    elif part == "learn":
        from mi_core.potentials.web.learn.part import learn_part

        learn_part()
    elif part == "barrier":
        from mi_core.potentials.web.barrier.part import barrier_part

        barrier_part()
    elif part == "trust":
        from mi_core.potentials.web.ships.part import trust_part

        trust_part()
