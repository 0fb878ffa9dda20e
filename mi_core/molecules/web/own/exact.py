"""The offer to train networks on one's own task beside each known one, which tells what frozen encoders only estimate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.molecules.affinity.drawn import FEWEST
from mi_core.molecules.web.own.job import EXACT, jobs_of, open_study, start

if TYPE_CHECKING:
    from pathlib import Path

    from mi_core.molecules.transfer.own_task import OwnTask


def exact_offered(path: Path, task: OwnTask) -> None:
    """Offer the job, and lead to the newest one that runs or is done."""
    if len(task) < FEWEST:
        return
    earlier = jobs_of(path, task.name, EXACT)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if earlier:
            st.button(
                "See how far the exact affinities are" if earlier[0].active else "Open the exact affinities",
                icon=":material/open_in_new:",
                key="own_exact_open",
                on_click=open_study,
                args=(earlier[0].id,),
            )
        elif st.button("Train in pairs", icon=":material/model_training:", key="own_exact"):
            start(path, task.name, EXACT)
        st.caption(
            "Frozen encoders estimate. The exact affinity trains your task beside each known one: a job, "
            "ten minutes or more, which needs the tables of the known tasks.",
            width="stretch",
        )
