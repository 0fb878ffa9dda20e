"""The part as a whole: a potential, what it is asked about, its answers, and one of them in detail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.potentials.frames.frame import Refused
from mi_core.potentials.web.ask.downloads import downloads
from mi_core.potentials.web.ask.sources import choose_asked
from mi_core.potentials.web.ask.table import answers_table
from mi_core.potentials.web.cached import answers
from mi_core.potentials.web.choice import choose_potential
from mi_core.potentials.web.view import ABOUT, PAGE
from mi_core.web.components.formulas import escaped
from mi_core.web.components.segmented_choice import segmented_choice
from mi_core.web.shell.frame import errors_shown, show_error

if TYPE_CHECKING:
    from mi_core.potentials.frames.frame import Frame
    from mi_core.potentials.learned import LearnedPotential, Prediction


def ask_part() -> None:
    """Show the choices, the table, and the frame that is looked at."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        learned = choose_potential("asked")
    if learned is None:
        return
    asked = None
    with errors_shown():
        asked = choose_asked(learned)
    if asked is None or not asked.frames:
        return
    found = answers(learned, asked)
    chosen = answers_table(found, asked.key)
    downloads(learned, asked, found)
    if chosen is None:
        return
    frame, prediction = asked.frames[chosen], found.predictions[chosen]
    if isinstance(frame, Refused) or prediction is None:
        show_error(f"{frame.id}: {found.table['error'].iloc[chosen]}")
        return
    _detail(learned, frame, prediction)
    with errors_shown():
        from mi_core.potentials.web.ask.phases import phases

        phases(learned, asked)


def _detail(learned: LearnedPotential, frame: Frame, prediction: Prediction) -> None:
    """Show one frame."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.header(escaped(frame.id), anchor=False, width="content")
        view = PAGE.now()
        view.about = segmented_choice(
            "About", ABOUT, view.about, key=f"potentials_about_{PAGE.turn()}", named=False, width="content"
        )
    with errors_shown():
        if view.about == "volume":
            from mi_core.potentials.web.ask.volume import volume_shown

            volume_shown(learned, frame)
        elif view.about == "elastic":
            from mi_core.potentials.web.ask.elastic import elastic_shown

            elastic_shown(learned, frame)
        else:
            from mi_core.potentials.web.ask.atoms import atoms_shown

            atoms_shown(frame, prediction)
