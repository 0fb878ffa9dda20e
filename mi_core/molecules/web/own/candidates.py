"""The model that was kept: it predicts further molecules, ranks them, and says which to measure next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.molecules.transfer.next_measurements import HIGH, LOW, WISHES, propose, rank
from mi_core.molecules.web.own.bar import shown_by
from mi_core.molecules.web.own.cached import model
from mi_core.molecules.web.own.candidate_table import candidate_table
from mi_core.molecules.web.own.kept import keep_text
from mi_core.molecules.web.own.predicted import (
    MOST,
    candidates_of,
    forget_candidates,
    keep_candidates,
    predicted,
)
from mi_core.web.components.formulas import escaped
from mi_core.web.components.segmented_choice import segmented_choice
from mi_core.web.inputs.kept_files import keep_file
from mi_core.web.shell.frame import errors_shown

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.jobs.job import Job
    from mi_core.molecules.own_study import OwnStudy

RANKED, NEXT = "Ranked", "Measure next"
MOST_PROPOSED = 20


def candidates(found: OwnStudy, job: Job) -> None:
    """Say what the model is, take candidates, and show them ranked or those to measure next."""
    st.subheader("Predict further molecules", anchor=False)
    st.caption(
        f"The model that was kept: {escaped(found.found['model']['title'].lower())}, learned from all "
        f"{found.found['molecules']:,} molecules."
    )
    if not candidates_of():
        _ways_in(job)
        return
    bar = st.progress(0.0, text="Describing molecules")
    with errors_shown():
        frame = predicted(job, shown_by(bar))
        bar.empty()
        if frame is None:
            forget_candidates()
            st.rerun()
        _shown(found, job, frame)
    bar.empty()
    st.button("Other molecules", icon=":material/replay:", key="own_others", on_click=forget_candidates)


def _ways_in(job: Job) -> None:
    left, right = st.columns(2, gap="large")
    with left, st.form(f"own_candidates_{job.id}_text", border=False):
        text = st.text_area(
            "SMILES, one a line", height=100, placeholder="CCCCO 1-butanol\nOc1ccccc1", key=f"own_candidates_box_{job.id}"
        )  # fmt: skip
        sent = st.form_submit_button("Predict", icon=":material/query_stats:")
    with right:
        file = st.file_uploader(
            "Or a file of molecules",
            key=f"own_candidates_file_{job.id}",
            help=f"SMILES, CSV, SDF, MOL or xlsx; at most {MOST:,} molecules.",
        )
        st.button(
            "Example molecules",
            icon=":material/science:",
            key="own_candidates_example",
            on_click=_example,
        )
    with errors_shown():
        if sent:
            keep_candidates(keep_text(text))
            st.rerun()
        if file is not None:
            keep_candidates(keep_file(file.name, file.getvalue()))
            st.rerun()


def _example() -> None:
    from mi_core.molecules.own_example import CANDIDATES, example_candidates

    keep_candidates(keep_file(CANDIDATES, example_candidates()))


def _shown(found: OwnStudy, job: Job, frame: pd.DataFrame) -> None:
    """Show predicted candidates in the order that is asked for."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        view = segmented_choice("What to see", {RANKED: RANKED, NEXT: NEXT}, RANKED, key=f"own_view_{job.id}")
        direction = segmented_choice("Wanted is", _directions(found), HIGH, key=f"own_direction_{job.id}")
        wish = next(iter(WISHES))
        if view == NEXT:
            wish = segmented_choice("Because of", WISHES, wish, key=f"own_wish_{job.id}")
    own = model(job.folder)
    if view == RANKED:
        rows = rank(frame, direction)
    else:
        rows = propose(own, frame, wish=wish, direction=direction, count=MOST_PROPOSED)
        st.caption("Measured molecules are passed over, and so is what is nearly like one that stands above.")
    candidate_table(rows, found, key=f"{job.id}_{view}_{direction}_{wish}")
    refused = frame[frame["error"].fillna("") != ""]
    for row in refused.head(5).itertuples():
        st.caption(f":material/error: {escaped(f'{row.id}: {row.error}')}")
    if len(refused) > 5:
        st.caption(f"{len(refused) - 5:,} further rows were refused.")
    st.caption(escaped(own.domain_words))


def _directions(found: OwnStudy) -> dict[str, str]:
    if found.classification:
        zero, one = found.found["classes"]
        return {HIGH: escaped(one), LOW: escaped(zero)}
    return {HIGH: "high", LOW: "low"}
