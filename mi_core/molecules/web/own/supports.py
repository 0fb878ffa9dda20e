"""Which known tasks may help: affinities in seconds, and the four that are proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.molecules.figures.own_affinities import affinity_figure
from mi_core.molecules.own_words import support_sentence, task_title
from mi_core.molecules.web.own.bar import shown_by
from mi_core.molecules.web.own.cached import proposal
from mi_core.molecules.web.own.counted import say_leaks
from mi_core.molecules.web.own.exact import exact_offered
from mi_core.web.components.figure_downloads import figure_with_downloads
from mi_core.web.components.formulas import escaped
from mi_core.words import listed

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from mi_core.molecules.transfer.own_task import OwnTask

MEANING = (
    "The affinity says how much better a network that learned another task describes your molecules than one that "
    "learned nothing. The four highest support. You cannot change them by hand: each split of the test chooses its own from "
    "the labels it may see, since a choice that has seen all labels would make the gain look larger than it is."
)


def supports(path: Path, task: OwnTask) -> None:
    """Offer to propose, with progress; then show what was found."""
    found = proposal(path, task.name)
    if found is None:
        st.markdown(
            "Networks that learned other properties of molecules describe yours; which of them say most about your numbers?"
        )
        if not st.button("Propose support tasks", type="primary", icon=":material/hub:", key="own_propose"):
            return
        bar = st.progress(0.0, text="Describing molecules")
        found = proposal(path, task.name, shown_by(bar))
        bar.empty()
        st.rerun()
    if found is None:
        return
    suspected = found.leaks.suspected
    if suspected:
        say_leaks([one for one in found.leaks.sentences() if "illusion" in one], serious=True)
    affinities_shown(found.affinities, f"affinities-{task.name}")
    exact_offered(path, task)


def affinities_shown(affinities: pd.DataFrame, name: str) -> None:
    """Name the supports, and draw all affinities."""
    chosen = affinities.loc[affinities["support"].astype(bool), "task"]
    st.markdown(f"**Proposed: {escaped(listed(map(task_title, chosen)))}.** {support_sentence(affinities)}")
    figure_with_downloads(affinity_figure(affinities), name, data=affinities)
    st.caption(MEANING)
