"""The part that predicts: ways in, a table of all molecules, and one of them in detail."""

from __future__ import annotations

import streamlit as st

from mi_core.errors import InputError
from mi_core.molecules.web.choices import choose_tasks
from mi_core.molecules.web.detail import detail
from mi_core.molecules.web.downloads import downloads
from mi_core.molecules.web.intake import add_more, ways_in
from mi_core.molecules.web.predictions import predicted
from mi_core.molecules.web.session import SESSION
from mi_core.molecules.web.table import molecules_table
from mi_core.web.shell.frame import show_error


def predict_part() -> None:
    """Show the molecules of the session with what is predicted, or the ways in."""
    summary = SESSION.current_summary()
    if summary is None:
        ways_in()
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        add_more()
        tasks = choose_tasks()
        files = st.container(width="content")
        st.markdown(" · ".join(_counts(summary)), width="content")
        st.button(
            "Clear",
            icon=":material/delete:",
            key="clear_molecules",
            help="Removes all of them from your workspace.",
            on_click=SESSION.clear_materials,
        )
    frame = _frame(tasks) if summary["error"].eq("").any() else None
    with files:
        downloads(summary, frame)
    molecules_table(summary, frame, tasks)
    if (row := SESSION.selected_material()) is not None:
        detail(row)


def _frame(tasks: list[str]):
    """Return the predictions; None, and a sentence, where there is no model: molecules are shown even so."""
    try:
        return predicted(tasks)
    except InputError as problem:
        show_error(problem)
        return None


def _counts(summary) -> list[str]:
    failed = int(summary["error"].ne("").sum())
    kinds = {"molecule": len(summary) - failed, "unusable row": failed}
    return [f"**{number:,}** {kind}{'s' if number > 1 else ''}" for kind, number in kinds.items() if number]
