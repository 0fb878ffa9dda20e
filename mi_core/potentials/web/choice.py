"""The potential that is asked: one that ships, or one of the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.jobs.home import workspace_folder
from mi_core.potentials.store import load_potential, potentials_of, shipped_potentials
from mi_core.potentials.web.view import PAGE
from mi_core.web.components.formulas import escaped
from mi_core.web.shell.frame import show_error
from mi_core.web.shell.workspace import current_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from mi_core.potentials.learned import LearnedPotential
    from mi_core.pretrained.card import ModelCard


def folder_of_workspace() -> Path | None:
    """Return the folder of the workspace; None while there is none."""
    workspace = current_workspace()
    return workspace_folder(workspace) if workspace else None


def own_cards() -> list[ModelCard]:
    """Return the cards of the workspace's own potentials, and say which cannot be read."""
    folder = folder_of_workspace()
    cards, problems = potentials_of(folder) if folder else ([], [])
    for problem in problems:
        show_error(problem)
    return cards


def choose_potential(key: str) -> LearnedPotential | None:
    """Offer the potentials there are, own ones first; return the chosen one, None where there is none.

    InputError where its files cannot be read.
    """
    cards = {card.name: card for card in [*shipped_potentials(), *own_cards()]}
    if not cards:
        _none_there()
        return None
    view = PAGE.now()
    if view.potential and view.potential not in cards:
        st.warning(
            f"There is no potential {escaped(view.potential)} here: it was deleted, or belongs to another workspace.",
            icon=":material/search_off:",
        )
    names = list(cards)
    view.potential = st.selectbox(
        "Potential",
        names,
        index=names.index(view.potential) if view.potential in cards else 0,
        format_func=lambda name: f"{name} · {cards[name].title}",
        key=f"potentials_{key}_{PAGE.turn()}_{len(names)}",
        width=420,
    )
    return load_potential(view.potential, folder_of_workspace())


def _none_there() -> None:
    st.info("No potential is here yet. Learn your own from frames, in minutes.", icon=":material/info:")
    st.button("Learn your own", icon=":material/school:", on_click=go_to, args=("learn",), type="primary")


def go_to(part: str, potential: str = "") -> None:
    """Show a part, and a potential in it."""
    view = PAGE.now()
    view.part, view.potential = part, potential or view.potential
    PAGE.next_turn()
