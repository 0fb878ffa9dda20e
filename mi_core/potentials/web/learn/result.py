"""A potential that was learned: how it answered what was held out, what to do with it, and its files."""

from __future__ import annotations

import streamlit as st

from mi_core.errors import InputError
from mi_core.potentials.own import folder_of
from mi_core.potentials.store import load_potential
from mi_core.potentials.web.choice import folder_of_workspace, go_to
from mi_core.potentials.web.jobs import open_job
from mi_core.potentials.web.learn.own import zip_button
from mi_core.potentials.web.ships.held_out import held_out_shown
from mi_core.web.shell.frame import errors_shown


def result(name: str) -> None:
    """Show a potential of the workspace; a sentence where it was deleted or cannot be read."""
    folder = folder_of_workspace()
    with errors_shown():
        if folder is None:
            raise InputError(
                "Potentials are kept in a workspace, and there is none; start from the beginning."
            )
        folder_of(name, folder)
        learned = load_potential(name, folder)
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.button(
                "Ask it",
                type="primary",
                icon=":material/play_arrow:",
                key="learn_ask",
                on_click=_ask,
                args=(name,),
            )
            zip_button(name, folder)
        held_out_shown(learned)


def _ask(name: str) -> None:
    open_job(None)
    go_to("ask", name)
