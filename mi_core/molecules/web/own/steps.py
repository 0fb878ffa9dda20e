"""The steps with a table: which column, what counts, which known tasks may help, and whether the gain is to be tested."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.errors import InputError
from mi_core.molecules.transfer.own_task import MOST
from mi_core.molecules.web.own.cached import columns, own_task
from mi_core.molecules.web.own.counted import what_counts
from mi_core.molecules.web.own.job import jobs_of, open_study, start
from mi_core.molecules.web.own.kept import read_rows
from mi_core.molecules.web.own.supports import supports
from mi_core.molecules.web.view import PAGE
from mi_core.web.components.formulas import escaped
from mi_core.web.shell.frame import errors_shown

if TYPE_CHECKING:
    from pathlib import Path

    from mi_core.molecules.transfer.own_task import OwnTask


def steps(path: Path) -> None:
    """Show the steps for a table of the workspace."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button("Another table", icon=":material/arrow_back:", key="own_other", on_click=_forget)
        st.markdown(f"**{escaped(path.name)}**", width="content")
    task = None
    with errors_shown(), st.container(border=True):
        st.subheader("1 · What you measured", anchor=False)
        column = _choose_column(path)
        task = own_task(path, column)
        what_counts(path, task)
    if task is None:
        return
    with errors_shown(), st.container(border=True):
        st.subheader("2 · Which known tasks may help?", anchor=False)
        supports(path, task)
    with errors_shown(), st.container(border=True):
        st.subheader("3 · Is the gain real?", anchor=False)
        _test(path, task)


def _forget() -> None:
    PAGE.now().table = PAGE.now().column = ""
    PAGE.next_turn()


def _choose_column(path: Path) -> str:
    """Offer the columns; InputError where there is none."""
    found = columns(path)
    if not found:
        rows = read_rows(path, MOST)
        reason = next((row.error for row in rows if row.error), None)
        raise InputError(
            reason
            if reason and not any(row.usable for row in rows)
            else f"{path.name} has no column beside its molecules; add one with what you measured."
        )
    view, words = PAGE.now(), {column.heading: column.words for column in found}
    names = list(words)
    view.column = st.selectbox(
        "Measured column",
        names,
        index=names.index(view.column) if view.column in words else 0,
        format_func=words.__getitem__,
        key=f"own_column_{path.parent.name}_{PAGE.turn()}",
    )
    return view.column


def _test(path: Path, task: OwnTask) -> None:
    """Say what the test does, start it, and lead to those that were made."""
    st.markdown(
        "Your molecules are split again and again: methods learn from four fifths, with the known tasks and without, and "
        "are tested on the rest. You get the error of each, whether the gain is more than luck, how many more measurements "
        "would halve the error, and a model that predicts further molecules."
    )
    earlier = jobs_of(path, task.name)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        clicked = st.button(
            "Test it again" if earlier else "Test it",
            type="secondary" if earlier else "primary",
            icon=":material/play_arrow:",
            key="own_test",
        )
        if earlier:
            st.button(
                "Open the test" if not earlier[0].active else "See how far it is",
                type="primary",
                icon=":material/open_in_new:",
                key="own_open",
                on_click=open_study,
                args=(earlier[0].id,),
            )
        st.caption("It runs as a job, minutes for a hundred molecules.", width="content")
    if clicked:
        start(path, task.name)
