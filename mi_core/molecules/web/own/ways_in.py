"""Ways in: a table dropped or pasted, or the example; and the tasks that were judged before."""

from __future__ import annotations

import streamlit as st

from mi_core.jobs import service
from mi_core.jobs.job import DONE
from mi_core.molecules.transfer.own_task import FEWEST, MOST
from mi_core.molecules.transfer.verdict import HARMS, HELPS
from mi_core.molecules.web.own.job import KIND, open_study
from mi_core.molecules.web.own.kept import keep_text
from mi_core.molecules.web.view import PAGE
from mi_core.web.components.formulas import escaped
from mi_core.web.inputs.kept_files import keep_file
from mi_core.web.jobs.progress import local_time
from mi_core.web.shell.frame import errors_shown
from mi_core.web.shell.workspace import current_workspace

SUFFIXES = "CSV, xlsx, SDF or Parquet"
MOST_LISTED = 8
ICONS = {HELPS: ":material/thumb_up:", HARMS: ":material/thumb_down:"}
UNDECIDED = ":material/balance:"


def ways_in() -> None:
    """Show the ways in side by side, and what was judged before."""
    left, middle, right = st.columns(3, gap="large")
    with left:
        st.subheader("Drop your table", anchor=False)
        _drop()
    with middle:
        st.subheader("Paste it", anchor=False)
        _paste()
    with right:
        st.subheader("Take an example", anchor=False)
        _example()
    _judged_before()


def show_table(reference: str) -> None:
    """Go on with a table that is kept."""
    PAGE.now().table, PAGE.now().column = reference, ""
    PAGE.next_turn()


def _drop() -> None:
    file = st.file_uploader(
        "Table of molecules and what you measured",
        key=f"own_file_{PAGE.turn()}",
        help=f"{SUFFIXES}, packed with gzip or not. It stays on this machine, in your workspace.",
    )
    st.caption(
        f"{SUFFIXES}: a column of SMILES and one of what you measured, numbers or two classes; {FEWEST} to {MOST:,} "
        "molecules."
    )
    if file is not None:
        with errors_shown():
            show_table(keep_file(file.name, file.getvalue()))
            st.rerun()


def _paste() -> None:
    with st.form(f"own_paste_{PAGE.turn()}", border=False):
        text = st.text_area(
            "Table, its first line the headings",
            height=122,
            placeholder="smiles,log_s\nCCO,1.1\nc1ccccc1,-1.6",
            help="Cells copied from a spreadsheet can be pasted as they are.",
            key=f"own_text_{PAGE.turn()}",
        )
        sent = st.form_submit_button("Read", icon=":material/content_paste:")
    if not sent:
        return
    with errors_shown():
        show_table(keep_text(text))
        st.rerun()


def _example() -> None:
    st.markdown(
        "62 molecules that chemists know, with a solubility that an equation **computes**: it shows how this goes, and says "
        "nothing about nature."
    )
    st.button(
        "Take the example",
        type="primary",
        icon=":material/science:",
        key="own_example",
        on_click=_take_example,
    )


def _take_example() -> None:
    from mi_core.molecules.own_example import COLUMN, TABLE, example_table

    with errors_shown():
        show_table(keep_file(TABLE, example_table()))
        PAGE.now().column = COLUMN


def _judged_before() -> None:
    """List the tasks of this workspace whose jobs are done or run."""
    workspace = current_workspace()
    jobs = [job for job in service.list_jobs(workspace) if job.kind == KIND] if workspace else []
    if not jobs:
        return
    st.subheader("Your tasks so far", anchor=False)
    for job in jobs[:MOST_LISTED]:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.button("Open", key=f"own_open_{job.id}", on_click=open_study, args=(job.id,))
            st.markdown(f"**{escaped(job.title)}** · {local_time(job.created)}", width="content")
            verdict = job.summary.get("verdict", "") if job.state == DONE else job.state
            st.caption(
                f"{ICONS.get(verdict, UNDECIDED) if job.state == DONE else ''} {verdict}".strip(),
                width="content",
            )
    if len(jobs) > MOST_LISTED:
        st.caption("Older ones are on the Jobs page.")
